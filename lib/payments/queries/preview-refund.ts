import type { z } from "zod";
import { readTogether } from "@/db/transaction";
import { type Actor, may } from "@/lib/actor";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { type DocumentEffect, documentEffects } from "@/lib/documents/rules/follow";
import { readOrders } from "@/lib/orders/lock-order";
import { applyPlan } from "@/lib/orders/rules/apply-plan";
import type { Shop } from "@/lib/shop";
import { refundAskOf, refundFactsOf } from "../commands/request-refund";
import type { requestRefundInput } from "../inputs";
import { onceSettled, planRefundRequest, type RefundRefusal } from "../rules/request-refund";

export type RefundPreview = {
  currency: string;
  documents: DocumentEffect[];
  /** They follow when a provider or a second person has let it through. */
  later: boolean;
};

/** Which documents follow a refund, by the plan that it would post: nothing is locked and nothing is written. */
export async function previewRefund(
  actor: Actor,
  shop: Shop,
  input: z.output<typeof requestRefundInput>,
): Promise<RefundPreview | Refusal<RefundRefusal | "bad_amount" | "unknown_location" | "not_found" | "forbidden">> {
  if (!may(actor, "payments.refund")) return refuse("forbidden", { permission: "payments.refund" });
  const { answer } = await readTogether(async (tx) => {
    const [order] = await readOrders(tx, [input.number]);
    if (!order) return { answer: refuse("not_found", { number: input.number }) };
    const ask = await refundAskOf(tx, order, input);
    if (isRefusal(ask)) return { answer: ask };
    // A preview spends no numbers.
    const numbers = order.payments.map((_, index) => `${index + 1}`);
    const facts = await refundFactsOf({ tx, actor, shop, now: new Date() }, order, numbers);
    const plan = planRefundRequest(order, ask, facts);
    if (isRefusal(plan)) return { answer: plan };
    const settled = onceSettled(plan, facts);
    const later = (plan.newRefunds ?? []).some(({ status }) => status !== "succeeded");
    return { answer: { currency: order.currency, documents: documentEffects(settled, applyPlan(settled)), later } };
  });
  return answer;
}
