import type { Check } from "./check";

// What is added to it later, or merged into it, may have its price.
function madeForNothing(kind: "resent" | "exchanged"): string {
  return `
    select o.number, sum(s.amount_minor) as sold_for, l.kind
    from order_lineage l join orders o on o.id = l.to_id join sales_entries s on s.order_id = o.id and s.kind = 'sale'
    where l.kind = '${kind}' group by o.number, l.kind having sum(s.amount_minor) <> 0`;
}

/** What must hold of orders that came of others. */
export const lineageChecks: readonly Check[] = [
  { name: "resent-counts-as-none", sql: madeForNothing("resent") },
  { name: "exchanged-counts-as-none", sql: madeForNothing("exchanged") },
  {
    name: "counted-once",
    sql: `
      select o.number, o.counted, l.kind, s.orders as orders_counted
      from orders o
      left join order_lineage l on l.to_id = o.id and l.kind in ('resent', 'exchanged', 'split')
      left join lateral (
        select coalesce(sum(order_delta), 0) as orders from sales_entries where order_id = o.id and not o.counted
      ) s on true
      where o.counted = (l.id is not null) or s.orders <> 0`,
  },
  {
    name: "moved-money-arrives",
    sql: `
      select e.move_id, count(*) as entries,
             sum(e.amount_minor) filter (where e.type = 'move_out') as went, sum(e.amount_minor) filter (where e.type = 'move_in') as came
      from payment_entries e where e.move_id is not null
      group by 1
      having count(*) <> 2 or sum(case e.type when 'move_in' then e.amount_minor else -e.amount_minor end) <> 0`,
  },
  {
    name: "moved-units-arrive",
    sql: `
      select a.number as from_order, b.number as to_order, l.kind, part->>'line' as line, (part->>'quantity')::int as moved,
             here.cancelled as taken_off, there.ordered as arrived
      from order_lineage l
      join orders a on a.id = l.from_id join orders b on b.id = l.to_id
      cross join jsonb_array_elements(l.lines) part
      left join order_lines here on here.order_id = a.id and here.position = (part->>'line')::int
      left join order_lines there on there.order_id = b.id and there.position = (part->>'to')::int
      where l.kind in ('split', 'merged') and (
            there.id is null or here.id is null
         or l.undone_at is null and here.cancelled < (part->>'before')::int + (part->>'quantity')::int)`,
  },
  {
    name: "merged-stands-empty",
    sql: `
      select o.number, o.stage, o.total_minor, o.paid_minor
      from orders o join order_lineage l on l.from_id = o.id and l.kind = 'merged' and l.undone_at is null
      where o.stage <> 'cancelled' or o.total_minor <> 0 or o.paid_minor <> o.refunded_minor`,
  },
  {
    // What of it was called off may be sent once more.
    name: "resent-units-had-left",
    sql: `
      select o.number, line.position as line, line.shipped, r.units as sent_again
      from (
        select l.from_id, (part.value->>'line')::int as line, sum(least((part.value->>'quantity')::int, ch_units_left(sent.id))) as units
        from order_lineage l cross join jsonb_array_elements(l.lines) with ordinality part (value, place)
        join order_lines sent on sent.order_id = l.to_id and sent.position = part.place
        where l.kind = 'resent' group by 1, 2
      ) r
      join orders o on o.id = r.from_id
      left join order_lines line on line.order_id = r.from_id and line.position = r.line
      where r.units > coalesce(line.shipped, 0)`,
  },
];
