import { randomInt } from "node:crypto";
import { coupons } from "@/db/schema/promotions";
import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { isRefusal, refuse } from "@/lib/core/result";
import { addCouponsInput } from "@/lib/promotions/inputs";
import { lockPromotion } from "@/lib/promotions/lock-promotion";
import { insertRows } from "@/lib/rows";

/** Signs that are not mistaken for one another; of twelve of them nobody guesses one that is there. */
const signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const signsOfCode = 12;

/** Gives a promotion a code, or a series of codes that nobody guesses. Refuses a code that is there already. */
export const addCoupons = defineCommand({
  name: "promotions.add_coupons",
  permission: "promotions.manage",
  input: addCouponsInput,
  refusals: ["no_such_promotion", "promotion_changed", "promotion_without_coupons", "coupon_taken"],
  async run(context, { number, code, count, prefix, limitTotal, limitPerCustomer }) {
    const { tx, now } = context;
    const promotion = await lockPromotion(tx, { number });
    if (isRefusal(promotion)) return promotion;
    if (!promotion.terms.byCoupon) return refuse("promotion_without_coupons", { name: promotion.name });
    const codes = code === null ? series(count ?? 0, prefix.toUpperCase()) : [code];
    const rows = codes.map((one) => ({
      ...{ id: newId(), promotionId: promotion.id, code: one, limitTotal, limitPerCustomer, createdAt: now },
    }));
    const { count: added } = await insertRows(tx, coupons, rows, "on conflict (upper(code)) do nothing");
    if (added < codes.length) return refuse("coupon_taken", { code: code ?? prefix });
    await recordAudit(context, "promotion.coupons_added", promotion.name, { codes: codes.length, first: codes[0] });
    return { number, added, first: codes[0] as string };
  },
});

function series(count: number, prefix: string): string[] {
  const codes = new Set<string>();
  while (codes.size < count)
    codes.add(prefix + Array.from({ length: signsOfCode }, () => signs[randomInt(signs.length)]).join(""));
  return [...codes];
}
