import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { tagOrderInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { planTags } from "@/lib/orders/rules/tags";
import { post } from "@/lib/post";

/** Adds and removes tags of an order. */
export const tagOrder = defineCommand({
  name: "orders.tag",
  permission: "orders.edit",
  input: tagOrderInput,
  refusals: [...changeRefusals, "nothing_to_change", "too_many_tags"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const plan = planTags(order, input);
    if (isRefusal(plan)) return plan;
    return changedOf(await post(context, [plan]));
  },
});
