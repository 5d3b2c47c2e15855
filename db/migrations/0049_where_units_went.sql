CREATE TABLE "buyer_mail_settings" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"kinds" text[] DEFAULT '{}' NOT NULL,
	"address" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "buyer_mail_settings_single" CHECK ("buyer_mail_settings"."id" = 1),
	CONSTRAINT "buyer_mail_settings_kinds" CHECK ("buyer_mail_settings"."kinds" <@ array['return_approved', 'return_refused', 'return_received', 'return_refunded', 'return_exchanged']::text[])
);
--> statement-breakpoint
CREATE TABLE "buyer_mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"order_id" uuid NOT NULL,
	"return_id" uuid NOT NULL,
	"to_name" text DEFAULT '' NOT NULL,
	"to_address" text NOT NULL,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "buyer_mails_kind" CHECK ("buyer_mails"."kind" in ('return_approved', 'return_refused', 'return_received', 'return_refunded', 'return_exchanged')),
	CONSTRAINT "buyer_mails_status" CHECK ("buyer_mails"."status" in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped'))
);
--> statement-breakpoint
ALTER TABLE "exceptions" DROP CONSTRAINT "exceptions_type";--> statement-breakpoint
ALTER TABLE "buyer_mails" ADD CONSTRAINT "buyer_mails_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "buyer_mails" ADD CONSTRAINT "buyer_mails_return_id_returns_id_fk" FOREIGN KEY ("return_id") REFERENCES "public"."returns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "buyer_mails_once" ON "buyer_mails" USING btree ("kind","subject");--> statement-breakpoint
CREATE INDEX "buyer_mails_open" ON "buyer_mails" USING btree ("next_at") WHERE "buyer_mails"."status" in ('waiting', 'sending');--> statement-breakpoint
CREATE INDEX "buyer_mails_trouble" ON "buyer_mails" USING btree ("updated_at") WHERE "buyer_mails"."status" in ('failed', 'unknown');--> statement-breakpoint
CREATE INDEX "buyer_mails_order" ON "buyer_mails" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "buyer_mails_return" ON "buyer_mails" USING btree ("return_id");--> statement-breakpoint
CREATE INDEX "order_promotions_unclaimed" ON "order_promotions" USING btree ("order_id") WHERE "order_promotions"."seen" ->> 'unclaimed' is not null and "order_promotions"."seen" ->> 'accepted' is null;--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_type" CHECK ("exceptions"."type" in ('stock_short', 'address_undeliverable', 'payment_late', 'payment_short', 'payment_in_doubt', 'refund_in_doubt', 'refund_failed', 'promise_in_danger', 'hold_overdue', 'duplicate_suspected', 'price_below_cost', 'unmapped_sku', 'import_refused', 'delivery_dead', 'tracking_stalled', 'delivery_failed', 'mail_failed', 'webhook_dead', 'carrier_refused', 'return_overdue', 'coupon_unclaimed', 'raised'));
--> statement-breakpoint
-- Where the units of a line are by now: here, and in the orders that a split or a merge took them to.
create function ch_went(line uuid) returns table (line_id uuid, units integer) language sql stable as $$
  with recursive went as (
    select l.id, l.order_id, l.position, l.ordered - l.cancelled as units from order_lines l where l.id = line
    union all
    select t.id, t.order_id, t.position, least((part ->> 'quantity')::int, t.ordered - t.cancelled)
    from went w
    join order_lineage k on k.from_id = w.order_id and k.kind in ('split', 'merged') and k.undone_at is null
    cross join lateral jsonb_array_elements(k.lines) part
    join order_lines t on t.order_id = k.to_id and t.position = (part ->> 'to')::int
    where (part ->> 'line')::int = w.position
  )
  select id, units from went
$$;
--> statement-breakpoint
create function ch_units_left(line uuid) returns integer language sql stable as $$
  select coalesce(sum(units), 0)::int from ch_went(line)
$$;
--> statement-breakpoint
-- What of an exchange is still to go out, or went out, of each line that came back; called off, units are free again.
create function ch_exchanged(of_return uuid) returns table (order_line_id uuid, units integer) language sql stable as $$
  select o.id, sum(least((part.value ->> 'quantity')::int, ch_units_left(sent.id)))::int
  from return_exchanges x
  join order_lineage k on k.to_id = x.order_id and k.kind = 'exchanged'
  cross join lateral jsonb_array_elements(k.lines) with ordinality part (value, place)
  join order_lines o on o.order_id = k.from_id and o.position = (part.value ->> 'line')::int
  join order_lines sent on sent.order_id = k.to_id and sent.position = part.place
  where x.return_id = of_return group by o.id
$$;
--> statement-breakpoint
-- Told apart from units that a split or a merge moves on once the transaction is whole.
create function ch_recount_exchange() returns trigger language plpgsql as $$
declare found uuid;
begin
  for found in
    with recursive came as (
      select new.order_id as id
      union
      select k.from_id from came c
      join order_lineage k on k.to_id = c.id and k.kind in ('split', 'merged') and k.undone_at is null
    )
    select distinct x.return_id from came c join return_exchanges x on x.order_id = c.id
  loop
    update return_lines l set exchanged = u.units from ch_exchanged(found) u
    where l.return_id = found and l.order_line_id = u.order_line_id and l.exchanged <> u.units;
  end loop;
  return null;
end $$;
--> statement-breakpoint
drop trigger orders_release_exchange on orders;
--> statement-breakpoint
drop function ch_release_exchange();
--> statement-breakpoint
create constraint trigger order_lines_recount_exchange after update of cancelled on order_lines
  deferrable initially deferred for each row
  when (new.cancelled <> old.cancelled) execute function ch_recount_exchange();
--> statement-breakpoint
update return_lines l set exchanged = u.units
from returns r cross join lateral ch_exchanged(r.id) u
where l.return_id = r.id and l.order_line_id = u.order_line_id and u.units < l.exchanged;
--> statement-breakpoint
-- Returns that somebody looks at in a list; refunds and exchanges move their lines.
create function ch_tell_returns() returns trigger language plpgsql as $$
begin
  perform ch_tell('returns', null);
  return null;
end $$;
--> statement-breakpoint
create trigger returns_tell after insert or update on returns for each statement execute function ch_tell_returns();
--> statement-breakpoint
create trigger return_lines_tell after insert or update on return_lines for each statement execute function ch_tell_returns();
