import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { updateReviewPolicyInput } from "../inputs";

/** Sets which checks stop an order and from which amount on. Orders already reviewed keep the answer they got. */
export const updateReviewPolicy = defineCommand({
  name: "settings.update_review_policy",
  permission: "settings.edit",
  input: updateReviewPolicyInput,
  refusals: [],
  async run(context, policy) {
    await context.tx.sql`
      update shops set review_policy = ${JSON.stringify(policy)}::text::jsonb, updated_at = now() where id = 1`;
    await recordAudit(context, "settings.review_policy_changed", "", {
      before: context.shop.reviewPolicy,
      after: policy,
    });
    return { autoApprove: policy.autoApprove };
  },
});
