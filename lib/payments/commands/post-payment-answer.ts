import { z } from "zod";
import { defineCommand } from "@/lib/command";
import { assert, isRefusal, refuse } from "@/lib/core/result";
import { changedOf, loadForChange } from "@/lib/orders/load-for-change";
import { post } from "@/lib/post";
import { planAuthorised, planCaptured, planPaymentFailed, planVoided } from "../rules/take-payment";
import { postPaid } from "./record-payment";

const amount = z.bigint().positive();

/** Writes what a provider said to a payment: once, however often it says it. Refuses "payment_declined" after writing it down. */
export const postPaymentAnswer = defineCommand({
  name: "payments.post-answer",
  permission: "payments.record",
  input: z.strictObject({
    number: z.string(),
    paymentId: z.uuid(),
    step: z.enum(["authorise", "capture", "void"]),
    /** Captured before this step, so that an answer that comes twice is seen. */
    beforeMinor: z.bigint(),
    answer: z.discriminatedUnion("status", [
      z.strictObject({ status: z.literal("done"), reference: z.string(), amountMinor: amount }),
      z.strictObject({ status: z.literal("declined"), reason: z.string(), amountMinor: amount }),
    ]),
  }),
  refusals: ["not_found", "order_changed"],
  async run(context, { number, paymentId, step, beforeMinor, answer }) {
    const order = await loadForChange(context.tx, { number });
    if (isRefusal(order)) return order;
    const payment = order.payments.find((each) => each.id === paymentId);
    if (!payment) return refuse("not_found", { number });
    const unchanged = { number, version: order.version, stage: order.stage as string };
    if (answer.status === "declined") {
      return changedOf(
        await post(context, [
          planPaymentFailed(order, { paymentId, step, amountMinor: answer.amountMinor, reason: answer.reason }),
        ]),
      );
    }
    if (step === "void") {
      const plan = planVoided(order, payment, answer.reference);
      return plan ? changedOf(await post(context, [plan])) : unchanged;
    }
    if (step === "capture") {
      const plan = planCaptured(order, payment, {
        beforeMinor,
        amountMinor: answer.amountMinor,
        reference: answer.reference,
      });
      return plan ? postPaid(context, order, plan) : unchanged;
    }
    const plan = planAuthorised(order, payment, answer.amountMinor, answer.reference);
    if (!plan) return unchanged;
    const named = await context.tx.sql`
      update payments set provider_ref = ${answer.reference} where id = ${paymentId} and provider_ref is null`;
    assert(named.count === 1, "a payment is authorised once");
    return changedOf(await post(context, [plan]));
  },
});
