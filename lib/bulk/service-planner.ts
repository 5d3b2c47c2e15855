import { assert, isRefusal } from "@/lib/core/result";
import { offerNamed, offerOf } from "@/lib/orders/rules/named-service";
import { planService } from "@/lib/orders/rules/service";
import { loadConsignments } from "@/lib/shipping/load-consignments";
import { loadShipping } from "@/lib/shipping/load-shipping";
import { arrivalWith } from "@/lib/shipping/rules/fits";
import type { Planner, PlanningPlace } from "./planner";

/** Lets orders go with another service; those that it does not take are skipped with the reason. */
export async function servicePlanner({ context, job, orders }: PlanningPlace): Promise<Planner> {
  const { tx, shop, now } = context;
  const { service, movePromise } = job.input as { service: string; movePromise: boolean };
  const [book, consignments] = await Promise.all([
    loadShipping(tx, shop.shippingVersion),
    loadConsignments(
      tx,
      orders.map(({ id }) => id),
    ),
  ]);
  const to = offerNamed(book, service);
  return (order) => {
    if (isRefusal(to)) return to;
    const consignment = consignments.get(order.id);
    assert(consignment, "an order of a bulk change was read");
    const from = offerOf(book, order.shippingServiceId);
    const arrival = movePromise && to ? arrivalWith(to.service, from?.service ?? null, { ...order, now }) : null;
    const plan = planService(order, { from, to, consignment, ...(arrival ? { promisedAt: arrival } : {}) });
    return isRefusal(plan) ? plan : { plan, effect: plan.events[0]?.data ?? {} };
  };
}
