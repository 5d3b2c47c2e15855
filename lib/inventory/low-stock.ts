import type postgres from "postgres";
import { openStages } from "@/lib/orders/rules/stage";

/**
 * Variants whose free units, over all open warehouses, lie below their reorder point or below what open orders still
 * wait for: the set behind the warnings, the badge and the card. Gives variant_id, on_hand, free, incoming and waiting.
 */
export function lowStock(sql: postgres.ISql) {
  return sql`
    select v.id as variant_id, coalesce(s.on_hand, 0)::int as on_hand, coalesce(s.free, 0)::int as free,
           coalesce(s.incoming, 0)::int as incoming, coalesce(d.units, 0)::int as waiting
    from variants v
    left join (
      select l.variant_id, sum(l.on_hand) on_hand, sum(l.available) free, sum(l.incoming) incoming
      from stock_levels l join locations p on p.id = l.location_id and p.active group by 1
    ) s on s.variant_id = v.id
    left join (${waitingUnits(sql)}) d on d.variant_id = v.id
    where v.active and not v.made_to_order
      and coalesce(s.free, 0) < greatest(coalesce(v.reorder_point, 0), coalesce(d.units, 0))`;
}

/**
 * Per variant, units of open orders that hold no stock yet: in review, awaiting payment or backordered. The waiting lines
 * are read first, from their own index; each asks for its order: joined, PostgreSQL would read the lines of all open orders.
 */
export function waitingUnits(sql: postgres.ISql, only: postgres.Fragment = sql`l.variant_id is not null`) {
  return sql`
    select l.variant_id, sum(l.ordered - l.cancelled - l.shipped - l.reserved) units, count(distinct l.order_id)::int orders
    from order_lines l
    where l.stocked and ${only} and l.ordered - l.cancelled - l.shipped > l.reserved
      and (select o.stage from orders o where o.id = l.order_id) = any(${[...openStages]})
    group by 1`;
}
