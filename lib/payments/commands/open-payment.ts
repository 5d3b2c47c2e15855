import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { amountDue } from "@/lib/orders/rules/stage";
import { post } from "@/lib/post";
import { authorisePaymentInput } from "../inputs";
import { onlineProvider } from "../provider";
import { amountOf } from "../rules/amount";
import { openAuthorisations, planPaymentOpened } from "../rules/take-payment";
import { takeRefusals } from "./record-payment";

/** Writes the row of an online payment before its provider is asked; the provider is asked with the row's id. */
export const openPayment = defineCommand({
  name: "payments.open",
  permission: "payments.record",
  input: authorisePaymentInput.omit({ token: true }),
  refusals: [...changeRefusals, ...takeRefusals],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
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
