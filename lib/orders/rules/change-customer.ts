import { type Refusal, refuse } from "@/lib/core/result";
import type { Plan } from "./plan";
import type { OrderState } from "./state";

export type NamedCustomer = { id: string; number: string };

/**
 * Gives an order to another customer, or to none: what it sold counts as theirs from then on, on the day it was sold.
 * `from` is the number of whose it is now.
 */
export function planCustomer(
  order: OrderState,
  to: NamedCustomer | null,
  from: string,
): Plan | Refusal<"nothing_to_change"> {
  const customerId = to?.id ?? null;
  if (order.customerId === customerId) return refuse("nothing_to_change");
  return {
    order,
    patch: { customerId },
    events: [{ type: "order.customer_changed", data: { from, to: to?.number ?? "" } }],
  };
}
