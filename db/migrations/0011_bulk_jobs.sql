CREATE TABLE "bulk_job_items" (
	"job_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"order_id" uuid,
	"order_number" text NOT NULL,
	"status" text NOT NULL,
	"details" jsonb,
	"version" integer,
	"version_after" integer,
	"code" text DEFAULT '' NOT NULL,
	"facts" jsonb,
	"effect" jsonb,
	CONSTRAINT "bulk_job_items_job_id_position_pk" PRIMARY KEY("job_id","position"),
	CONSTRAINT "bulk_job_items_status" CHECK ("bulk_job_items"."status" in ('waiting', 'ready', 'done', 'skipped', 'failed')),
	CONSTRAINT "bulk_job_items_reason" CHECK (("bulk_job_items"."status" in ('skipped', 'failed')) = ("bulk_job_items"."code" <> '')),
	CONSTRAINT "bulk_job_items_done" CHECK ("bulk_job_items"."status" <> 'done' or "bulk_job_items"."order_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "bulk_jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"action" text NOT NULL,
	"input" jsonb NOT NULL,
	"selection" jsonb NOT NULL,
	"undo_of" uuid,
	"retry_of" uuid,
	"status" text NOT NULL,
	"waiting" integer DEFAULT 0 NOT NULL,
	"ready" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"error" text DEFAULT '' NOT NULL,
	"created_by" text NOT NULL,
	"created_by_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_by" text DEFAULT '' NOT NULL,
	"started_by_id" uuid,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"heartbeat_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bulk_jobs_number_unique" UNIQUE("number"),
	CONSTRAINT "bulk_jobs_action" CHECK ("bulk_jobs"."action" in ('approve', 'hold', 'release', 'assign', 'tag', 'ship', 'print')),
	CONSTRAINT "bulk_jobs_status" CHECK ("bulk_jobs"."status" in ('checking', 'checked', 'running', 'done', 'stopped')),
	CONSTRAINT "bulk_jobs_counts_not_negative" CHECK (least("bulk_jobs"."waiting", "bulk_jobs"."ready", "bulk_jobs"."done", "bulk_jobs"."skipped", "bulk_jobs"."failed") >= 0),
	CONSTRAINT "bulk_jobs_done_is_over" CHECK ("bulk_jobs"."status" <> 'done' or ("bulk_jobs"."waiting" = 0 and "bulk_jobs"."ready" = 0))
);
--> statement-breakpoint
ALTER TABLE "bulk_job_items" ADD CONSTRAINT "bulk_job_items_job_id_bulk_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."bulk_jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_jobs" ADD CONSTRAINT "bulk_jobs_undo_of_bulk_jobs_id_fk" FOREIGN KEY ("undo_of") REFERENCES "public"."bulk_jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_jobs" ADD CONSTRAINT "bulk_jobs_retry_of_bulk_jobs_id_fk" FOREIGN KEY ("retry_of") REFERENCES "public"."bulk_jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bulk_job_items_order" ON "bulk_job_items" USING btree ("job_id","order_id");--> statement-breakpoint
CREATE INDEX "bulk_job_items_status" ON "bulk_job_items" USING btree ("job_id","status","position");--> statement-breakpoint
CREATE INDEX "bulk_job_items_of_order" ON "bulk_job_items" USING btree ("order_id") WHERE "bulk_job_items"."status" = 'done';--> statement-breakpoint
CREATE INDEX "bulk_jobs_created" ON "bulk_jobs" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "bulk_jobs_open" ON "bulk_jobs" USING btree ("created_at") WHERE "bulk_jobs"."status" in ('checking', 'running');--> statement-breakpoint
create sequence bulk_number_seq start 101;
--> statement-breakpoint
-- A bulk change counts its items by status in the statement that writes them.
create function ch_count_bulk_items() returns trigger language plpgsql as $$
begin
  update bulk_jobs j set
    waiting = j.waiting + d.waiting, ready = j.ready + d.ready, done = j.done + d.done,
    skipped = j.skipped + d.skipped, failed = j.failed + d.failed
  from (
    select job_id,
      count(*) filter (where status = 'waiting') waiting, count(*) filter (where status = 'ready') ready,
      count(*) filter (where status = 'done') done, count(*) filter (where status = 'skipped') skipped,
      count(*) filter (where status = 'failed') failed
    from added group by 1
  ) d
  where j.id = d.job_id;
  return null;
end $$;
--> statement-breakpoint
create function ch_recount_bulk_items() returns trigger language plpgsql as $$
begin
  update bulk_jobs j set
    waiting = j.waiting + d.waiting, ready = j.ready + d.ready, done = j.done + d.done,
    skipped = j.skipped + d.skipped, failed = j.failed + d.failed
  from (
    select job_id,
      coalesce(sum(n) filter (where status = 'waiting'), 0) waiting, coalesce(sum(n) filter (where status = 'ready'), 0) ready,
      coalesce(sum(n) filter (where status = 'done'), 0) done, coalesce(sum(n) filter (where status = 'skipped'), 0) skipped,
      coalesce(sum(n) filter (where status = 'failed'), 0) failed
    from (
      select job_id, status, 1 n from after_change union all select job_id, status, -1 from before_change
    ) moved group by 1
  ) d
  where j.id = d.job_id;
  return null;
end $$;
--> statement-breakpoint
create trigger bulk_job_items_added after insert on bulk_job_items
  referencing new table as added for each statement execute function ch_count_bulk_items();
--> statement-breakpoint
create trigger bulk_job_items_moved after update on bulk_job_items
  referencing old table as before_change new table as after_change for each statement execute function ch_recount_bulk_items();
--> statement-breakpoint
-- Each order of a bulk change is done once: what came of it is not written again.
create trigger bulk_job_items_final before update on bulk_job_items for each row
  when (old.status in ('done', 'skipped', 'failed')) execute function ch_refuse_change();
