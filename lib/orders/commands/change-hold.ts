import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { changeHoldInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { planHoldChange } from "@/lib/orders/rules/hold";
import { post } from "@/lib/post";

/** Gives an open hold another scope, reason, date or end; who set it and when stays. */
export const changeHold = defineCommand({
  name: "orders.change_hold",
  permission: "orders.hold",
  input: changeHoldInput,
  refusals: [...changeRefusals, "not_held", "approval_needed", "nothing_to_change", "date_missing", "approver_missing"],
  async run(context, { type, dueAt, ...input }) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const { scope, reason, releaseWhen, approver } = input;
    const terms = { scope, reason, releaseWhen, approver, dueAt: dueAt ? new Date(dueAt) : null };
    const plan = planHoldChange(order, type, terms, context.actor);
    if (isRefusal(plan)) return plan;
    return changedOf(await post(context, [plan]));
  },
});
