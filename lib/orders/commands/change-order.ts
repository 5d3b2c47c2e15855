import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { settleShrunk } from "@/lib/fulfilment/close-wave";
import { offerFreed } from "@/lib/inventory/offer-freed";
import { changeOrderInput } from "@/lib/orders/change-input";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { changeOrderRefusals, planOrderChange } from "@/lib/orders/plan-change";
import { refundsOf } from "@/lib/payments/commands/request-refund";
import { nextRefundNumbers } from "@/lib/payments/load-refunds";
import { post } from "@/lib/post";

/**
 * Changes what is ordered before it leaves: items, units, prices, shipping. Whoever saw a preview sends its digest along,
 * and is refused with "effect_changed" when the change would do something else by now.
 */
export const changeOrder = defineCommand({
  name: "orders.change",
  permission: "orders.edit",
  input: changeOrderInput,
  refusals: [...changeRefusals, ...changeOrderRefusals, "effect_changed"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const refundNumbers = await nextRefundNumbers(context.tx, order.payments.length);
    const planned = await planOrderChange(context, order, input, { refundNumbers, lock: true });
    if (isRefusal(planned)) return planned;
    const { plan, digest } = planned;
    if (input.expected !== undefined && input.expected !== digest) return refuse("effect_changed");
    const changed = changedOf(await post(context, [plan]));
    await offerFreed(context.tx, plan.stock);
    await settleShrunk(context, order, plan);
    return { ...changed, refunds: refundsOf(plan) };
  },
});
