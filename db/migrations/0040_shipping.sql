CREATE TABLE "carriers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"name_zh" text DEFAULT '' NOT NULL,
	"aliases" text[] DEFAULT '{}'::text[] NOT NULL,
	"tracking_url" text DEFAULT '' NOT NULL,
	"tracking_format" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"position" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "carriers_code_unique" UNIQUE("code"),
	CONSTRAINT "carriers_code" CHECK ("carriers"."code" ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
	CONSTRAINT "carriers_named" CHECK (btrim("carriers"."name") <> ''),
	CONSTRAINT "carriers_tracking_url" CHECK ("carriers"."tracking_url" = '' or ("carriers"."tracking_url" ~ '^https://[^/\s{}@]+/' and "carriers"."tracking_url" like '%{number}%')),
	CONSTRAINT "carriers_version" CHECK ("carriers"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE "shipping_mappings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"channel_id" uuid,
	"words" text NOT NULL,
	"service_id" uuid NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "shipping_mappings_words" UNIQUE NULLS NOT DISTINCT("channel_id","words"),
	CONSTRAINT "shipping_mappings_words_shape" CHECK ("shipping_mappings"."words" <> '' and "shipping_mappings"."words" = lower(btrim("shipping_mappings"."words")))
);
--> statement-breakpoint
CREATE TABLE "shipping_services" (
	"id" uuid PRIMARY KEY NOT NULL,
	"carrier_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"name_zh" text DEFAULT '' NOT NULL,
	"transit_days_min" smallint,
	"transit_days_max" smallint,
	"max_weight_grams" integer,
	"serves" text[] DEFAULT '{}'::text[] NOT NULL,
	"refuses" text[] DEFAULT '{}'::text[] NOT NULL,
	"cash_on_delivery" boolean DEFAULT false NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"position" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "shipping_services_code_unique" UNIQUE("code"),
	CONSTRAINT "shipping_services_code" CHECK ("shipping_services"."code" ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
	CONSTRAINT "shipping_services_named" CHECK (btrim("shipping_services"."name") <> ''),
	CONSTRAINT "shipping_services_transit" CHECK (coalesce("shipping_services"."transit_days_min", 0) between 0 and 365 and coalesce("shipping_services"."transit_days_max", 365) between coalesce("shipping_services"."transit_days_min", 0) and 365),
	CONSTRAINT "shipping_services_weight" CHECK ("shipping_services"."max_weight_grams" > 0),
	CONSTRAINT "shipping_services_version" CHECK ("shipping_services"."version" >= 1)
);
--> statement-breakpoint
ALTER TABLE "bulk_jobs" DROP CONSTRAINT "bulk_jobs_action";--> statement-breakpoint
ALTER TABLE "exceptions" DROP CONSTRAINT "exceptions_type";--> statement-breakpoint
ALTER TABLE "shipments" ADD COLUMN "carrier_id" uuid;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "shipping_service_id" uuid;--> statement-breakpoint
ALTER TABLE "shops" ADD COLUMN "shipping_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "shipping_mappings" ADD CONSTRAINT "shipping_mappings_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipping_mappings" ADD CONSTRAINT "shipping_mappings_service_id_shipping_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."shipping_services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipping_services" ADD CONSTRAINT "shipping_services_carrier_id_carriers_id_fk" FOREIGN KEY ("carrier_id") REFERENCES "public"."carriers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_carrier_id_carriers_id_fk" FOREIGN KEY ("carrier_id") REFERENCES "public"."carriers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_shipping_service_id_shipping_services_id_fk" FOREIGN KEY ("shipping_service_id") REFERENCES "public"."shipping_services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "orders_shipping_service" ON "orders" USING btree ("shipping_service_id","placed_at","id") WHERE "orders"."shipping_service_id" is not null;--> statement-breakpoint
ALTER TABLE "bulk_jobs" ADD CONSTRAINT "bulk_jobs_action" CHECK ("bulk_jobs"."action" in ('approve', 'hold', 'release', 'assign', 'tag', 'prioritise', 'promise', 'service', 'cancel', 'items', 'reroute', 'split', 'ship', 'print'));--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_type" CHECK ("exceptions"."type" in ('stock_short', 'address_undeliverable', 'payment_late', 'payment_short', 'payment_in_doubt', 'refund_in_doubt', 'refund_failed', 'promise_in_danger', 'hold_overdue', 'duplicate_suspected', 'price_below_cost', 'unmapped_sku', 'import_refused', 'delivery_dead', 'tracking_stalled', 'delivery_failed', 'mail_failed', 'webhook_dead', 'carrier_refused', 'raised'));--> statement-breakpoint
-- Every process that remembers carriers, services and mappings is told by the shop's row that they changed.
create function ch_count_shipping() returns trigger language plpgsql as $$
begin
  update shops set shipping_version = shipping_version + 1;
  return null;
end $$;
--> statement-breakpoint
create trigger carriers_counted after insert or update or delete on carriers for each statement execute function ch_count_shipping();
--> statement-breakpoint
create trigger shipping_services_counted after insert or update or delete on shipping_services for each statement execute function ch_count_shipping();
--> statement-breakpoint
create trigger shipping_mappings_counted after insert or update or delete on shipping_mappings for each statement execute function ch_count_shipping();
