import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { refundRef } from "../inputs";
import { lockRefund } from "../load-refunds";
import { settleJob } from "../rules/request-refund";

/** Has the provider asked at once about a refund in doubt, instead of at its next turn; always with the same key. */
export const askRefundAgain = defineCommand({
  name: "payments.ask-refund-again",
  permission: "payments.refund",
  input: refundRef,
  refusals: ["not_found", "refund_decided"],
  async run(context, input) {
    const found = await lockRefund(context.tx, { number: input.refund });
    if (isRefusal(found)) return found;
    if (found.refund.status !== "in_doubt" && found.refund.status !== "approved")
      return refuse("refund_decided", { status: found.refund.status });
    await enqueue(context.tx, [settleJob(found.refund.id)]);
    return { number: found.refund.number };
  },
});
