import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { updateRefundLimitsInput } from "../inputs";

/** Sets how much each role refunds without a second person; it holds from everybody's next request. */
export const updateRefundLimits = defineCommand({
  name: "settings.update_refund_limits",
  permission: "settings.edit",
  input: updateRefundLimitsInput,
  refusals: [],
  async run(context, { roles }) {
    await context.tx.sql`
      update shops set refund_limits = ${JSON.stringify(roles)}::text::jsonb, updated_at = now() where id = 1`;
    await recordAudit(context, "settings.refund_limits_changed", "", {
      before: context.shop.refundLimits,
      after: roles,
    });
    return { roles: Object.keys(roles).length };
  },
});
