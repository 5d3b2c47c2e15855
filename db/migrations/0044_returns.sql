CREATE TABLE "return_exchanges" (
	"order_id" uuid NOT NULL,
	"return_id" uuid NOT NULL,
	CONSTRAINT "return_exchanges_pkey" PRIMARY KEY("order_id")
);
--> statement-breakpoint
CREATE TABLE "return_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"return_id" uuid NOT NULL,
	"order_line_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"reason" text NOT NULL,
	"outcome" text DEFAULT 'refund' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"refund_when" text NOT NULL,
	"findings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"requested" integer DEFAULT 0 NOT NULL,
	"approved" integer DEFAULT 0 NOT NULL,
	"declined" integer DEFAULT 0 NOT NULL,
	"withdrawn" integer DEFAULT 0 NOT NULL,
	"extra" integer DEFAULT 0 NOT NULL,
	"received" integer DEFAULT 0 NOT NULL,
	"restocked" integer DEFAULT 0 NOT NULL,
	"quality_control" integer DEFAULT 0 NOT NULL,
	"damaged" integer DEFAULT 0 NOT NULL,
	"scrapped" integer DEFAULT 0 NOT NULL,
	"sent_back" integer DEFAULT 0 NOT NULL,
	"exchanged" integer DEFAULT 0 NOT NULL,
	"refunded" integer DEFAULT 0 NOT NULL,
	"awaited" integer GENERATED ALWAYS AS (requested + extra - declined - withdrawn - received) STORED NOT NULL,
	"inspected" integer GENERATED ALWAYS AS (restocked + quality_control + damaged + scrapped + sent_back) STORED NOT NULL,
	"refund_due" integer GENERATED ALWAYS AS (case when outcome <> 'refund' then 0 else greatest((case refund_when when 'on_request' then approved - withdrawn + extra when 'on_receipt' then received else restocked + quality_control + damaged + scrapped end) - exchanged - refunded, 0) end) STORED NOT NULL,
	CONSTRAINT "return_lines_reason" CHECK ("return_lines"."reason" in ('damaged', 'defective', 'wrong_item', 'not_as_described', 'late', 'not_wanted', 'other')),
	CONSTRAINT "return_lines_outcome" CHECK ("return_lines"."outcome" in ('refund', 'exchange', 'repair', 'reject')),
	CONSTRAINT "return_lines_refund_when" CHECK ("return_lines"."refund_when" in ('on_request', 'on_receipt', 'after_inspection')),
	CONSTRAINT "return_lines_findings" CHECK (jsonb_typeof("return_lines"."findings") = 'array'),
	CONSTRAINT "return_lines_counters_not_negative" CHECK (least("return_lines"."requested", "return_lines"."approved", "return_lines"."declined", "return_lines"."withdrawn", "return_lines"."extra", "return_lines"."received", "return_lines"."restocked", "return_lines"."quality_control", "return_lines"."damaged", "return_lines"."scrapped", "return_lines"."sent_back", "return_lines"."exchanged", "return_lines"."refunded") >= 0 and "return_lines"."requested" + "return_lines"."extra" > 0),
	CONSTRAINT "return_lines_chain" CHECK ("return_lines"."approved" + "return_lines"."declined" <= "return_lines"."requested" and "return_lines"."withdrawn" + "return_lines"."declined" + "return_lines"."received" <= "return_lines"."requested" + "return_lines"."extra" and "return_lines"."received" <= "return_lines"."approved" + "return_lines"."extra" and "return_lines"."restocked" + "return_lines"."quality_control" + "return_lines"."damaged" + "return_lines"."scrapped" + "return_lines"."sent_back" <= "return_lines"."received"),
	CONSTRAINT "return_lines_given_once" CHECK ("return_lines"."refunded" + "return_lines"."exchanged" <= "return_lines"."approved" + "return_lines"."extra")
);
--> statement-breakpoint
CREATE TABLE "return_policies" (
	"version" integer PRIMARY KEY NOT NULL,
	"content" jsonb NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "return_policies_version" CHECK ("return_policies"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE "return_refunds" (
	"refund_id" uuid PRIMARY KEY NOT NULL,
	"return_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "returns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"order_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"status" text NOT NULL,
	"source" text NOT NULL,
	"refund_when" text NOT NULL,
	"decision" jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"approved_at" timestamp with time zone,
	"rejected_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"decided_by" text DEFAULT '' NOT NULL,
	"decision_note" text DEFAULT '' NOT NULL,
	"carrier" text DEFAULT '' NOT NULL,
	"tracking_number" text DEFAULT '' NOT NULL,
	"shipped_at" timestamp with time zone,
	"received_at" timestamp with time zone,
	"inspected_at" timestamp with time zone,
	"location_id" uuid,
	"due_at" timestamp with time zone,
	"reminded_at" timestamp with time zone,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "returns_number_unique" UNIQUE("number"),
	CONSTRAINT "returns_status" CHECK ("returns"."status" in ('requested', 'approved', 'in_transit', 'received', 'inspected', 'rejected', 'cancelled')),
	CONSTRAINT "returns_source" CHECK ("returns"."source" in ('staff', 'customer', 'api')),
	CONSTRAINT "returns_refund_when" CHECK ("returns"."refund_when" in ('on_request', 'on_receipt', 'after_inspection')),
	CONSTRAINT "returns_decided" CHECK (("returns"."status" = 'rejected') = ("returns"."rejected_at" is not null) and ("returns"."status" = 'cancelled') = ("returns"."cancelled_at" is not null and "returns"."rejected_at" is null) and ("returns"."status" not in ('approved', 'in_transit', 'received', 'inspected') or "returns"."approved_at" is not null)),
	CONSTRAINT "returns_due_while_open" CHECK ("returns"."due_at" is null or "returns"."status" in ('approved', 'in_transit', 'received')),
	CONSTRAINT "returns_version" CHECK ("returns"."version" >= 1)
);
--> statement-breakpoint
ALTER TABLE "automation_rules" DROP CONSTRAINT "automation_rules_trigger";--> statement-breakpoint
ALTER TABLE "exceptions" DROP CONSTRAINT "exceptions_type";--> statement-breakpoint
ALTER TABLE "exceptions" DROP CONSTRAINT "exceptions_subject_kind";--> statement-breakpoint
ALTER TABLE "order_lineage" DROP CONSTRAINT "order_lineage_kind";--> statement-breakpoint
ALTER TABLE "order_lines" DROP CONSTRAINT "order_lines_counters_not_negative";--> statement-breakpoint
ALTER TABLE "order_lines" DROP CONSTRAINT "order_lines_returns";--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "awaited" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "return_exchanges" ADD CONSTRAINT "return_exchanges_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_exchanges" ADD CONSTRAINT "return_exchanges_return_id_returns_id_fk" FOREIGN KEY ("return_id") REFERENCES "public"."returns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_lines" ADD CONSTRAINT "return_lines_return_id_returns_id_fk" FOREIGN KEY ("return_id") REFERENCES "public"."returns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_lines" ADD CONSTRAINT "return_lines_order_line_id_order_lines_id_fk" FOREIGN KEY ("order_line_id") REFERENCES "public"."order_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_refunds" ADD CONSTRAINT "return_refunds_refund_id_refunds_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refunds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "return_refunds" ADD CONSTRAINT "return_refunds_return_id_returns_id_fk" FOREIGN KEY ("return_id") REFERENCES "public"."returns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returns" ADD CONSTRAINT "returns_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returns" ADD CONSTRAINT "returns_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "return_exchanges_return" ON "return_exchanges" USING btree ("return_id");--> statement-breakpoint
CREATE UNIQUE INDEX "return_lines_position" ON "return_lines" USING btree ("return_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "return_lines_once" ON "return_lines" USING btree ("return_id","order_line_id");--> statement-breakpoint
CREATE INDEX "return_lines_order_line" ON "return_lines" USING btree ("order_line_id");--> statement-breakpoint
CREATE INDEX "return_lines_refund_due" ON "return_lines" USING btree ("return_id") WHERE "return_lines"."refund_due" > 0;--> statement-breakpoint
CREATE INDEX "return_refunds_return" ON "return_refunds" USING btree ("return_id");--> statement-breakpoint
CREATE INDEX "returns_order" ON "returns" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "returns_location" ON "returns" USING btree ("location_id") WHERE "returns"."location_id" is not null;--> statement-breakpoint
CREATE INDEX "returns_requested" ON "returns" USING btree ("requested_at","id");--> statement-breakpoint
CREATE INDEX "returns_status" ON "returns" USING btree ("status","requested_at","id");--> statement-breakpoint
CREATE INDEX "returns_tracking" ON "returns" USING btree (upper("tracking_number")) WHERE "returns"."tracking_number" <> '';--> statement-breakpoint
CREATE INDEX "returns_due" ON "returns" USING btree ("due_at","id") WHERE "returns"."due_at" is not null;--> statement-breakpoint
ALTER TABLE "automation_rules" ADD CONSTRAINT "automation_rules_trigger" CHECK ("automation_rules"."trigger" in ('received', 'paid', 'approved', 'held', 'released', 'stock_received', 'overdue', 'shipped', 'tracked', 'delivered', 'delivery_failed', 'refunded', 'cancelled', 'return_requested', 'return_received'));--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_type" CHECK ("exceptions"."type" in ('stock_short', 'address_undeliverable', 'payment_late', 'payment_short', 'payment_in_doubt', 'refund_in_doubt', 'refund_failed', 'promise_in_danger', 'hold_overdue', 'duplicate_suspected', 'price_below_cost', 'unmapped_sku', 'import_refused', 'delivery_dead', 'tracking_stalled', 'delivery_failed', 'mail_failed', 'webhook_dead', 'carrier_refused', 'return_overdue', 'raised'));--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_subject_kind" CHECK ("exceptions"."subject_kind" in ('order', 'payment', 'refund', 'code', 'import', 'delivery', 'shipment', 'mail', 'webhook', 'return', 'raised'));--> statement-breakpoint
ALTER TABLE "order_lineage" ADD CONSTRAINT "order_lineage_kind" CHECK ("order_lineage"."kind" in ('resent', 'exchanged', 'duplicated', 'split', 'merged'));--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_counters_not_negative" CHECK ("order_lines"."cancelled" >= 0 and "order_lines"."reserved" >= 0 and "order_lines"."backordered" >= 0 and "order_lines"."delivered" >= 0 and "order_lines"."restocked" >= 0 and "order_lines"."refunded" >= 0 and "order_lines"."returned" >= 0 and "order_lines"."awaited" >= 0);--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_returns" CHECK ("order_lines"."restocked" <= "order_lines"."returned" and "order_lines"."returned" + "order_lines"."awaited" <= "order_lines"."shipped");--> statement-breakpoint
create sequence return_number_seq start 10001;
--> statement-breakpoint
-- What returns wait for is claimed on the order's line, whoever writes: its CHECK refuses a unit that never left or came back.
create function ch_await_returns() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and not exists (
    select 1 from returns r join order_lines l on l.order_id = r.order_id where r.id = new.return_id and l.id = new.order_line_id
  ) then
    raise exception 'a return of goods of another order' using errcode = 'foreign_key_violation', constraint = 'return_lines_of_order';
  end if;
  update order_lines set awaited = awaited + new.awaited - case when tg_op = 'UPDATE' then old.awaited else 0 end
  where id = new.order_line_id and new.awaited <> case when tg_op = 'UPDATE' then old.awaited else 0 end;
  return null;
end $$;
--> statement-breakpoint
create trigger return_lines_await after insert or update on return_lines for each row execute function ch_await_returns();
--> statement-breakpoint
-- A line of a return stays the line that it is, and what came back is not forgotten.
create trigger return_lines_moved before update of return_id, order_line_id on return_lines
  for each row when (old.return_id <> new.return_id or old.order_line_id <> new.order_line_id) execute function ch_refuse_change();
--> statement-breakpoint
create trigger return_lines_kept before delete or truncate on return_lines for each statement execute function ch_refuse_change();
--> statement-breakpoint
create trigger returns_kept before delete or truncate on returns for each statement execute function ch_refuse_change();
--> statement-breakpoint
create trigger return_policies_append_only before update or delete or truncate on return_policies
  for each statement execute function ch_refuse_change();
--> statement-breakpoint
create trigger return_refunds_append_only before update or delete or truncate on return_refunds
  for each statement execute function ch_refuse_change();
--> statement-breakpoint
create trigger return_exchanges_append_only before update or delete or truncate on return_exchanges
  for each statement execute function ch_refuse_change();
--> statement-breakpoint
-- Units of a refund count on the lines of its return until it is declined or fails.
create function ch_count_return_refund(return_of uuid, refund uuid, sign integer) returns void language plpgsql as $$
declare found_units integer; asked_units integer;
begin
  select coalesce(sum((part ->> 'quantity')::int), 0) into asked_units
  from refunds r cross join jsonb_array_elements(r.lines) part where r.id = refund;
  with units as (
    select (part ->> 'lineId')::uuid as line_id, sum((part ->> 'quantity')::int) as units
    from refunds r cross join jsonb_array_elements(r.lines) part where r.id = refund group by 1
  ), moved as (
    update return_lines l set refunded = l.refunded + sign * u.units
    from units u where l.return_id = return_of and l.order_line_id = u.line_id returning u.units
  )
  select coalesce(sum(moved.units), 0) into found_units from moved;
  if found_units <> asked_units then
    raise exception 'a refund of goods that the return does not have' using errcode = 'foreign_key_violation', constraint = 'return_refunds_lines';
  end if;
end $$;
--> statement-breakpoint
create function ch_link_return_refund() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from returns r join refunds f on f.order_id = r.order_id
    where r.id = new.return_id and f.id = new.refund_id and f.status not in ('declined', 'failed')
  ) then
    raise exception 'a refund of another order' using errcode = 'foreign_key_violation', constraint = 'return_refunds_of_order';
  end if;
  perform ch_count_return_refund(new.return_id, new.refund_id, 1);
  return null;
end $$;
--> statement-breakpoint
create trigger return_refunds_count after insert on return_refunds for each row execute function ch_link_return_refund();
--> statement-breakpoint
create function ch_release_return_refund() returns trigger language plpgsql as $$
begin
  perform ch_count_return_refund(k.return_id, new.id, case when new.status in ('declined', 'failed') then -1 else 1 end)
  from return_refunds k where k.refund_id = new.id;
  return null;
end $$;
--> statement-breakpoint
create trigger refunds_release_return after update of status on refunds for each row
  when ((old.status in ('declined', 'failed')) <> (new.status in ('declined', 'failed'))) execute function ch_release_return_refund();
--> statement-breakpoint
-- An exchange that is called off frees its units for a refund or another exchange.
create function ch_release_exchange() returns trigger language plpgsql as $$
begin
  update return_lines l set exchanged = l.exchanged - u.units
  from (
    select x.return_id, o.id as order_line_id, sum((part ->> 'quantity')::int) as units
    from return_exchanges x
    join order_lineage k on k.to_id = x.order_id and k.kind = 'exchanged'
    cross join jsonb_array_elements(k.lines) part
    join order_lines o on o.order_id = k.from_id and o.position = (part ->> 'line')::int
    where x.order_id = new.id group by 1, 2
  ) u
  where l.return_id = u.return_id and l.order_line_id = u.order_line_id;
  return null;
end $$;
--> statement-breakpoint
create trigger orders_release_exchange after update of stage on orders for each row
  when (new.stage = 'cancelled' and old.stage <> 'cancelled') execute function ch_release_exchange();
