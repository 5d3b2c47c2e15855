import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { holdOrderInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { planHold } from "@/lib/orders/rules/hold";
import { post } from "@/lib/post";

/** Keeps an order from moving until somebody releases it; the scope says from which step on. */
export const holdOrder = defineCommand({
  name: "orders.hold",
  permission: "orders.hold",
  input: holdOrderInput,
  refusals: [...changeRefusals, "already_held", "date_missing", "approver_missing", "order_closed"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const plan = planHold(order, { ...input, dueAt: input.dueAt ? new Date(input.dueAt) : null });
    if (isRefusal(plan)) return plan;
    return changedOf(await post(context, [plan]));
  },
});
