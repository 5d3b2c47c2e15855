CREATE TABLE "exception_events" (
	"exception_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"actor_type" text NOT NULL,
	"actor_name" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "exception_events_exception_id_seq_pk" PRIMARY KEY("exception_id","seq"),
	CONSTRAINT "exception_events_kind" CHECK ("exception_events"."kind" in ('opened', 'assigned', 'snoozed', 'woken', 'commented', 'fix_asked', 'closed', 'reopened'))
);
--> statement-breakpoint
CREATE TABLE "exception_policies" (
	"type" text PRIMARY KEY NOT NULL,
	"active" boolean NOT NULL,
	"severity" text NOT NULL,
	"due_hours" smallint NOT NULL,
	"wait_hours" smallint,
	CONSTRAINT "exception_policies_severity" CHECK ("exception_policies"."severity" in ('critical', 'high', 'normal')),
	CONSTRAINT "exception_policies_hours" CHECK ("exception_policies"."due_hours" between 1 and 2160 and coalesce("exception_policies"."wait_hours", 1) between 1 and 2160)
);
--> statement-breakpoint
CREATE TABLE "exceptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "exceptions_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"severity" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_key" text NOT NULL,
	"order_id" uuid,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"owner_id" uuid,
	"snoozed_until" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"closed_because" text,
	"muted" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "exceptions_type" CHECK ("exceptions"."type" in ('stock_short', 'address_undeliverable', 'payment_late', 'payment_short', 'payment_in_doubt', 'refund_in_doubt', 'refund_failed', 'promise_in_danger', 'hold_overdue', 'duplicate_suspected', 'price_below_cost', 'unmapped_sku', 'import_refused', 'delivery_dead', 'tracking_stalled', 'delivery_failed', 'mail_failed', 'raised')),
	CONSTRAINT "exceptions_severity" CHECK ("exceptions"."severity" in ('critical', 'high', 'normal')),
	CONSTRAINT "exceptions_subject_kind" CHECK ("exceptions"."subject_kind" in ('order', 'payment', 'refund', 'code', 'import', 'delivery', 'shipment', 'mail', 'raised')),
	CONSTRAINT "exceptions_closed_because" CHECK ("exceptions"."closed_because" in ('gone', 'fixed', 'by_hand')),
	CONSTRAINT "exceptions_closed_together" CHECK (("exceptions"."closed_at" is null) = ("exceptions"."closed_because" is null)),
	CONSTRAINT "exceptions_muted_is_closed" CHECK (not "exceptions"."muted" or "exceptions"."closed_because" is not distinct from 'by_hand')
);
--> statement-breakpoint
ALTER TABLE "exception_events" ADD CONSTRAINT "exception_events_exception_id_exceptions_id_fk" FOREIGN KEY ("exception_id") REFERENCES "public"."exceptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_owner_id_staff_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "exceptions_number" ON "exceptions" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "exceptions_standing" ON "exceptions" USING btree ("type","subject_kind","subject_key") WHERE "exceptions"."closed_at" is null or "exceptions"."muted";--> statement-breakpoint
CREATE INDEX "exceptions_due" ON "exceptions" USING btree ("due_at","id") WHERE "exceptions"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "exceptions_since" ON "exceptions" USING btree ("since","id") WHERE "exceptions"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "exceptions_type_due" ON "exceptions" USING btree ("type","due_at","id") WHERE "exceptions"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "exceptions_owner" ON "exceptions" USING btree ("owner_id","due_at","id") WHERE "exceptions"."owner_id" is not null;--> statement-breakpoint
CREATE INDEX "exceptions_closed" ON "exceptions" USING btree ("closed_at","id") WHERE "exceptions"."closed_at" is not null;--> statement-breakpoint
CREATE INDEX "exceptions_order" ON "exceptions" USING btree ("order_id") WHERE "exceptions"."order_id" is not null;--> statement-breakpoint
CREATE INDEX "shipments_under_way" ON "shipments" USING btree ("shipped_at") WHERE "shipments"."status" in ('shipped', 'in_transit', 'out_for_delivery', 'failed', 'returned_to_sender');--> statement-breakpoint
CREATE INDEX "payments_unsettled" ON "payments" USING btree ("created_at") WHERE "payments"."captured_minor" < "payments"."authorised_minor" or ("payments"."authorised_minor" = 0 and "payments"."provider" <> 'manual' and "payments"."provider_ref" is null);--> statement-breakpoint
CREATE INDEX "refunds_failed" ON "refunds" USING btree ("settled_at") WHERE "refunds"."status" = 'failed';--> statement-breakpoint
CREATE INDEX "channel_inbox_dead" ON "channel_inbox" USING btree ("received_at") WHERE "channel_inbox"."status" = 'dead';--> statement-breakpoint
create trigger exception_events_append_only before update or delete or truncate on exception_events
  for each statement execute function ch_refuse_change();
--> statement-breakpoint
-- A glance that changes nothing tells nobody.
create function ch_tell_exceptions() returns trigger language plpgsql as $$
begin
  if exists (select 1 from added) then perform ch_tell('exceptions', null); end if;
  return null;
end $$;
--> statement-breakpoint
create trigger exception_events_tell after insert on exception_events
  referencing new table as added for each statement execute function ch_tell_exceptions();
