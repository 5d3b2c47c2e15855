import { z } from "zod";
import { connection } from "@/db/client";
import { systemActor } from "@/lib/actor";
import { defineCommand, run } from "@/lib/command";
import { businessDay } from "@/lib/core/dates";
import { assert, isRefusal } from "@/lib/core/result";
import { planCompletion } from "@/lib/fulfilment/rules/complete";
import { offerFreed } from "@/lib/inventory/offer-freed";
import { enqueue } from "@/lib/jobs/queue";
import { post } from "@/lib/post";
import { tellRefunded } from "@/lib/returns/tell-buyer";
import { lockRestocked } from "./commands/request-refund";
import { lockRefund } from "./load-refunds";
import { ask, type PaymentProvider, providerOf } from "./provider";
import { planRefundAnswer, secondsUntilNext } from "./rules/decide-refund";
import { settleJob } from "./rules/request-refund";

const answerInput = z.discriminatedUnion("status", [
  z.object({ status: z.literal("done"), reference: z.string() }),
  z.object({ status: z.literal("declined"), reason: z.string() }),
  z.object({ status: z.literal("unknown"), reason: z.string() }),
]);

/** Writes what a provider said to a refund: once, however often it says it. */
export const postRefundAnswer = defineCommand({
  name: "payments.post-refund-answer",
  permission: "payments.approve_refund",
  input: z.strictObject({ refundId: z.uuid(), answer: answerInput }),
  refusals: ["not_found"],
  async run(context, { refundId, answer }) {
    const found = await lockRefund(context.tx, { id: refundId });
    if (isRefusal(found)) return found;
    const { order, refund } = found;
    const plan = planRefundAnswer(order, refund, answer, {
      now: context.now,
      businessDay: businessDay(context.now, context.shop.timeZone),
      shopCurrency: context.shop.currency,
    });
    if (answer.status === "unknown" && (plan || refund.status === "in_doubt")) {
      await enqueue(context.tx, [settleJob(refund.id, secondsUntilNext(refund.attempts))]);
    }
    if (!plan) return { number: refund.number, written: false };
    await lockRestocked(context, plan);
    await post(context, [planCompletion(plan, context.now)]);
    await offerFreed(context.tx, plan.stock);
    if (answer.status === "done") await tellRefunded(context, [refund.number]);
    return { number: refund.number, written: true };
  },
});

/**
 * The job `refunds.settle`: asks the provider outside of any transaction, with the refund's own key, and writes down
 * what it said. Killed in between, it is run again and asks again with the same key: one effect.
 */
export async function settleRefund(
  refundId: string,
  options: { providerOf?: (name: string) => PaymentProvider | undefined } = {},
): Promise<void> {
  const asked = await markAsked(refundId);
  if (!asked) return;
  const provider = (options.providerOf ?? providerOf)(asked.provider);
  const answer = provider
    ? await ask(() =>
        provider.refund({
          key: asked.providerKey,
          payment: asked.providerRef,
          amountMinor: BigInt(asked.amountMinor),
          currency: asked.currency,
        }),
      )
    : ({ status: "unknown", reason: `no adapter for ${asked.provider}` } as const);
  const spoken = answer.status === "done" ? { status: answer.status, reference: answer.reference } : answer;
  const outcome = await run(postRefundAnswer, systemActor(), { refundId, answer: spoken });
  assert(outcome.ok, `refund ${asked.number} could not be written: ${outcome.ok ? "" : outcome.refusal.code}`);
}

type Asked = {
  number: string;
  provider: string;
  providerKey: string;
  providerRef: string;
  amountMinor: string;
  currency: string;
};

// Counted before the provider is asked: a refund that was asked for and killed shows so.
async function markAsked(refundId: string): Promise<Asked | undefined> {
  const [row] = await connection().sql<Asked[]>`
    update refunds r set attempts = r.attempts + 1
    from payments p
    where r.id = ${refundId} and p.id = r.payment_id and r.status in ('approved', 'in_doubt')
    returning r.number, p.provider, r.provider_key as "providerKey", coalesce(p.provider_ref, '') as "providerRef",
      r.amount_minor::text as "amountMinor", r.currency`;
  return row;
}
