import { defineCommand } from "@/lib/command";
import { assert, isRefusal } from "@/lib/core/result";
import { insertParts } from "@/lib/orders/insert-parts";
import { changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { nextOrderNumbers } from "@/lib/orders/load-intake-facts";
import { planOrderResend } from "@/lib/orders/plan-resend";
import { resendOrderInput } from "@/lib/orders/resend-input";
import { intakeRefusals } from "@/lib/orders/rules/intake";
import { post } from "@/lib/post";

export const resendRefusals = [
  "nothing_to_resend",
  "unknown_line",
  "more_than_left",
  "unmapped_lines",
  ...intakeRefusals,
] as const;

/**
 * Sends goods of an order again at no price: a new order that points at the first, approved and reserved at once. It
 * counts as no order of its own in the figures; what it costs counts.
 */
export const resendOrder = defineCommand({
  name: "orders.resend",
  permission: "orders.create",
  input: resendOrderInput,
  refusals: [...changeRefusals, ...resendRefusals],
  async run(context, input) {
    const { tx } = context;
    const order = await loadForChange(tx, input);
    if (isRefusal(order)) return order;
    const [number] = await nextOrderNumbers(context, 1);
    assert(number, "one number was asked for");
    const planned = await planOrderResend(context, order, input, { number, lock: true });
    if (isRefusal(planned)) return planned;
    const [created] = await post(context, [planned.created, planned.original]);
    assert(created, "a new order was posted");
    const lines = planned.lines.map(({ line, quantity }) => ({ line, quantity }));
    const { reason, note } = input;
    await insertParts(context, [{ kind: "resent", fromId: order.id, toId: created.id, lines, reason, note }]);
    return { number: created.number, version: created.version, stage: created.after.stage };
  },
});
