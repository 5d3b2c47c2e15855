CREATE TABLE "automation_firings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"rule_id" uuid NOT NULL,
	"rule_version" integer NOT NULL,
	"order_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"cause" text NOT NULL,
	"status" text NOT NULL,
	"fired_at" timestamp with time zone NOT NULL,
	"saw" jsonb NOT NULL,
	"actions" jsonb NOT NULL,
	"did" jsonb NOT NULL,
	"depth" smallint DEFAULT 0 NOT NULL,
	"chain" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	"run_id" uuid,
	CONSTRAINT "automation_firings_cause" CHECK ("automation_firings"."cause" in ('intake', 'event', 'overdue', 'applied')),
	CONSTRAINT "automation_firings_status" CHECK ("automation_firings"."status" in ('open', 'done')),
	CONSTRAINT "automation_firings_outcomes" CHECK (jsonb_array_length("automation_firings"."did") <= jsonb_array_length("automation_firings"."actions") and ("automation_firings"."status" <> 'done' or jsonb_array_length("automation_firings"."did") = jsonb_array_length("automation_firings"."actions")) and ("automation_firings"."status" <> 'open' or jsonb_array_length("automation_firings"."did") < jsonb_array_length("automation_firings"."actions"))),
	CONSTRAINT "automation_firings_depth" CHECK ("automation_firings"."depth" between 0 and 5 and cardinality("automation_firings"."chain") = "automation_firings"."depth"),
	CONSTRAINT "automation_firings_run_applied" CHECK (("automation_firings"."run_id" is not null) = ("automation_firings"."cause" = 'applied'))
);
--> statement-breakpoint
CREATE TABLE "automation_revisions" (
	"rule_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"rule" jsonb NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "automation_revisions_rule_id_version_pk" PRIMARY KEY("rule_id","version")
);
--> statement-breakpoint
CREATE TABLE "automation_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "automation_rules_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"trigger" text NOT NULL,
	"wait_hours" integer,
	"match" text NOT NULL,
	"conditions" jsonb NOT NULL,
	"actions" jsonb NOT NULL,
	"position" integer NOT NULL,
	"enabled" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"events" text[] DEFAULT '{}'::text[] NOT NULL,
	"archived_at" timestamp with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "automation_rules_named" CHECK ("automation_rules"."name" <> ''),
	CONSTRAINT "automation_rules_trigger" CHECK ("automation_rules"."trigger" in ('received', 'paid', 'approved', 'held', 'released', 'stock_received', 'overdue', 'shipped', 'tracked', 'delivered', 'delivery_failed', 'refunded', 'cancelled')),
	CONSTRAINT "automation_rules_match" CHECK ("automation_rules"."match" in ('all', 'any')),
	CONSTRAINT "automation_rules_wait" CHECK (("automation_rules"."trigger" = 'overdue') = ("automation_rules"."wait_hours" is not null)),
	CONSTRAINT "automation_rules_wait_hours" CHECK ("automation_rules"."wait_hours" between 1 and 8760),
	CONSTRAINT "automation_rules_version" CHECK ("automation_rules"."version" >= 1),
	CONSTRAINT "automation_rules_archived_is_off" CHECK ("automation_rules"."archived_at" is null or not "automation_rules"."enabled")
);
--> statement-breakpoint
CREATE TABLE "automation_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "automation_runs_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"rule_id" uuid NOT NULL,
	"rule_version" integer NOT NULL,
	"asked" integer NOT NULL,
	"matched" integer NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	CONSTRAINT "automation_runs_matched" CHECK ("automation_runs"."matched" between 0 and "automation_runs"."asked")
);
--> statement-breakpoint
ALTER TABLE "shops" ADD COLUMN "rules_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "automation_firings" ADD CONSTRAINT "automation_firings_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "automation_firings" ADD CONSTRAINT "automation_firings_run_id_automation_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."automation_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "automation_firings" ADD CONSTRAINT "automation_firings_revision_fk" FOREIGN KEY ("rule_id","rule_version") REFERENCES "public"."automation_revisions"("rule_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "automation_revisions" ADD CONSTRAINT "automation_revisions_rule_id_automation_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."automation_rules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "automation_runs" ADD CONSTRAINT "automation_runs_revision" FOREIGN KEY ("rule_id","rule_version") REFERENCES "public"."automation_revisions"("rule_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "automation_firings_once" ON "automation_firings" USING btree ("rule_id","order_id","seq");--> statement-breakpoint
CREATE INDEX "automation_firings_order" ON "automation_firings" USING btree ("order_id","fired_at");--> statement-breakpoint
CREATE INDEX "automation_firings_revision" ON "automation_firings" USING btree ("rule_id","rule_version");--> statement-breakpoint
CREATE INDEX "automation_firings_rule" ON "automation_firings" USING btree ("rule_id","fired_at");--> statement-breakpoint
CREATE INDEX "automation_firings_open" ON "automation_firings" USING btree ("id") WHERE "automation_firings"."status" = 'open';--> statement-breakpoint
CREATE INDEX "automation_firings_run" ON "automation_firings" USING btree ("run_id") WHERE "automation_firings"."run_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "automation_rules_number" ON "automation_rules" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "automation_rules_name" ON "automation_rules" USING btree (lower("name")) WHERE "automation_rules"."archived_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "automation_runs_number" ON "automation_runs" USING btree ("number");--> statement-breakpoint
CREATE INDEX "automation_runs_rule" ON "automation_runs" USING btree ("rule_id","rule_version");--> statement-breakpoint
-- What happened before there were rules waits for none of them.
update outbox set published_at = now() where published_at is null;
--> statement-breakpoint
-- Events are numbered 1..n, the order's version is n, and each has its outbox row: one that no rule waits for has gone through it
-- as it is written, so that the outbox costs nothing where nobody reads it.
create or replace function ch_post_events() returns trigger language plpgsql as $$
declare wanted text[] := array(select unnest(events) from automation_rules where enabled);
begin
  if exists (
    select 1
    from (select order_id, min(seq) first, max(seq) last, count(*) n from added group by 1) d
    left join orders o on o.id = d.order_id
    where o.id is null or o.version <> d.last or d.last - d.first + 1 <> d.n
  ) then
    raise exception 'events of an order are numbered without a gap' using errcode = 'check_violation', constraint = 'order_events_without_gap';
  end if;
  insert into outbox (order_id, seq, published_at)
    select order_id, seq, case when type = any(wanted) then null else now() end from added order by at, order_id, seq;
  if exists (select 1 from added where type = any(wanted)) then perform ch_tell('automation', null); end if;
  return null;
end $$;
--> statement-breakpoint
-- Actions that are left wake the worker.
create function ch_tell_firings() returns trigger language plpgsql as $$
begin
  if exists (select 1 from added where status = 'open') then perform ch_tell('automation', null); end if;
  return null;
end $$;
--> statement-breakpoint
create trigger automation_firings_tell after insert on automation_firings
  referencing new table as added for each statement execute function ch_tell_firings();
--> statement-breakpoint
-- Every process that remembers the rules is told by the shop's row, which each command reads, that they changed.
create function ch_count_rules() returns trigger language plpgsql as $$
begin
  update shops set rules_version = rules_version + 1;
  return null;
end $$;
--> statement-breakpoint
create trigger automation_rules_counted after insert or update or delete on automation_rules for each statement execute function ch_count_rules();
--> statement-breakpoint
create trigger automation_revisions_append_only before update or delete or truncate on automation_revisions
  for each statement execute function ch_refuse_change();
--> statement-breakpoint
-- What fired stays written; only the outcomes of its actions are added.
create trigger automation_firings_stay before delete or truncate on automation_firings
  for each statement execute function ch_refuse_change();
--> statement-breakpoint
create trigger automation_firings_fixed before update of rule_id, rule_version, order_id, seq, cause, fired_at, saw, actions, depth, chain, run_id
  on automation_firings for each statement execute function ch_refuse_change();
--> statement-breakpoint
create trigger automation_firings_final before update on automation_firings for each row
  when (old.status = 'done' or jsonb_array_length(new.did) < jsonb_array_length(old.did)) execute function ch_refuse_change();
