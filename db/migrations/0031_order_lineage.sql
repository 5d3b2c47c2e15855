CREATE TABLE "order_lineage" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"from_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"lines" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "order_lineage_kind" CHECK ("order_lineage"."kind" in ('resent', 'duplicated')),
	CONSTRAINT "order_lineage_not_itself" CHECK ("order_lineage"."from_id" <> "order_lineage"."to_id")
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "counted" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lineage" ADD CONSTRAINT "order_lineage_from_id_orders_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lineage" ADD CONSTRAINT "order_lineage_to_id_orders_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_lineage_from" ON "order_lineage" USING btree ("from_id");--> statement-breakpoint
CREATE UNIQUE INDEX "order_lineage_to" ON "order_lineage" USING btree ("to_id");