import { orderLineage } from "@/db/schema/orders";
import type { CommandContext } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { assert, isRefusal, type Refusal } from "@/lib/core/result";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { lockOrder, lockOrders } from "@/lib/orders/lock-order";
import { planOrderMerge } from "@/lib/orders/plan-merge";
import { documentsOfMerged, type MergeObstacle } from "@/lib/orders/rules/merge";
import type { Plan } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";
import { type Posted, post } from "@/lib/post";
import { insertRows } from "@/lib/rows";

type MergeWords = {
  note: string;
  /** Names the change of many orders that the merge is part of. */
  tell?: (plan: Plan) => Plan;
};

/**
 * Merges orders that are locked into another that is, one after another, and their documents after them. Answers how each
 * was posted last, by its id. A refusal leaves what was merged before it to the caller's transaction.
 */
export async function mergeInto(
  context: CommandContext,
  into: OrderState,
  sources: readonly OrderState[],
  { note, tell = (plan) => plan }: MergeWords,
): Promise<Map<string, Posted> | Refusal<MergeObstacle>> {
  const { tx, actor, now } = context;
  await lockLevels(tx, reservedIn(sources));
  const last = new Map<string, Posted>();
  const written = async (plans: readonly Plan[]) => {
    for (const one of await post(context, plans.map(tell))) last.set(one.id, one);
  };
  for (const source of sources) {
    const target = await lockOrder(tx, into.number);
    assert(target, "an order that is locked is there");
    const planned = await planOrderMerge(context, target, source, note);
    if (isRefusal(planned)) return planned;
    await written([planned.into, planned.from]);
    const { lines, kept } = planned;
    await insertRows(tx, orderLineage, [
      {
        ...{ id: newId(), kind: "merged", fromId: source.id, toId: target.id, lines, kept, reason: "", note },
        ...{ actorName: actor.name, createdAt: now, undoneAt: null },
      },
    ]);
  }
  const after = await lockOrders(
    tx,
    [into, ...sources].map(({ number }) => number),
  );
  const papers = documentsOfMerged([into, ...sources], after);
  if (papers.length > 0) await written(papers);
  return last;
}

/** Items that orders have a claim on: merging moves the claims. */
export function reservedIn(orders: readonly OrderState[]): string[] {
  return orders.flatMap(({ lines }) =>
    lines.flatMap(({ variantId, reserved }) => (variantId && reserved > 0 ? [variantId] : [])),
  );
}
