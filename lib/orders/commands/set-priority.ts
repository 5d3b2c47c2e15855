import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { setPriorityInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { planPriority } from "@/lib/orders/rules/priority";
import { post } from "@/lib/post";

/** Lets an order's turn come sooner or later than its promise says. */
export const setPriority = defineCommand({
  name: "orders.prioritise",
  permission: "orders.edit",
  input: setPriorityInput,
  refusals: [...changeRefusals, "order_closed", "nothing_to_change"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const plan = planPriority(order, input.priority, input.reason);
    return isRefusal(plan) ? plan : changedOf(await post(context, [plan]));
  },
});
