import type { CommandContext } from "@/lib/command";
import { assert, type Refusal } from "@/lib/core/result";
import { loadConsignments } from "@/lib/shipping/load-consignments";
import { loadShipping } from "@/lib/shipping/load-shipping";
import type { Plan } from "./rules/plan";
import { type PastService, planServiceBack, type ServiceRefusal } from "./rules/service";
import type { OrderState } from "./rules/state";

export type ServiceUndo = (order: OrderState, change: PastService) => Plan | Refusal<ServiceRefusal | "changed_since">;

/** Puts the services of these orders back, as their events named them; an order that is not among them asks for nothing. */
export async function loadServiceUndo(
  { tx, shop }: Pick<CommandContext, "tx" | "shop">,
  orders: readonly OrderState[],
): Promise<ServiceUndo> {
  const [book, consignments] = await Promise.all([
    loadShipping(tx, shop.shippingVersion),
    loadConsignments(
      tx,
      orders.map(({ id }) => id),
    ),
  ]);
  return (order, change) => {
    const consignment = consignments.get(order.id);
    assert(consignment, "a service is put back for orders that were asked about");
    return planServiceBack(order, change, { book, consignment });
  };
}
