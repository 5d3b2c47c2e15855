import type { CommandContext } from "@/lib/command";
import type { Refusal } from "@/lib/core/result";
import { promotionsOfOrders } from "@/lib/promotions/load-given";
import { openCoupons } from "@/lib/promotions/load-promotions";
import { closedAt } from "@/lib/promotions/rules/eligible";
import { namedForEvent } from "@/lib/promotions/rules/order-promotion";
import type { Plan } from "./rules/plan";
import { couponRefused } from "./rules/price-promotions";
import type { OrderState } from "./rules/state";

/**
 * Extends the plan that places a draft by the coupons it was priced with, or refuses the first that does not hold any
 * more. The levels of its items are locked before.
 */
export async function claimQuoted(
  { tx, now }: CommandContext,
  order: OrderState,
  plan: Plan,
): Promise<Refusal<"coupon_refused"> | undefined> {
  const given = (await promotionsOfOrders(tx, [order.id])).get(order.id) ?? [];
  if (!given.some(({ applied }) => applied)) return undefined;
  const named = given.flatMap(({ code, couponId }) => (code !== null && couponId !== null ? [{ code, couponId }] : []));
  const { customerId, currency } = order;
  const pool = await openCoupons(
    tx,
    named.map(({ code }) => ({ code, customerId })),
    true,
  );
  for (const { code } of named) {
    const coupon = pool.find(code);
    const why = coupon ? (closedAt(coupon.promotion, now) ?? pool.whyNot(coupon, customerId)) : null;
    if (!coupon || why) return couponRefused(code, why ?? { reason: "unknown", seen: {} }, currency);
  }
  plan.claimCoupons = named.map(({ couponId }) => couponId);
  plan.events.push({ type: "promotions.applied", data: { currency, promotions: namedForEvent(given, currency) } });
  return undefined;
}
