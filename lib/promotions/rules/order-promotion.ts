import { newId } from "@/lib/core/ids";
import { type Minor, toDecimalString } from "@/lib/core/money";
import type { Verdict } from "./evaluate";

/** What a promotion did for an order, or why it did nothing, as it is kept. Money in minor units of the order's currency. */
export type OrderPromotion = {
  id: string;
  /** Nothing where a channel took something off by words of its own. */
  promotionId: string | null;
  /** What people know it by. */
  number: number | null;
  version: number | null;
  couponId: string | null;
  code: string | null;
  name: string;
  source: "promotion" | "channel";
  position: number;
  applied: boolean;
  reason: string | null;
  seen: Record<string, unknown>;
  /** What of the shipping charge is not asked for. */
  shippingMinor: Minor;
  /** What a channel says it took off. */
  statedMinor: Minor | null;
  /** Off each line as it is ordered. */
  lines: readonly { lineId: string; amountMinor: Minor }[];
};

/** The verdict on an order as it is kept; what it takes off each line is said where the line is as it was ordered. */
export function keptVerdict(verdict: Verdict, position: number, lines: OrderPromotion["lines"]): OrderPromotion {
  const { promotion, coupon, applied, why, seen, shippingMinor } = verdict;
  return {
    id: newId(),
    promotionId: promotion.id,
    number: promotion.number,
    version: promotion.version,
    couponId: coupon?.id ?? null,
    code: coupon?.code ?? null,
    name: promotion.name,
    source: "promotion",
    position,
    applied,
    reason: why?.reason ?? null,
    seen: { ...seen, ...why?.seen },
    shippingMinor,
    statedMinor: null,
    lines: lines.filter(({ amountMinor }) => amountMinor > 0n),
  };
}

/** What it gave in all. */
export function givenBy({
  lines,
  shippingMinor,
  statedMinor,
}: Pick<OrderPromotion, "lines" | "shippingMinor" | "statedMinor">): Minor {
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor, shippingMinor + (statedMinor ?? 0n));
}

/** The promotions that gave something, as events name them. */
export function namedForEvent(promotions: readonly OrderPromotion[], currency: string) {
  return promotions
    .filter(({ applied }) => applied)
    .map((promotion) => ({
      name: titleOf(promotion),
      amount: `${toDecimalString(givenBy(promotion), currency)} ${currency}`,
    }));
}

/** Its name, and the code that it was named by. */
export function titleOf({ name, code }: Pick<OrderPromotion, "name" | "code">): string {
  return code && code !== name ? `${name} (${code})` : name;
}
