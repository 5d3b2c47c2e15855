import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { setPromotionStatusInput } from "@/lib/promotions/inputs";
import { lockPromotion } from "@/lib/promotions/lock-promotion";

/** Pauses a promotion, ends it, or lets it go on; orders that have it keep it. */
export const setPromotionStatus = defineCommand({
  name: "promotions.set_status",
  permission: "promotions.manage",
  input: setPromotionStatusInput,
  refusals: ["no_such_promotion", "promotion_changed"],
  async run(context, { number, status }) {
    const { tx, now } = context;
    const before = await lockPromotion(tx, { number });
    if (isRefusal(before)) return before;
    if (before.status !== status) {
      await tx.sql`update promotions set status = ${status}, updated_at = ${now.toISOString()} where id = ${before.id}`;
      await recordAudit(context, "promotion.status_changed", before.name, { before: before.status, after: status });
    }
    return { number, status, before: before.status };
  },
});
