import { may } from "@/lib/actor";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { planCompletion } from "@/lib/fulfilment/rules/complete";
import { changedOf } from "@/lib/orders/load-for-change";
import { post } from "@/lib/post";
import { declineRefundInput } from "../inputs";
import { lockRefund } from "../load-refunds";
import { planRefundDecline } from "../rules/decide-refund";

/** Turns a refund down; who asked for it may also take it back. Its claim on the payment is let go. */
export const declineRefund = defineCommand({
  name: "payments.decline-refund",
  permission: "payments.refund",
  input: declineRefundInput,
  refusals: ["not_found", "refund_decided", "needs_second_person"],
  async run(context, input) {
    const found = await lockRefund(context.tx, { number: input.refund });
    if (isRefusal(found)) return found;
    const own = found.refund.requestedById === context.actor.id;
    if (!own && !may(context.actor, "payments.approve_refund")) return refuse("needs_second_person");
    const plan = planRefundDecline(found.order, found.refund, input.note);
    if (isRefusal(plan)) return plan;
    return changedOf(await post(context, [planCompletion(plan, context.now)]));
  },
});
