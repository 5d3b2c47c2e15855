import { defineCommand } from "@/lib/command";
import { assert, isRefusal, refuse } from "@/lib/core/result";
import { changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { lockOrders } from "@/lib/orders/lock-order";
import { rejoinOrdersInput } from "@/lib/orders/move-inputs";
import { rejoinsOf } from "@/lib/orders/plan-rejoin";
import { takeApart } from "@/lib/orders/take-apart";

/**
 * Puts a part back into the order it was split off, or takes a merge apart, so that both are what they were. Refused once
 * one of the units was changed, picked, cancelled or given back since. Either order may be named first.
 */
export const rejoinOrders = defineCommand({
  name: "orders.rejoin",
  permission: "orders.edit",
  input: rejoinOrdersInput,
  refusals: [
    ...changeRefusals,
    "not_related",
    "units_changed",
    "nothing_left",
    "order_closed",
    "merge_picked",
    "merge_given_back",
    "merge_open_payment",
  ],
  async run(context, input) {
    const { tx } = context;
    const orders = await lockOrders(tx, [input.number, input.other]);
    const named = await loadForChange(tx, input);
    if (isRefusal(named)) return named;
    const other = orders.find(({ number }) => number === input.other);
    if (!other) return refuse("not_found", { number: input.other });
    const rejoin = await rejoinsOf(context, [named, other], true);
    const sides = rejoin.sides(named, other);
    if (isRefusal(sides)) return sides;
    const [apart] = await takeApart(context, rejoin, [{ holder: sides.holder, homes: [sides.home] }]);
    const home = apart?.homes[0];
    if (isRefusal(home)) return home;
    const changed = sides.home === named ? home : apart?.holder;
    assert(changed, "both orders were posted");
    return { number: changed.number, version: changed.version, stage: changed.after.stage };
  },
});
