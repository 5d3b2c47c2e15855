import { defineCommand } from "@/lib/command";
import { assert, isRefusal, refuse } from "@/lib/core/result";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { lockOrders } from "@/lib/orders/lock-order";
import { mergeInto } from "@/lib/orders/merge-into";
import { mergeOrdersInput } from "@/lib/orders/move-inputs";
import { mergeEffectOf } from "@/lib/orders/plan-merge";
import { mergeObstacles } from "@/lib/orders/rules/merge";

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
    const { tx } = context;
    if (input.from.includes(input.number)) return refuse("merge_itself", { number: input.number });
    // All at once and in one order, so that two who merge the same orders wait for each other.
    const locked = await lockOrders(tx, [input.number, ...input.from]);
    const into = await loadForChange(tx, input);
    if (isRefusal(into)) return into;
    const from = input.from.map((number) => locked.find((order) => order.number === number));
    const missing = input.from[from.indexOf(undefined)];
    if (missing !== undefined) return refuse("not_found", { number: missing });
    const sources = from.filter((order) => order !== undefined);
    if (input.expected !== undefined) {
      const seen = await mergeEffectOf(context, into, sources);
      if (isRefusal(seen)) return seen;
      if (input.expected !== seen.digest) return refuse("effect_changed");
    }
    const [merged] = await mergeInto(context, [{ into, from: sources }], { note: input.note });
    assert(merged, "each group has its answer");
    if (isRefusal(merged)) return merged;
    const one = merged.get(into.id);
    assert(one, "at least one order was merged");
    return changedOf([one]);
  },
});
