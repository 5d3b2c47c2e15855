import { defineCommand } from "@/lib/command";
import { businessDay } from "@/lib/core/dates";
import { isRefusal } from "@/lib/core/result";
import { planCompletion } from "@/lib/fulfilment/rules/complete";
import { offerFreed } from "@/lib/inventory/offer-freed";
import { changedOf } from "@/lib/orders/load-for-change";
import { post } from "@/lib/post";
import { tellRefunded } from "@/lib/returns/tell-buyer";
import { refundRef } from "../inputs";
import { lockRefund } from "../load-refunds";
import { planRefundApproval } from "../rules/decide-refund";
import { lockRestocked } from "./request-refund";

/** A second person lets a refund through: its provider is asked next, or, where there is none, it is settled. */
export const approveRefund = defineCommand({
  name: "payments.approve-refund",
  permission: "payments.approve_refund",
  input: refundRef,
  refusals: ["not_found", "refund_decided", "needs_second_person", "held"],
  async run(context, input) {
    const found = await lockRefund(context.tx, { number: input.refund });
    if (isRefusal(found)) return found;
    const plan = planRefundApproval(found.order, found.refund, {
      now: context.now,
      businessDay: businessDay(context.now, context.shop.timeZone),
      shopCurrency: context.shop.currency,
      actor: context.actor,
    });
    if (isRefusal(plan)) return plan;
    await lockRestocked(context, plan);
    const changed = changedOf(await post(context, [planCompletion(plan, context.now)]));
    await offerFreed(context.tx, plan.stock);
    await tellRefunded(context, [found.refund.number]);
    return changed;
  },
});
