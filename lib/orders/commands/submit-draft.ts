import { defineCommand } from "@/lib/command";
import { businessDay } from "@/lib/core/dates";
import { isRefusal, refuse } from "@/lib/core/result";
import { claimQuoted } from "@/lib/orders/claim-quoted";
import { finishFactsOf } from "@/lib/orders/finish-facts";
import { submitDraftInput } from "@/lib/orders/inputs";
import { changedOf, changeRefusals, loadForChange } from "@/lib/orders/load-for-change";
import { finishIntake, planPaid } from "@/lib/orders/rules/intake";
import type { Plan } from "@/lib/orders/rules/plan";
import { saleEntries } from "@/lib/orders/rules/sales";
import { post } from "@/lib/post";

/**
 * Places a draft: it counts as sold from now on, is paid as far as it says, is checked, and approves itself when nothing
 * stops it. A promise that has passed while it lay is made anew. Its price stays what its promotions made it when it was
 * written; its coupons must still hold, and are used from now on.
 */
export const submitDraft = defineCommand({
  name: "orders.submit",
  permission: "orders.create",
  input: submitDraftInput,
  refusals: [
    ...changeRefusals,
    "not_a_draft",
    "insufficient_stock",
    "paid_more_than_total",
    "bad_amount",
    "coupon_refused",
  ],
  async run(context, input) {
    const order = await loadForChange(context.tx, input);
    if (isRefusal(order)) return order;
    if (order.stage !== "draft") return refuse("not_a_draft", { number: order.number });
    const { now, shop } = context;
    const today = businessDay(now, shop.timeZone);
    const sold = { ...order, businessDay: today, placedAt: now, paymentReference: "" };
    const late = order.promisedAt !== null && order.promisedAt < now;
    const placed: Plan = {
      order,
      patch: {
        submittedAt: now,
        placedAt: now,
        businessDay: today,
        ...(late ? { promisedAt: new Date(now.getTime() + shop.promiseDays * 86_400_000) } : {}),
      },
      sales: saleEntries(sold, shop.currency),
      events: [
        { type: "order.submitted", data: { totalMinor: order.totalMinor.toString(), currency: order.currency } },
      ],
    };
    const unpaid = planPaid(input.paid, sold, placed);
    if (unpaid) return unpaid;
    const facts = await finishFactsOf(context, order);
    const refused = await claimQuoted(context, order, placed);
    if (refused) return refused;
    const plan = finishIntake(placed, { ...facts, onShortage: input.onShortage, reserve: false });
    if (isRefusal(plan)) return plan;
    return changedOf(await post(context, [plan]));
  },
});
