import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { finishFactsOf } from "@/lib/orders/finish-facts";
import { orderRef } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { holdsAgainst } from "@/lib/orders/rules/hold";
import { finishIntake } from "@/lib/orders/rules/intake";
import { post } from "@/lib/post";

/** Runs the automatic checks again on an order that waits: it approves itself when nothing stops it any more. */
export const recheckOrder = defineCommand({
  name: "orders.recheck",
  permission: "orders.review",
  input: orderRef,
  refusals: [...changeRefusals, "not_in_review", "held", "insufficient_stock"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    if (!order.submittedAt || order.approvedAt || order.stage === "cancelled")
      return refuse("not_in_review", { stage: order.stage });
    const holds = holdsAgainst(order, "review");
    if (holds.length > 0) return refuse("held", { types: holds.map((hold) => hold.type) });
    const facts = await finishFactsOf(context, order);
    const plan = finishIntake({ order, events: [] }, { ...facts, onShortage: "review", reserve: false });
    if (isRefusal(plan)) return plan;
    return changedOf(await post(context, [plan]));
  },
});
