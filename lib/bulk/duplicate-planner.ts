import { assert, isRefusal } from "@/lib/core/result";
import { receiveByChannel } from "@/lib/orders/commands/receive-order";
import { duplicatesOf } from "@/lib/orders/duplicates";
import { insertParts } from "@/lib/orders/insert-parts";
import type { Batch } from "./merge-batch";
import type { Planner, PlanningPlace } from "./planner";
import { failedBy, type SettledItem } from "./rules/settle";

/** Looks which orders can be made once more; none of them is changed, and `duplicateEach` makes the drafts. */
export async function duplicatePlanner({ context, orders }: PlanningPlace): Promise<Planner> {
  const duplicate = await duplicatesOf(context, orders);
  return (order) => {
    const draft = duplicate(order);
    return isRefusal(draft) ? draft : { plan: { order, events: [] } };
  };
}

/** Makes a draft of each order once more, all of a batch by one intake. */
export async function duplicateEach({ context, items, orders }: Batch): Promise<SettledItem[]> {
  const duplicate = await duplicatesOf(context, orders);
  const planned = items.map((item) => {
    const order = orders.find(({ id }) => id === item.orderId);
    assert(order, "an order that is as it was seen is there");
    return { item, order, draft: duplicate(order) };
  });
  const drafts = planned.flatMap(({ draft }) => (isRefusal(draft) ? [] : [draft]));
  const received = (await receiveByChannel(context, drafts)).values();
  const parts: Parameters<typeof insertParts>[1][number][] = [];
  const settled = planned.map(({ item: { position }, order, draft }): SettledItem => {
    const made = isRefusal(draft) ? draft : received.next().value;
    assert(made, "each draft has its answer");
    if (isRefusal(made)) return { position, ...failedBy(made) };
    parts.push({ kind: "duplicated", fromId: order.id, toId: made.id, lines: [], reason: "", note: "" });
    return { position, status: "done", effect: { made: made.number, version: made.version } };
  });
  await insertParts(context, parts);
  return settled;
}
