import { assert, isRefusal } from "@/lib/core/result";
import { planCancel } from "@/lib/orders/rules/cancel";
import type { CancelReason } from "@/lib/orders/rules/cancel-reasons";
import { refundFactsWith } from "@/lib/payments/commands/request-refund";
import { loadKinRefunds, loadRefundsOf, nextRefundNumbers } from "@/lib/payments/load-refunds";
import type { Planner, PlanningPlace } from "./planner";

/** Cancels whole orders, each with the refunds that the person who does it may let through. */
export async function cancelPlanner({ context, job, orders, preview }: PlanningPlace): Promise<Planner> {
  const { reason, note } = job.input as { reason: CancelReason; note: string };
  const payments = orders.reduce((sum, order) => sum + order.payments.length, 0);
  const ids = orders.map(({ id }) => id);
  const [refunds, kin] = await Promise.all([loadRefundsOf(context.tx, ids), loadKinRefunds(context.tx, ids)]);
  // A preview spends no numbers.
  const numbers = preview || payments === 0 ? [] : await nextRefundNumbers(context.tx, payments);
  return (order) => {
    const own = preview ? order.payments.map((_, index) => `${index + 1}`) : numbers.splice(0, order.payments.length);
    assert(own.length === order.payments.length, "there is a number for each payment");
    const plan = planCancel(
      order,
      { reason, note },
      refundFactsWith(context, { refunds: refunds.get(order.id) ?? [], kinRefunds: kin.get(order.id) ?? [] }, own),
    );
    return isRefusal(plan) ? plan : { plan };
  };
}
