-- What a screen reads often must not cost more because more orders are open: the waiting lines, the open orders of one
-- channel and the hours until orders left have lists of their own.
DROP INDEX "order_lines_open_variant";--> statement-breakpoint
CREATE INDEX "order_lines_waiting" ON "order_lines" USING btree ("variant_id") WHERE "order_lines"."stocked" and "order_lines"."ordered" - "order_lines"."cancelled" - "order_lines"."shipped" > "order_lines"."reserved";--> statement-breakpoint
CREATE INDEX "orders_open_channel" ON "orders" USING btree ("channel_id","stage","placed_at","id") WHERE "orders"."stage" in ('awaiting_payment', 'review', 'backordered', 'ready', 'picking', 'packing', 'partly_shipped');--> statement-breakpoint
CREATE INDEX "orders_shipped_of_placed" ON "orders" USING btree ("placed_at","first_shipped_at") WHERE "orders"."first_shipped_at" is not null;--> statement-breakpoint

-- The ledger only grows, so its length names its state: reports keep an answer for as long as it stays the same. Counting
-- it would read all of it; what left the tail is counted as it leaves.
CREATE TABLE "sales_rolled" (
	"entries" bigint NOT NULL
);--> statement-breakpoint
insert into sales_rolled (entries) select (select count(*) from sales_entries) - (select count(*) from sales_tail);--> statement-breakpoint
create function ch_count_rolled() returns trigger language plpgsql as $$
begin
  update sales_rolled set entries = entries + (select count(*) from taken);
  return null;
end $$;--> statement-breakpoint
create trigger sales_tail_rolled after delete on sales_tail referencing old table as taken for each statement execute function ch_count_rolled();--> statement-breakpoint
create trigger sales_rolled_by_roll_up before insert or update or delete or truncate on sales_rolled for each statement
  when (pg_trigger_depth() = 0) execute function ch_refuse_change();
