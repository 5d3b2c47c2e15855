-- A posting adds up its movements once, moves the levels that exist and makes the others, all in one statement.
create or replace function ch_post_stock() returns trigger language plpgsql as $$
begin
  with d as materialized (
    select variant_id, location_id, sum(on_hand_delta) on_hand, sum(reserved_delta) reserved, sum(damaged_delta) damaged,
           sum(quality_control_delta) quality_control, sum(incoming_delta) incoming
    from added group by 1, 2
  ), moved as (
    update stock_levels l set
      on_hand = l.on_hand + d.on_hand, reserved = l.reserved + d.reserved, damaged = l.damaged + d.damaged,
      quality_control = l.quality_control + d.quality_control, incoming = l.incoming + d.incoming, updated_at = now()
    from d where l.variant_id = d.variant_id and l.location_id = d.location_id
    returning l.variant_id, l.location_id
  )
  insert into stock_levels as l (variant_id, location_id, on_hand, reserved, damaged, quality_control, incoming)
  select variant_id, location_id, on_hand, reserved, damaged, quality_control, incoming from d
  where (variant_id, location_id) not in (select variant_id, location_id from moved)
  order by 1, 2
  on conflict (variant_id, location_id) do update set
    on_hand = l.on_hand + excluded.on_hand, reserved = l.reserved + excluded.reserved, damaged = l.damaged + excluded.damaged,
    quality_control = l.quality_control + excluded.quality_control, incoming = l.incoming + excluded.incoming, updated_at = now();

  if exists (select 1 from added where reserved_delta <> 0) then
    update reservations r set quantity = r.quantity + d.quantity
    from (
      select order_line_id, location_id, sum(reserved_delta) quantity from added where reserved_delta <> 0 group by 1, 2
    ) d
    where r.order_line_id = d.order_line_id and r.location_id = d.location_id;

    insert into reservations (order_line_id, location_id, variant_id, quantity)
    select a.order_line_id, a.location_id, min(a.variant_id::text)::uuid, sum(a.reserved_delta)
    from added a
    where a.reserved_delta <> 0
      and not exists (select 1 from reservations e where e.order_line_id = a.order_line_id and e.location_id = a.location_id)
    group by 1, 2
    having sum(a.reserved_delta) <> 0;

    delete from reservations r using added a
    where r.quantity = 0 and a.reserved_delta <> 0 and r.order_line_id = a.order_line_id and r.location_id = a.location_id;

    update order_lines l set reserved = l.reserved + d.quantity
    from (select order_line_id, sum(reserved_delta) quantity from added where reserved_delta <> 0 group by 1) d
    where l.id = d.order_line_id and d.quantity <> 0;
  end if;
  return null;
end $$;
--> statement-breakpoint
-- Payments move an order's balances right after it was written: room on its page keeps its indexes out of that.
alter table orders set (fillfactor = 80);
