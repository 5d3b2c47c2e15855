import type postgres from "postgres";

/** Codes of channels that nobody linked to an item, with the orders that wait for it. */
export function waitingCodes(sql: postgres.ISql): postgres.Fragment {
  return sql`
    select o.channel_id, upper(l.sku) as key, min(l.sku) as code, min(l.title) as title, count(distinct o.id)::int as orders,
           sum(l.ordered - l.cancelled)::int as units, min(o.placed_at) as oldest
    from order_lines l join orders o on o.id = l.order_id
    where l.kind = 'product' and l.variant_id is null and l.sku <> '' and l.cancelled < l.ordered
      and o.stage in ('draft', 'awaiting_payment', 'review')
    group by 1, 2`;
}
