import { orderLineage } from "@/db/schema/orders";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { assert, isRefusal, refuse } from "@/lib/core/result";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { lockOrder, lockOrders } from "@/lib/orders/lock-order";
import { mergeOrdersInput } from "@/lib/orders/move-inputs";
import { mergeEffectOf, planOrderMerge } from "@/lib/orders/plan-merge";
import { documentsOfMerged, mergeObstacles } from "@/lib/orders/rules/merge";
import { type Posted, post } from "@/lib/post";
import { insertRows } from "@/lib/rows";

/**
 * Merges orders into one: all of them, or none. Their lines, money, claims and charges go there, and each stands as merged;
 * together they count as one order. Refused with the first obstacle, or with "effect_changed" when it would do something
 * else than what was shown.
 */
export const mergeOrders = defineCommand({
  name: "orders.merge",
  permission: "orders.edit",
  input: mergeOrdersInput,
  refusals: [...changeRefusals, ...mergeObstacles, "effect_changed", "merge_itself"],
  async run(context, input) {
    const { tx, actor, now } = context;
    if (input.from.includes(input.number)) return refuse("merge_itself", { number: input.number });
    // All at once and in one order, so that two who merge the same orders wait for each other.
    const locked = await lockOrders(tx, [input.number, ...input.from]);
    const into = await loadForChange(tx, input);
    if (isRefusal(into)) return into;
    const from = input.from.map((number) => locked.find((order) => order.number === number));
    const missing = input.from[from.indexOf(undefined)];
    if (missing !== undefined) return refuse("not_found", { number: missing });
    const sources = from.filter((order) => order !== undefined);
    const seen = await mergeEffectOf(context, into, sources);
    if (isRefusal(seen)) return seen;
    if (input.expected !== undefined && input.expected !== seen.digest) return refuse("effect_changed");
    await lockLevels(
      tx,
      sources.flatMap(({ lines }) =>
        lines.flatMap(({ variantId, reserved }) => (variantId && reserved > 0 ? [variantId] : [])),
      ),
    );
    let posted: Posted[] = [];
    for (const source of sources) {
      const target = await lockOrder(tx, input.number);
      assert(target, "an order that is locked is there");
      const planned = await planOrderMerge(context, target, source, input.note);
      if (isRefusal(planned)) return planned;
      posted = await post(context, [planned.into, planned.from]);
      await insertRows(tx, orderLineage, [
        {
          ...{ id: newId(), kind: "merged", fromId: source.id, toId: target.id, lines: planned.lines },
          ...{
            kept: planned.kept,
            reason: "",
            note: input.note,
            actorName: actor.name,
            createdAt: now,
            undoneAt: null,
          },
        },
      ]);
    }
    const after = await lockOrders(tx, [input.number, ...input.from]);
    const papers = documentsOfMerged([into, ...sources], after);
    const [told] = papers[0]?.order?.id === into.id ? await post(context, papers) : [];
    assert(posted[0], "at least one order was merged");
    return changedOf([told ?? posted[0]]);
  },
});
