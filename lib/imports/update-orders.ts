import type { CommandContext } from "@/lib/command";
import { assert } from "@/lib/core/result";
import { receiveOrderInput } from "@/lib/orders/inputs";
import { lockOrders } from "@/lib/orders/lock-order";
import type { Plan } from "@/lib/orders/rules/plan";
import { post } from "@/lib/post";
import { type ProblemRow, rowsOfRefused } from "./problem-rows";
import { addCounts, type Counts } from "./rules/counts";
import { planUpdate } from "./rules/update";
import type { ExistingOrder, OrderDocument } from "./sort-piece";

/**
 * Orders that a file brings again with other rows: what a person may correct (who, where, notes) is taken over while
 * nothing has left; other items or amounts are refused, because an order is not changed behind the backs of those who
 * work on it.
 */
export async function updateOrders(
  context: CommandContext,
  changed: readonly { document: OrderDocument; existing: ExistingOrder }[],
): Promise<{ counts: Counts; problems: ProblemRow[] }> {
  if (changed.length === 0) return { counts: {}, problems: [] };
  const states = new Map(
    (
      await lockOrders(
        context.tx,
        changed.map(({ existing }) => existing.number),
      )
    ).map((order) => [order.number, order]),
  );
  let counts: Counts = {};
  const problems: ProblemRow[] = [];
  const plans: Plan[] = [];
  for (const { document, existing } of changed) {
    const order = states.get(existing.number);
    assert(order, "an order that was found is still there");
    const outcome = planUpdate(order, receiveOrderInput.parse(document.order), document.history !== null);
    const rows = document.group.rowCount;
    if ("plan" in outcome) {
      plans.push(outcome.plan);
      counts = addCounts(counts, { updatedOrders: 1, updatedRows: rows });
    } else if (outcome.code === "nothing_new") {
      counts = addCounts(counts, { skippedRows: rows, skippedOrders: 1 });
    } else {
      counts = addCounts(counts, { refusedRows: rows, refusedOrders: 1 });
      const first = document.group.rows[0]?.number ?? 0;
      problems.push(
        ...rowsOfRefused(document.group, [
          { row: first, field: null, code: outcome.code, value: document.group.key, facts: { number: order.number } },
        ]),
      );
    }
  }
  await post(context, plans);
  return { counts, problems };
}
