import { applyPlan } from "@/lib/orders/rules/apply-plan";
import type { Plan } from "@/lib/orders/rules/plan";
import { amountDue, toShip } from "@/lib/orders/rules/stage";
import type { OrderState } from "@/lib/orders/rules/state";

/** Whether nothing of the order is still to happen: all of it arrived, all of it paid, no refund under way. */
export function isComplete(order: OrderState): boolean {
  if (!order.approvedAt || order.completedAt) return false;
  const shipping = order.lines.filter((line) => line.ships);
  const arrived = shipping.every((line) => toShip(line) === 0 && line.delivered === line.shipped);
  const something = shipping.length === 0 || shipping.some((line) => line.shipped > 0);
  return (
    arrived &&
    something &&
    amountDue(order) === 0n &&
    order.payments.every((payment) => payment.refundPendingMinor === 0n)
  );
}

/** Closes the order in the same plan when the plan leaves nothing to do. Deliveries and payments end with it. */
export function planCompletion(plan: Plan, now: Date): Plan {
  if (!isComplete(applyPlan(plan))) return plan;
  return { ...plan, patch: { ...plan.patch, completedAt: now }, events: [...plan.events, { type: "order.completed" }] };
}
