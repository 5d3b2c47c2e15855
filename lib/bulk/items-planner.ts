import { assert, isRefusal, refuse } from "@/lib/core/result";
import { changesOf } from "@/lib/orders/plan-change";
import type { Plan } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";
import { type Revert, revertBack } from "@/lib/orders/rules/undo-change";
import { nextRefundNumbers } from "@/lib/payments/load-refunds";
import type { BulkItem } from "./load-bulk";
import type { Planner, PlanningPlace } from "./planner";
import { addedSkus, askOfItems, type ItemsChange } from "./rules/items";
import { freeStock } from "./seen-stock";

/** Changes one item in many orders, or gives each one more, by the rule that changes one order's items. */
export async function itemsPlanner(place: PlanningPlace): Promise<Planner> {
  const input = place.job.input as ItemsChange;
  const { reason, note } = input;
  const change = await changing(place, addedSkus(input));
  return (order) => {
    const asked = askOfItems(order, input);
    if (isRefusal(asked)) return asked;
    const plan = change(order, { ...asked, reason, note });
    return isRefusal(plan) ? plan : { plan, effect: { revert: revertOf(plan) } };
  };
}

/** Takes such a change back where nobody changed those lines since. */
export async function itemsUndoPlanner(place: PlanningPlace): Promise<Planner> {
  const change = await changing(place, []);
  return (order, { details }: BulkItem) => {
    const back = details?.revert ? revertBack(order, details.revert as Revert) : refuse("not_undoable");
    if (isRefusal(back)) return back;
    const plan = change(order, { lines: back.lines, add: [], reason: "correction", note: "" });
    return isRefusal(plan) ? plan : { plan };
  };
}

async function changing({ context, orders, preview }: PlanningPlace, skus: readonly string[]) {
  const change = await changesOf(context, orders, { skus, pool: (ids) => freeStock(context, ids, preview) });
  const payments = orders.reduce((sum, order) => sum + order.payments.length, 0);
  // A preview spends no numbers.
  const numbers = preview || payments === 0 ? [] : await nextRefundNumbers(context.tx, payments);
  return (order: OrderState, asked: Parameters<typeof change>[1]) => {
    const own = preview ? order.payments.map((_, index) => `${index + 1}`) : numbers.splice(0, order.payments.length);
    assert(own.length === order.payments.length, "there is a number for each payment");
    return change(order, asked, own);
  };
}

function revertOf({ events }: Plan): unknown {
  return events.find(({ data }) => data?.revert !== undefined)?.data?.revert ?? null;
}
