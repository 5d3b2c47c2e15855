import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { lockLevels } from "@/lib/inventory/lock-levels";
import { offerFreed } from "@/lib/inventory/offer-freed";
import { rejectOrderInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { planCancel } from "@/lib/orders/rules/cancel";
import { refundFactsOf } from "@/lib/payments/commands/request-refund";
import { nextRefundNumbers } from "@/lib/payments/load-refunds";
import { post } from "@/lib/post";
import { cancelRefusals } from "./cancel-order";

/** Says no to an order that waits for review: it is cancelled, with the reason, and what was paid goes back. */
export const rejectOrder = defineCommand({
  name: "orders.reject",
  permission: "orders.review",
  input: rejectOrderInput,
  refusals: [...changeRefusals, ...cancelRefusals, "not_in_review"],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    if (!order.submittedAt || order.approvedAt || order.stage === "cancelled") {
      return refuse("not_in_review", { stage: order.stage });
    }
    const numbers = await nextRefundNumbers(context.tx, order.payments.length);
    const plan = planCancel(
      order,
      { reason: "rejected", note: input.reason },
      await refundFactsOf(context, order, numbers),
    );
    if (isRefusal(plan)) return plan;
    await lockLevels(
      context.tx,
      (plan.stock ?? []).map((posting) => posting.variantId),
    );
    const rejected = {
      ...plan,
      patch: { ...plan.patch, rejectedAt: context.now },
      events: [{ type: "order.rejected", data: { reason: input.reason } }, ...plan.events],
    };
    const changed = changedOf(await post(context, [rejected]));
    await offerFreed(context.tx, plan.stock);
    return changed;
  },
});
