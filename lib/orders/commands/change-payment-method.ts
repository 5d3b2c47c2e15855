import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { paymentMethodInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { lockPool } from "@/lib/orders/load-intake-facts";
import { methodChangesOf, paymentMethodRefusals } from "@/lib/orders/plan-payment-method";
import { isPrepaid } from "@/lib/orders/rules/stage";
import { post } from "@/lib/post";

/** Changes how an order is paid; one that waited for its money and now is paid on delivery goes on by itself. */
export const changePaymentMethod = defineCommand({
  name: "orders.change_payment_method",
  permission: "orders.edit",
  input: paymentMethodInput,
  refusals: [...changeRefusals, ...paymentMethodRefusals],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    // To be paid before it leaves, it goes on to nothing: no stock is looked at.
    const may = isPrepaid(input.method) ? [] : [order];
    const change = await methodChangesOf(context, may, (ids) => lockPool(context.tx, ids));
    const plan = change(order, input.method);
    return isRefusal(plan) ? plan : changedOf(await post(context, [plan]));
  },
});
