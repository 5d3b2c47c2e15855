import type { Tx } from "@/db/transaction";
import { defineCommand } from "@/lib/command";
import { parseMoney } from "@/lib/core/money";
import { isRefusal, refuse } from "@/lib/core/result";
import { settleShrunk } from "@/lib/fulfilment/close-wave";
import { offerFreed } from "@/lib/inventory/offer-freed";
import { type ChangeOrderInput, changeOrderInput } from "@/lib/orders/change-input";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { changeOrderRefusals, planOrderChange } from "@/lib/orders/plan-change";
import type { Plan } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";
import { type ChangeBack, changeBack } from "@/lib/orders/rules/undo-change";
import type { PastEvent } from "@/lib/orders/rules/undo-event";
import { refundsOf } from "@/lib/payments/commands/request-refund";
import { nextRefundNumbers } from "@/lib/payments/load-refunds";
import { post } from "@/lib/post";
import { codeKey } from "@/lib/promotions/rules/coupon-pool";

/**
 * Changes what is ordered before it leaves: items, units, prices, shipping. Whoever saw a preview sends its digest along,
 * and is refused with "effect_changed" when the change would do something else by now. One that takes another back names
 * that one's event.
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
    const { digest } = planned;
    if (input.expected !== undefined && input.expected !== digest) return refuse("effect_changed");
    const plan = await undoing(context.tx, planned.plan, order, input);
    const changed = changedOf(await post(context, [plan]));
    await offerFreed(context.tx, plan.stock);
    await settleShrunk(context, order, plan);
    return { ...changed, refunds: refundsOf(plan) };
  },
});

/** The plan, its event naming the change that it takes back, where it does exactly that. */
async function undoing(tx: Tx, plan: Plan, order: OrderState, input: ChangeOrderInput): Promise<Plan> {
  const { undoes } = input;
  if (undoes === undefined) return plan;
  const events = await tx.sql<PastEvent[]>`
    select seq, type, data from order_events where order_id = ${order.id} and (seq = ${undoes} or data ? 'undoes')`;
  const event = events.find(({ seq }) => seq === undoes);
  const back = event && changeBack(order, event, events);
  const [first, ...others] = plan.events;
  if (!back || isRefusal(back) || !first || !isAsked(back, order, input)) return plan;
  return { ...plan, events: [{ ...first, data: { ...first.data, undoes } }, ...others] };
}

function isAsked(back: ChangeBack, { currency, shippingMinor }: OrderState, input: ChangeOrderInput): boolean {
  const written = (lines: ChangeBack["lines"]) =>
    lines
      .map(({ line, quantity, unitPrice }) => `${line} ${quantity} ${unitPrice === undefined ? "" : Number(unitPrice)}`)
      .sort()
      .join();
  const shipping = input.shipping === undefined ? shippingMinor : parseMoney(input.shipping, currency);
  return (
    input.add.length === 0 &&
    written(back.lines) === written(input.lines as ChangeBack["lines"]) &&
    codes(back.addCoupons) === codes(input.addCoupons) &&
    codes(back.removeCoupons) === codes(input.removeCoupons) &&
    shipping === (back.shippingMinor ?? shippingMinor)
  );
}

function codes(named: readonly string[] = []): string {
  return named.map(codeKey).sort().join();
}
