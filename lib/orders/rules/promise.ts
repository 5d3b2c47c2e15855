import { type Refusal, refuse } from "@/lib/core/result";
import type { Plan } from "./plan";
import type { OrderState } from "./state";

/** Sets the moment an order is promised for; its event is that of an edited field. */
export function planPromise(
  order: OrderState,
  promisedAt: Date | null,
): Plan | Refusal<"order_closed" | "nothing_to_change"> {
  if (["cancelled", "completed", "delivered", "shipped"].includes(order.stage))
    return refuse("order_closed", { stage: order.stage });
  if (order.promisedAt?.getTime() === promisedAt?.getTime()) return refuse("nothing_to_change");
  const changes = [{ field: "promisedAt", before: order.promisedAt, after: promisedAt }];
  return { order, patch: { promisedAt }, events: [{ type: "order.edited", data: { changes } }] };
}
