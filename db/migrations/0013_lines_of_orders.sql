ALTER TABLE "order_lines" DROP CONSTRAINT "order_lines_order_id_orders_id_fk";
--> statement-breakpoint
-- What the foreign key held, set-wise: a line belongs to an order that is there, stays with it, and orders stay.
create function ch_lines_have_order() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from (select distinct order_id from added) a
    where not exists (select 1 from orders o where o.id = a.order_id)
  ) then
    raise exception 'an order line without its order' using errcode = 'foreign_key_violation', constraint = 'order_lines_order';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger order_lines_order after insert on order_lines
  referencing new table as added for each statement execute function ch_lines_have_order();
--> statement-breakpoint
create trigger order_lines_same_order before update of order_id on order_lines
  for each statement execute function ch_refuse_change();
--> statement-breakpoint
create trigger orders_kept before delete or truncate on orders
  for each statement execute function ch_refuse_change();
