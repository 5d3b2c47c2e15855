import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { finishFactsOf } from "@/lib/orders/finish-facts";
import { paymentMethodInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { holdsAgainst } from "@/lib/orders/rules/hold";
import { finishIntake } from "@/lib/orders/rules/intake";
import { planPaymentMethod } from "@/lib/orders/rules/payment-method";
import { isPrepaid } from "@/lib/orders/rules/stage";
import { post } from "@/lib/post";

/**
 * Changes how an order is paid. One that waited for its money and now is paid on delivery goes on by itself: it is checked
 * and, when nothing stops it, approved with its stock reserved.
 */
export const changePaymentMethod = defineCommand({
  name: "orders.change_payment_method",
  permission: "orders.edit",
  input: paymentMethodInput,
  refusals: [...changeRefusals, "order_closed", "nothing_to_change", "payment_open"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const plan = planPaymentMethod(order, input.method);
    if (isRefusal(plan)) return plan;
    const waited = order.stage === "awaiting_payment" && !isPrepaid(input.method);
    if (!waited || holdsAgainst(order, "review").length > 0) return changedOf(await post(context, [plan]));
    const facts = await finishFactsOf(context, order);
    const goesOn = finishIntake(
      { ...plan, events: [...plan.events] },
      { ...facts, onShortage: "review", reserve: false },
    );
    return changedOf(await post(context, [isRefusal(goesOn) ? plan : goesOn]));
  },
});
