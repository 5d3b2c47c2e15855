import type postgres from "postgres";
import type { PromotionFact } from "./rules/facts";

/** What promotions and coupons did for orders, by their ids; of what they took off, what cancelled units left of it. */
export async function loadPromotionFacts(
  { sql }: { sql: postgres.ISql },
  orderIds: readonly string[],
): Promise<Map<string, PromotionFact[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await sql<(Omit<PromotionFact, "gaveMinor"> & { orderId: string; gave: string })[]>`
    select g.order_id as "orderId", g.code, p.number, g.applied,
      (g.shipping_minor + coalesce(g.stated_minor, 0) + coalesce((
         select sum(ch_left_of(d.amount_minor, l.cancelled, l.ordered))
         from order_discounts d join order_lines l on l.id = d.line_id where d.order_promotion_id = g.id), 0))::text as gave
    from order_promotions g left join promotions p on p.id = g.promotion_id
    where g.order_id = any(${[...orderIds]}::uuid[]) order by g.order_id, g.position`;
  return Map.groupBy(
    rows.map(({ gave, ...row }) => ({ ...row, gaveMinor: BigInt(gave) })),
    ({ orderId }) => orderId,
  );
}
