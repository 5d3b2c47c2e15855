import { assert, isRefusal } from "@/lib/core/result";
import { nextOrderNumbers } from "@/lib/orders/load-intake-facts";
import { resendsOf } from "@/lib/orders/plan-resend";
import type { ResendReason } from "@/lib/orders/rules/resend-reasons";
import type { Planner, PlanningPlace } from "./planner";
import { freeStock } from "./seen-stock";

/** What the look notes of an order that is sent again: its units, and what they cost the shop, minor units as text. */
export type ResendNote = { units: { sku: string; quantity: number }[]; costMinor: string };

/** Sends all that left of each order again, by the rule of one order; nothing of it was sold. */
export async function resendPlanner({ context, job, orders, preview }: PlanningPlace): Promise<Planner> {
  const { reason, note } = job.input as { reason: ResendReason; note: string };
  const resend = await resendsOf(context, orders, (ids) => freeStock(context, ids, preview));
  // A preview spends no numbers.
  const numbers = preview ? [] : await nextOrderNumbers(context, orders.length);
  return (order) => {
    const number = preview ? "-" : numbers.shift();
    assert(number, "there is a number for each order");
    const planned = resend(order, { reason, note }, number);
    if (isRefusal(planned)) return planned;
    const units = planned.lines.map(({ sku, title, quantity }) => ({ sku: sku || title, quantity }));
    const lines = planned.lines.map(({ line, quantity }) => ({ line, quantity }));
    const details: ResendNote = { units, costMinor: `${planned.costMinor}` };
    return {
      plan: planned.original,
      part: { kind: "resent", plan: planned.created, lines, reason, note },
      look: { details, documents: null },
      effect: { made: number },
    };
  };
}
