import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { planCompletion } from "@/lib/fulfilment/rules/complete";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { post } from "@/lib/post";
import { collectCodInput } from "../inputs";
import { planCodCollected } from "../rules/take-payment";
import { amountTaken, takeRefusals } from "./record-payment";

/** Writes down what the courier collected on delivery: what is due, unless another amount is named. */
export const collectCod = defineCommand({
  name: "payments.collect-cod",
  permission: "payments.record",
  input: collectCodInput,
  refusals: [...changeRefusals, ...takeRefusals, "not_cod", "not_shipped"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const amountMinor = amountTaken(order, input.amount);
    if (isRefusal(amountMinor)) return amountMinor;
    const plan = planCodCollected(order, { amountMinor, reference: input.reference });
    if (isRefusal(plan)) return plan;
    return changedOf(await post(context, [planCompletion(plan, context.now)]));
  },
});
