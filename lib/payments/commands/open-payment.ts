import type { Tx } from "@/db/transaction";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { amountDue } from "@/lib/orders/rules/stage";
import type { OrderState } from "@/lib/orders/rules/state";
import { post } from "@/lib/post";
import { authorisePaymentInput } from "../inputs";
import { onlineProvider } from "../provider";
import { amountOf } from "../rules/amount";
import { openAuthorisations, planPaymentOpened } from "../rules/take-payment";
import { takeRefusals } from "./record-payment";

/**
 * Writes the row of an online payment before its provider is asked; the provider is asked with the row's id. While
 * nobody knows what became of an earlier one, another is refused: both might be taken.
 */
export const openPayment = defineCommand({
  name: "payments.open",
  permission: "payments.record",
  input: authorisePaymentInput.omit({ token: true }),
  refusals: [...changeRefusals, ...takeRefusals, "payment_in_doubt"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    if (await isInDoubt(context.tx, order)) return refuse("payment_in_doubt", { number: order.number });
    const amountMinor =
      input.amount === undefined
        ? amountDue(order) - openAuthorisations(order)
        : amountOf(input.amount, order.currency, "amount");
    if (isRefusal(amountMinor)) return amountMinor;
    const plan = planPaymentOpened(order, onlineProvider, amountMinor);
    if (isRefusal(plan)) return plan;
    const { paymentId, ...opened } = plan;
    await post(context, [opened]);
    return { number: order.number, paymentId };
  },
});

// Asked and neither promised nor declined: the answer is under way, or was lost.
async function isInDoubt(tx: Tx, order: OrderState): Promise<boolean> {
  const unanswered = order.payments
    .filter(
      (payment) => payment.provider !== "manual" && payment.providerRef === null && payment.authorisedMinor === 0n,
    )
    .map((payment) => payment.id);
  if (unanswered.length === 0) return false;
  const declined = await tx.sql`
    select distinct data->>'paymentId' as id from order_events
    where order_id = ${order.id} and type = 'payment.failed' and data->>'step' = 'authorise' and data->>'paymentId' = any(${unanswered}::text[])`;
  return declined.length < unanswered.length;
}
