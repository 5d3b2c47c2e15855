import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { editLineInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { readLineTexts } from "@/lib/orders/load-moved";
import { planLineDetails } from "@/lib/orders/rules/line-details";
import { post } from "@/lib/post";

/** Gives one line another note and other fields, until all of it has left. */
export const editLine = defineCommand({
  name: "orders.edit_line",
  permission: "orders.edit",
  input: editLineInput,
  refusals: [...changeRefusals, "order_closed", "unknown_line", "already_shipped", "nothing_to_change"],
  async run(context, { line, note, custom, ...ref }) {
    const order = await loadForChange(context.tx, ref);
    if (isRefusal(order)) return order;
    const texts = await readLineTexts(context.tx, order.id);
    const plan = planLineDetails(order, line, { note, custom }, texts.get(line) ?? { note: "", custom: [] });
    if (isRefusal(plan)) return plan;
    return changedOf(await post(context, [plan]));
  },
});
