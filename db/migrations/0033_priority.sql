ALTER TABLE "bulk_jobs" DROP CONSTRAINT "bulk_jobs_action";--> statement-breakpoint
DROP INDEX "orders_to_fetch";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "orders_to_fetch" ON "orders" USING btree (coalesce("due_at", 'infinity'::timestamptz),"number") WHERE "orders"."approved_at" is not null and "orders"."stage" in ('backordered', 'ready', 'picking', 'packing', 'partly_shipped');--> statement-breakpoint
ALTER TABLE "bulk_jobs" ADD CONSTRAINT "bulk_jobs_action" CHECK ("bulk_jobs"."action" in ('approve', 'hold', 'release', 'assign', 'tag', 'prioritise', 'promise', 'cancel', 'ship', 'print'));--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_priority" CHECK ("orders"."priority" between -1 and 2);--> statement-breakpoint
-- When an order counts as due: its promise, or three days after it was placed, moved by its priority. One place says so,
-- whoever writes the order.
create function ch_due_at() returns trigger language plpgsql as $$
begin
  new.due_at := coalesce(new.promised_at, new.placed_at + interval '72 hours')
    - case new.priority when 2 then interval '720 hours' when 1 then interval '48 hours' when -1 then interval '-72 hours' else interval '0' end;
  return new;
end $$;--> statement-breakpoint
create trigger orders_due_at before insert or update of promised_at, placed_at, priority on orders
  for each row execute function ch_due_at();--> statement-breakpoint
-- Only what is open stands in a queue.
update orders set priority = priority
where stage in ('awaiting_payment', 'review', 'backordered', 'ready', 'picking', 'packing', 'partly_shipped');
