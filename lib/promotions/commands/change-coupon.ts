import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { changeCouponInput } from "@/lib/promotions/inputs";

/** Gives a coupon other limits, or switches it off and on. Refuses a limit below the uses that it has. */
export const changeCoupon = defineCommand({
  name: "promotions.change_coupon",
  permission: "promotions.manage",
  input: changeCouponInput,
  refusals: ["no_such_coupon", "coupon_limit_used"],
  async run(context, { code, active, limitTotal, limitPerCustomer }) {
    const { sql } = context.tx;
    const [row] = await sql`select id, used from coupons where upper(code) = ${code} for update`;
    if (!row) return refuse("no_such_coupon", { code });
    if (limitTotal !== null && row.used > limitTotal)
      return refuse("coupon_limit_used", { code, used: row.used, limit: limitTotal });
    await sql`
      update coupons set active = ${active}, limit_total = ${limitTotal}, limit_per_customer = ${limitPerCustomer}
      where id = ${row.id}`;
    await recordAudit(context, "promotion.coupon_changed", code, { active, limitTotal, limitPerCustomer });
    return { code };
  },
});
