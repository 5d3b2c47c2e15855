import { assert, isRefusal, refuse } from "@/lib/core/result";
import { nextOrderNumbers } from "@/lib/orders/load-intake-facts";
import { splitsOf } from "@/lib/orders/plan-split";
import { waitingUnits } from "@/lib/orders/rules/claims";
import type { Planner, PlanningPlace } from "./planner";

/** Splits off what waits for stock, so that the rest of each order can leave. */
export async function splitPlanner({ context, job, orders, preview }: PlanningPlace): Promise<Planner> {
  const { note } = job.input as { note: string };
  const split = await splitsOf(context, orders);
  // A preview spends no numbers.
  const numbers = preview ? [] : await nextOrderNumbers(context, orders.length);
  return (order) => {
    const lines = order.lines.flatMap((line) => {
      const quantity = order.approvedAt ? waitingUnits(line) : 0;
      return quantity > 0 ? [{ line: line.position, quantity }] : [];
    });
    if (lines.length === 0) return refuse("nothing_waits");
    const number = preview ? "-" : numbers.shift();
    assert(number, "there is a number for each order");
    const planned = split(order, { lines, note }, number);
    if (isRefusal(planned)) return planned;
    return {
      plan: planned.parent,
      part: { kind: "split", plan: planned.part, lines: planned.lines, reason: "", note },
    };
  };
}
