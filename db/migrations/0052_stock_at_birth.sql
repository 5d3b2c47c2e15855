-- A new order's lines are written with what is reserved for them, after the movements that reserve it: written without
-- and then updated, each of them cost every index of order_lines a second entry. The ledger keeps the say: a line that
-- claims anything but its reservations is refused.
create or replace function ch_lines_have_order() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from (select distinct order_id from added) a
    where not exists (select 1 from orders o where o.id = a.order_id)
  ) then
    raise exception 'an order line without its order' using errcode = 'foreign_key_violation', constraint = 'order_lines_order';
  end if;
  if exists (
    select 1 from added a
    where a.reserved <> 0
      and a.reserved <> (select coalesce(sum(r.quantity), 0) from reservations r where r.order_line_id = a.id)
  ) then
    raise exception 'an order line with other units reserved than its reservations' using errcode = 'check_violation', constraint = 'order_lines_initial_stock';
  end if;
  return null;
end $$;
