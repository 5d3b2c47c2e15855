import type postgres from "postgres";
import type { OrderPromotion } from "./rules/order-promotion";
import type { PromotionTerms } from "./rules/terms";

/** What a promotion did for an order, with the terms of the version that it was placed under; a channel's has none. */
export type GivenPromotion = OrderPromotion & { terms: PromotionTerms | null };

type Row = Omit<GivenPromotion, "shippingMinor" | "statedMinor" | "lines"> & {
  orderId: string;
  shippingMinor: string;
  statedMinor: string | null;
  lines: { lineId: string; amountMinor: string }[];
};

/** What promotions did for these orders, by their ids, in the order in which they were applied: one statement for all. */
export async function promotionsOfOrders(
  { sql }: { sql: postgres.ISql },
  orderIds: readonly string[],
): Promise<Map<string, GivenPromotion[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await sql<Row[]>`
    select g.id, g.order_id as "orderId", g.promotion_id as "promotionId", g.version, g.coupon_id as "couponId", g.code, g.name,
      g.source, g.position, g.applied, g.reason, g.seen, g.shipping_minor::text as "shippingMinor",
      g.stated_minor::text as "statedMinor", p.number, v.terms,
      (select coalesce(jsonb_agg(jsonb_build_object('lineId', d.line_id, 'amountMinor', d.amount_minor::text)), '[]')
       from order_discounts d where d.order_promotion_id = g.id) as lines
    from order_promotions g
    left join promotions p on p.id = g.promotion_id
    left join promotion_versions v on v.promotion_id = g.promotion_id and v.version = g.version
    where g.order_id = any(${[...orderIds]}::uuid[]) order by g.order_id, g.position`;
  return Map.groupBy(
    rows.map(({ lines, shippingMinor, statedMinor, ...row }) => ({
      ...row,
      shippingMinor: BigInt(shippingMinor),
      statedMinor: statedMinor === null ? null : BigInt(statedMinor),
      lines: lines.map(({ lineId, amountMinor }) => ({ lineId, amountMinor: BigInt(amountMinor) })),
    })),
    ({ orderId }) => orderId,
  );
}
