import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { releaseHoldInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { planRelease } from "@/lib/orders/rules/hold";
import { post } from "@/lib/post";

/** Releases one hold of an order, or all of them; a hold that waits for an approval, as whoever may give it. */
export const releaseHold = defineCommand({
  name: "orders.release",
  permission: "orders.release",
  input: releaseHoldInput,
  refusals: [...changeRefusals, "not_held", "approval_needed"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    const plan = planRelease(order, input.type, input.note, context.actor);
    if (isRefusal(plan)) return plan;
    return changedOf(await post(context, [plan]));
  },
});
