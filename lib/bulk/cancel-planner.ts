import { assert, isRefusal, refuse } from "@/lib/core/result";
import { type CancelAsk, planCancel } from "@/lib/orders/rules/cancel";
import type { OrderState } from "@/lib/orders/rules/state";
import { refundFactsWith } from "@/lib/payments/commands/request-refund";
import { loadKinRefunds, loadRefundsOf, nextRefundNumbers } from "@/lib/payments/load-refunds";
import type { BulkItem } from "./load-bulk";
import type { Planner, PlanningPlace } from "./planner";

/** Cancels whole orders, each with the refunds that the person who does it may let through. */
export async function cancelPlanner(place: PlanningPlace): Promise<Planner> {
  const { reason, note } = place.job.input as Pick<CancelAsk, "reason" | "note">;
  const cancel = await cancelling(place);
  return (order) => cancel(order, { reason, note });
}

/**
 * Takes back orders that a change made: what is picked of them stays, and so do a draft that somebody worked on and an
 * order that took another in.
 */
export async function unmakePlanner(place: PlanningPlace): Promise<Planner> {
  const drafts = place.job.action === "duplicate";
  const cancel = await cancelling(place);
  const joined = await place.context.tx.sql<{ id: string }[]>`
    select to_id as id from order_lineage
    where to_id = any(${place.orders.map(({ id }) => id)}::uuid[]) and kind = 'merged' and undone_at is null`;
  const tookIn = new Set(joined.map(({ id }) => id));
  return (order, { details }: BulkItem) => {
    if (order.lines.some((line) => line.allocated > 0)) return refuse("bulk_made_picked");
    if (tookIn.has(order.id)) return refuse("bulk_made_joined");
    if (drafts && order.submittedAt) return refuse("bulk_made_placed");
    if (drafts && order.stage !== "cancelled" && order.version !== details?.version) return refuse("bulk_made_changed");
    return cancel(order, { reason: "other", note: "" });
  };
}

async function cancelling({ context, orders, preview }: PlanningPlace) {
  const payments = orders.reduce((sum, order) => sum + order.payments.length, 0);
  const ids = orders.map(({ id }) => id);
  const [refunds, kin] = await Promise.all([loadRefundsOf(context.tx, ids), loadKinRefunds(context.tx, ids)]);
  // A preview spends no numbers.
  const numbers = preview || payments === 0 ? [] : await nextRefundNumbers(context.tx, payments);
  return (order: OrderState, ask: CancelAsk): ReturnType<Planner> => {
    const own = preview ? order.payments.map((_, index) => `${index + 1}`) : numbers.splice(0, order.payments.length);
    assert(own.length === order.payments.length, "there is a number for each payment");
    const plan = planCancel(
      order,
      ask,
      refundFactsWith(context, { refunds: refunds.get(order.id) ?? [], kinRefunds: kin.get(order.id) ?? [] }, own),
    );
    return isRefusal(plan) ? plan : { plan };
  };
}
