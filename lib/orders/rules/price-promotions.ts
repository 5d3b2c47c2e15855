import { newId } from "@/lib/core/ids";
import type { Minor } from "@/lib/core/money";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import type { Coupon, CouponPool } from "@/lib/promotions/rules/coupon-pool";
import { type Buyer, barredBy } from "@/lib/promotions/rules/eligible";
import { type Candidate, evaluate, type PricedItem, type Verdict } from "@/lib/promotions/rules/evaluate";
import type { OrderPromotion } from "@/lib/promotions/rules/order-promotion";
import type { Reason, WhyNot } from "@/lib/promotions/rules/reasons";
import type { Promotion } from "@/lib/promotions/rules/terms";
import type { ReceiveOrderInput } from "../inputs";
import { moneyOf } from "./typed-money";

/** What intake knows of promotions, besides the order: those for everybody, the coupons that are named, who buys. */
export type Pricing = {
  automatic: readonly Promotion[];
  coupons: CouponPool;
  buyer: Buyer;
  customerId: string | null;
};

export type CouponRefusal = Refusal<"coupon_refused">;

/** Says no to a coupon, with the values that were seen. */
export function couponRefused(code: string, why: WhyNot, currency: string): CouponRefusal {
  return refuse("coupon_refused", { code, reason: why.reason, currency, ...why.seen });
}

/**
 * What promotions do for an order on its way in. The house's promotions are for prices of the house: an order whose
 * lines state theirs is left alone, unless it names a coupon or asks for them. Refuses with the first coupon that does
 * not hold: nobody shall think that it was given.
 */
export function pricePromotions(
  input: Pick<ReceiveOrderInput, "coupons" | "promotions" | "lines">,
  basket: { currency: string; items: readonly PricedItem[]; shippingMinor: Minor },
  pricing: Pricing,
): Verdict[] | CouponRefusal {
  const asks =
    (input.promotions ??
      (input.coupons.length > 0 || input.lines.every(({ unitPrice }) => unitPrice === undefined)
        ? "apply"
        : "none")) === "apply";
  const candidates: Candidate[] = !asks
    ? []
    : pricing.automatic.map((promotion) => ({ promotion, coupon: null, barred: barredBy(promotion, pricing.buyer) }));
  const named = couponCandidates(input.coupons, pricing, basket.currency);
  if (isRefusal(named)) return named;
  const verdicts = evaluate(basket, [...candidates, ...named]);
  const refused = verdicts.find(({ coupon, why }) => coupon && why);
  if (refused?.coupon && refused.why) return couponRefused(refused.coupon.code, refused.why, basket.currency);
  return verdicts;
}

/** The coupons that are named, each with its promotion, or why the first of them does not hold. */
export function couponCandidates(
  codes: readonly string[],
  { coupons, buyer, customerId }: Pick<Pricing, "coupons" | "buyer" | "customerId">,
  currency: string,
): Candidate[] | CouponRefusal {
  const found = new Map<string, Candidate>();
  for (const code of codes) {
    const no = (reason: Reason) => couponRefused(code, { reason, seen: {} }, currency);
    const coupon = coupons.find(code);
    if (!coupon) return no("unknown");
    if (found.has(coupon.promotion.id)) return no("same_promotion");
    const why = barredBy(coupon.promotion, buyer) ?? coupons.whyNot(coupon, customerId);
    if (why) return couponRefused(coupon.code, why, currency);
    found.set(coupon.promotion.id, { promotion: coupon.promotion, coupon: nameOf(coupon), barred: null });
  }
  return [...found.values()];
}

function nameOf({ id, code }: Coupon): { id: string; code: string } {
  return { id, code };
}

/**
 * What a channel took off by codes of its own, kept in its words: its price stands. A code that is one of ours is used
 * by it as far as it can be; where it cannot, that is kept with it, and the order is taken all the same.
 */
export function channelDiscounts(
  input: Pick<ReceiveOrderInput, "discountCodes">,
  currency: string,
  pricing: Pick<Pricing, "coupons" | "customerId"> | undefined,
): OrderPromotion[] | Refusal<"bad_amount"> {
  const seen = new Set<string>();
  const kept: OrderPromotion[] = [];
  for (const [index, { code, amount, title }] of input.discountCodes.entries()) {
    const statedMinor = amount === undefined ? null : moneyOf(amount, currency, `discountCodes.${index}.amount`);
    if (isRefusal(statedMinor)) return statedMinor;
    const found = pricing?.coupons.find(code);
    const ours = found && !seen.has(found.promotion.id) ? found : undefined;
    if (ours) seen.add(ours.promotion.id);
    const why = ours && pricing ? pricing.coupons.whyNot(ours, pricing.customerId) : null;
    kept.push({
      id: newId(),
      promotionId: ours?.promotion.id ?? null,
      number: ours?.promotion.number ?? null,
      version: ours?.promotion.version ?? null,
      couponId: ours && !why ? ours.id : null,
      code,
      name: title || ours?.promotion.name || code,
      source: "channel",
      position: index + 1,
      applied: true,
      reason: null,
      seen: why ? { ...why.seen, unclaimed: why.reason } : {},
      shippingMinor: 0n,
      statedMinor,
      lines: [],
    });
  }
  return kept;
}
