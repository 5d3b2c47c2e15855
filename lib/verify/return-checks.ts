import type { Check } from "./check";

/** What must hold of goods that come back. */
export const returnChecks: readonly Check[] = [
  {
    name: "returned-is-what-came-back",
    sql: `
      with back as (
        select line_id, sum(returned) as returned, sum(restocked) as restocked
        from (
          select order_line_id as line_id, received as returned, restocked + quality_control as restocked from return_lines
          union all
          select (part->>'lineId')::uuid, (part->>'restock')::int, (part->>'restock')::int
          from refunds r cross join jsonb_array_elements(r.lines) part where r.status = 'succeeded'
          union all
          -- What cost nothing comes back by a credit note alone.
          select order_line_id, on_hand_delta, on_hand_delta
          from stock_movements where document_type = 'credit_note' and order_line_id is not null
        ) each group by 1
      )
      select o.number, l.position as line, l.returned, coalesce(b.returned, 0) as came_back, l.restocked,
             coalesce(b.restocked, 0) as put_back
      from order_lines l join orders o on o.id = l.order_id left join back b on b.line_id = l.id
      where (l.returned <> coalesce(b.returned, 0) or l.restocked <> coalesce(b.restocked, 0))
        and not (o.stage = 'cancelled' and l.returned = 0 and l.restocked = 0)`,
  },
  {
    name: "awaited-is-what-returns-wait-for",
    sql: `
      select o.number, l.position as line, l.awaited, coalesce(r.awaited, 0) as returns_wait, l.shipped, l.returned
      from order_lines l join orders o on o.id = l.order_id
      left join (
        select b.order_line_id, sum(b.awaited) as awaited from return_lines b group by 1
      ) r on r.order_line_id = l.id
      where l.awaited <> coalesce(r.awaited, 0) or l.awaited < 0 or l.returned + l.awaited > l.shipped`,
  },
  {
    name: "return-status-is-derived",
    sql: `
      select r.number, r.status, d.status as derived
      from returns r
      cross join lateral (
        select sum(received) as received, sum(awaited) as awaited, sum(inspected) as inspected
        from return_lines l where l.return_id = r.id
      ) u
      cross join lateral (
        select case
          when r.rejected_at is not null then 'rejected'
          when r.cancelled_at is not null then 'cancelled'
          when r.approved_at is null then 'requested'
          when u.received = 0 then case when r.shipped_at is null then 'approved' else 'in_transit' end
          when u.awaited > 0 or u.inspected < u.received then 'received'
          else 'inspected' end as status
      ) d
      where r.status is distinct from d.status or (r.status in ('rejected', 'cancelled') and u.awaited <> 0)`,
  },
  {
    name: "return-stock-is-what-was-found",
    sql: `
      with moved as (
        select document_number, order_line_id, sum(on_hand_delta) as on_hand, sum(damaged_delta) as damaged,
               sum(quality_control_delta) as quality_control
        from stock_movements where document_type = 'return' and order_line_id is not null group by 1, 2
      ), found as (
        select r.number, l.order_line_id, l.restocked + l.quality_control + l.damaged as on_hand, l.damaged, l.quality_control
        from return_lines l join returns r on r.id = l.return_id
      )
      select coalesce(f.number, m.document_number) as number, f.on_hand, m.on_hand as moved, f.damaged, m.damaged as moved_damaged,
             f.quality_control, m.quality_control as moved_quality_control
      from found f full join moved m on m.document_number = f.number and m.order_line_id = f.order_line_id
      where (coalesce(f.on_hand, 0), coalesce(f.damaged, 0), coalesce(f.quality_control, 0))
        <> (coalesce(m.on_hand, 0), coalesce(m.damaged, 0), coalesce(m.quality_control, 0))`,
  },
  {
    name: "return-refunds-count-once",
    sql: `
      with refunded as (
        select k.return_id, (part->>'lineId')::uuid as line_id, sum((part->>'quantity')::int) as units
        from return_refunds k join refunds f on f.id = k.refund_id cross join jsonb_array_elements(f.lines) part
        where f.status not in ('declined', 'failed') group by 1, 2
      ), exchanged as (
        select x.return_id, u.order_line_id as line_id, u.units
        from (select distinct return_id from return_exchanges) x cross join lateral ch_exchanged(x.return_id) u
      )
      select r.number, l.position as line, l.refunded, coalesce(f.units, 0) as refund_units, l.exchanged,
             coalesce(x.units, 0) as exchange_units
      from return_lines l join returns r on r.id = l.return_id
      left join refunded f on f.return_id = l.return_id and f.line_id = l.order_line_id
      left join exchanged x on x.return_id = l.return_id and x.line_id = l.order_line_id
      where l.refunded <> coalesce(f.units, 0) or l.exchanged <> coalesce(x.units, 0)`,
  },
];
