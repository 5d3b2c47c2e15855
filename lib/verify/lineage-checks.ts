import type { Check } from "./check";

/** What must hold of orders that came of others. */
export const lineageChecks: readonly Check[] = [
  {
    name: "resent-counts-as-none",
    sql: `
      select o.number, o.counted, o.total_minor, s.orders as orders_counted
      from orders o
      left join order_lineage l on l.to_id = o.id and l.kind = 'resent'
      left join lateral (
        select coalesce(sum(order_delta), 0) as orders from sales_entries where order_id = o.id and not o.counted
      ) s on true
      where (l.id is not null or not o.counted)
        and (l.id is null or o.counted or o.total_minor <> 0 or s.orders <> 0)`,
  },
  {
    name: "resent-units-had-left",
    sql: `
      select o.number, line.position as line, line.shipped, r.units as sent_again
      from (
        select l.from_id, (part->>'line')::int as line, sum((part->>'quantity')::int) as units
        from order_lineage l join orders again on again.id = l.to_id cross join jsonb_array_elements(l.lines) part
        where l.kind = 'resent' and again.stage <> 'cancelled' group by 1, 2
      ) r
      join orders o on o.id = r.from_id
      left join order_lines line on line.order_id = r.from_id and line.position = r.line
      where r.units > coalesce(line.shipped, 0)`,
  },
];
