CREATE TABLE "webhook_attempts" (
	"delivery_id" bigint NOT NULL,
	"number" smallint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"took_ms" integer NOT NULL,
	"status" smallint,
	"problem" text DEFAULT '' NOT NULL,
	"excerpt" text DEFAULT '' NOT NULL,
	CONSTRAINT "webhook_attempts_delivery_id_number_pk" PRIMARY KEY("delivery_id","number"),
	CONSTRAINT "webhook_attempts_problem" CHECK ("webhook_attempts"."problem" in ('', 'address', 'name', 'network', 'certificate', 'timeout', 'redirect', 'gone', 'status')),
	CONSTRAINT "webhook_attempts_excerpt" CHECK (char_length("webhook_attempts"."excerpt") <= 2000)
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"message_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"order_id" uuid,
	"seq" integer,
	"firing_id" uuid,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"tries" smallint DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"leased_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "webhook_deliveries_state" CHECK ("webhook_deliveries"."state" in ('waiting', 'sending', 'delivered', 'dead', 'cancelled')),
	CONSTRAINT "webhook_deliveries_leased" CHECK (("webhook_deliveries"."state" = 'sending') = ("webhook_deliveries"."leased_until" is not null)),
	CONSTRAINT "webhook_deliveries_settled" CHECK (("webhook_deliveries"."state" in ('delivered', 'dead', 'cancelled')) = ("webhook_deliveries"."settled_at" is not null)),
	CONSTRAINT "webhook_deliveries_event_of_order" CHECK (("webhook_deliveries"."order_id" is null) = ("webhook_deliveries"."seq" is null)),
	CONSTRAINT "webhook_deliveries_firing_of_order" CHECK ("webhook_deliveries"."firing_id" is null or "webhook_deliveries"."order_id" is not null),
	CONSTRAINT "webhook_deliveries_tries" CHECK ("webhook_deliveries"."tries" between 0 and "webhook_deliveries"."attempts")
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "webhook_endpoints_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"url" text NOT NULL,
	"secret" text NOT NULL,
	"previous_secret" text,
	"previous_until" timestamp with time zone,
	"topics" text[] NOT NULL,
	"whole_order" boolean DEFAULT false NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"disabled_reason" text,
	"failing_since" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"archived_at" timestamp with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "webhook_endpoints_named" CHECK ("webhook_endpoints"."name" <> ''),
	CONSTRAINT "webhook_endpoints_url" CHECK ("webhook_endpoints"."url" ~ '^https?://'),
	CONSTRAINT "webhook_endpoints_version" CHECK ("webhook_endpoints"."version" >= 1),
	CONSTRAINT "webhook_endpoints_disabled" CHECK ("webhook_endpoints"."disabled_reason" in ('gone', 'failing')),
	CONSTRAINT "webhook_endpoints_disabled_is_off" CHECK ("webhook_endpoints"."disabled_reason" is null or not "webhook_endpoints"."enabled"),
	CONSTRAINT "webhook_endpoints_archived_is_off" CHECK ("webhook_endpoints"."archived_at" is null or not "webhook_endpoints"."enabled"),
	CONSTRAINT "webhook_endpoints_previous" CHECK (("webhook_endpoints"."previous_secret" is null) = ("webhook_endpoints"."previous_until" is null))
);
--> statement-breakpoint
ALTER TABLE "exceptions" DROP CONSTRAINT "exceptions_type";--> statement-breakpoint
ALTER TABLE "exceptions" DROP CONSTRAINT "exceptions_subject_kind";--> statement-breakpoint
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_delivery_id_webhook_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."webhook_deliveries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_endpoint_id_webhook_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_firing_id_automation_firings_id_fk" FOREIGN KEY ("firing_id") REFERENCES "public"."automation_firings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_event" ON "webhook_deliveries" USING btree ("order_id","seq","endpoint_id") WHERE "webhook_deliveries"."firing_id" is null and "webhook_deliveries"."order_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_firing" ON "webhook_deliveries" USING btree ("firing_id","endpoint_id") WHERE "webhook_deliveries"."firing_id" is not null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_open" ON "webhook_deliveries" USING btree ("endpoint_id","order_id","id") WHERE "webhook_deliveries"."state" in ('waiting', 'sending');--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("endpoint_id","next_at","id") WHERE "webhook_deliveries"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_sending" ON "webhook_deliveries" USING btree ("endpoint_id") WHERE "webhook_deliveries"."state" = 'sending';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_dead" ON "webhook_deliveries" USING btree ("endpoint_id","id") WHERE "webhook_deliveries"."state" = 'dead';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_endpoint" ON "webhook_deliveries" USING btree ("endpoint_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_endpoints_number" ON "webhook_endpoints" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_endpoints_name" ON "webhook_endpoints" USING btree (lower("name")) WHERE "webhook_endpoints"."archived_at" is null;--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_type" CHECK ("exceptions"."type" in ('stock_short', 'address_undeliverable', 'payment_late', 'payment_short', 'payment_in_doubt', 'refund_in_doubt', 'refund_failed', 'promise_in_danger', 'hold_overdue', 'duplicate_suspected', 'price_below_cost', 'unmapped_sku', 'import_refused', 'delivery_dead', 'tracking_stalled', 'delivery_failed', 'mail_failed', 'webhook_dead', 'raised'));--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_subject_kind" CHECK ("exceptions"."subject_kind" in ('order', 'payment', 'refund', 'code', 'import', 'delivery', 'shipment', 'mail', 'webhook', 'raised'));--> statement-breakpoint
-- What happens to orders is written down for each endpoint that hears of it, in the transaction and in the sequence in which
-- it happens. Where no endpoint is on, this looks into a table that is empty. What a file tells of the past is no news.
create function ch_write_webhooks() returns trigger language plpgsql as $$
begin
  insert into webhook_deliveries (endpoint_id, topic, order_id, seq)
    select e.id, a.type, a.order_id, a.seq
    from webhook_endpoints e join added a on a.type = any(e.topics) or '*' = any(e.topics)
    where e.enabled and a.data ->> 'history' is null order by a.order_id, a.seq;
  if found then perform ch_tell('webhooks', null); end if;
  return null;
end $$;
--> statement-breakpoint
create trigger order_events_webhooks after insert on order_events
  referencing new table as added for each statement execute function ch_write_webhooks();
