CREATE TABLE "report_mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subscription_id" uuid NOT NULL,
	"period" text NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "report_mails_status" CHECK ("report_mails"."status" in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped'))
);
--> statement-breakpoint
CREATE TABLE "report_subscriptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"report" text NOT NULL,
	"rhythm" text NOT NULL,
	"hour" smallint NOT NULL,
	"address" text NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "report_subscriptions_report" CHECK ("report_subscriptions"."report" in ('sales', 'customers', 'reasons')),
	CONSTRAINT "report_subscriptions_rhythm" CHECK ("report_subscriptions"."rhythm" in ('daily', 'weekly', 'monthly')),
	CONSTRAINT "report_subscriptions_hour" CHECK ("report_subscriptions"."hour" between 0 and 23)
);
--> statement-breakpoint
ALTER TABLE "report_mails" ADD CONSTRAINT "report_mails_subscription_id_report_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."report_subscriptions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_subscriptions" ADD CONSTRAINT "report_subscriptions_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "report_mails_period" ON "report_mails" USING btree ("subscription_id","period");--> statement-breakpoint
CREATE INDEX "report_mails_open" ON "report_mails" USING btree ("next_at") WHERE "report_mails"."status" in ('waiting', 'sending');--> statement-breakpoint
CREATE UNIQUE INDEX "report_subscriptions_once" ON "report_subscriptions" USING btree ("staff_id","report","rhythm");--> statement-breakpoint
CREATE INDEX "report_subscriptions_next" ON "report_subscriptions" USING btree ("next_at");