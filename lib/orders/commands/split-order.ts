import { defineCommand } from "@/lib/command";
import { assert, isRefusal, refuse } from "@/lib/core/result";
import { settleShrunk } from "@/lib/fulfilment/close-wave";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { insertParts } from "@/lib/orders/insert-parts";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { nextOrderNumbers } from "@/lib/orders/load-intake-facts";
import { splitOrderInput } from "@/lib/orders/move-inputs";
import { planOrderSplit } from "@/lib/orders/plan-split";
import { post } from "@/lib/post";

export const splitRefusals = [
  "order_closed",
  "not_placed",
  "unknown_line",
  "unknown_location",
  "more_than_movable",
  "money_given_back",
  "nothing_to_split",
  "nothing_left",
  "discount_exceeds_items",
  "payment_open",
] as const;

/**
 * Splits units of an order off into one of their own, with their share of its money, what was paid for them and their
 * claims on stock. Whoever saw a preview sends its digest along, and is refused with "effect_changed" when the split would
 * do something else by now. Answers with the part's number.
 */
export const splitOrder = defineCommand({
  name: "orders.split",
  permission: "orders.edit",
  input: splitOrderInput,
  refusals: [...changeRefusals, ...splitRefusals, "effect_changed"],
  async run(context, input) {
    const { tx } = context;
    const order = await loadForChange(tx, input);
    if (isRefusal(order)) return order;
    const [number] = await nextOrderNumbers(context, 1);
    assert(number, "one number was asked for");
    const planned = await planOrderSplit(context, order, input, number);
    if (isRefusal(planned)) return planned;
    if (input.expected !== undefined && input.expected !== planned.digest) return refuse("effect_changed");
    const { parent, part, lines } = planned;
    await lockLevels(
      tx,
      (parent.stock ?? []).map(({ variantId }) => variantId),
    );
    const [first, second] = await post(context, [parent, part]);
    assert(first && second, "two plans were posted");
    await settleShrunk(context, order, parent);
    await insertParts(context, [
      { kind: "split", fromId: order.id, toId: second.id, lines, reason: "", note: input.note },
    ]);
    return {
      ...changedOf([first]),
      part: { number: second.number, version: second.version, stage: second.after.stage },
    };
  },
});
