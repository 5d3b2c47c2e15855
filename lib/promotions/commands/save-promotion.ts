import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { isRefusal, refuse } from "@/lib/core/result";
import { savePromotionInput } from "@/lib/promotions/inputs";
import { lockPromotion } from "@/lib/promotions/lock-promotion";
import { addCoupons } from "./add-coupons";

/**
 * Makes a promotion, or writes another version of one: orders that were placed under an earlier one stay with it. What
 * it goes by, coupons or every order, stays once it has coupons.
 */
export const savePromotion = defineCommand({
  name: "promotions.save",
  permission: "promotions.manage",
  input: savePromotionInput,
  refusals: ["promotion_has_coupons", ...addCoupons.refusals],
  async run(context, { number, version, name, terms, coupon }) {
    const { tx, actor, now } = context;
    const { sql } = tx;
    const at = now.toISOString();
    const json = JSON.stringify(terms);
    const before = number === null ? null : await lockPromotion(tx, { number, version });
    if (isRefusal(before)) return before;
    if (before && !terms.byCoupon) {
      const [coupon] = await sql`select from coupons where promotion_id = ${before.id} limit 1`;
      if (coupon) return refuse("promotion_has_coupons", { name: before.name });
    }
    const [saved] = before
      ? await sql`
          update promotions set name = ${name}, terms = ${json}::text::jsonb, version = version + 1, updated_at = ${at}
          where id = ${before.id} returning id, number, version`
      : await sql`
          insert into promotions (id, name, terms, created_by, created_at, updated_at)
          values (${newId()}, ${name}, ${json}::text::jsonb, ${actor.name}, ${at}, ${at}) returning id, number, version`;
    await sql`
      insert into promotion_versions (promotion_id, version, name, terms, saved_by, saved_at)
      values (${saved?.id}, ${saved?.version}, ${name}, ${json}::text::jsonb, ${actor.name}, ${at})`;
    await recordAudit(context, before ? "promotion.changed" : "promotion.created", name, {
      version: saved?.version,
      terms,
    });
    const made = { number: saved?.number as number, version: saved?.version as number };
    const added = coupon && (await addCoupons.within(context, { number: made.number, ...coupon }));
    return isRefusal(added) ? added : made;
  },
});
