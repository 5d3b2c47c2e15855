CREATE TABLE "sales_daily_reasons" (
	"business_day" text NOT NULL,
	"channel_id" uuid NOT NULL,
	"country" text NOT NULL,
	"currency" text NOT NULL,
	"kind" text NOT NULL,
	"component" text NOT NULL,
	"reason" text NOT NULL,
	"quantity" integer DEFAULT 0 NOT NULL,
	"amount_minor" bigint NOT NULL,
	"case_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "sales_daily_reasons_business_day_kind_reason_channel_id_country_currency_component_pk" PRIMARY KEY("business_day","kind","reason","channel_id","country","currency","component")
);
--> statement-breakpoint
ALTER TABLE "sales_entries" ADD COLUMN "reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sales_entries" ADD COLUMN "case_delta" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
-- What happened so far gets its reason from the refund or the event that was written together with it.
update sales_entries e set reason = coalesce(
  case when e.order_id is null then 'other'
    when e.kind = 'refund' then (
      select r.reason from refunds r where r.order_id = e.order_id and r.status = 'succeeded'
      order by r.credit_note_id is distinct from e.credit_note_id, abs(extract(epoch from r.settled_at - e.created_at)), r.id limit 1)
    else (
      select case v.type when 'order.rejected' then 'rejected' when 'order.import_undone' then 'import_undone' else v.data ->> 'reason' end
      from order_events v
      where v.order_id = e.order_id and v.type in ('order.rejected', 'order.cancelled', 'lines.cancelled', 'order.import_undone')
      order by abs(extract(epoch from v.at - e.created_at)), v.seq limit 1)
  end, '')
where e.kind in ('cancellation', 'refund');
--> statement-breakpoint
update sales_entries e set case_delta = 1
from (
  select min(id) as id from sales_entries where kind in ('cancellation', 'refund') and reason <> 'import_undone'
  group by kind, reason, order_id, credit_note_id, created_at
) first
where e.id = first.id;
--> statement-breakpoint
drop trigger sales_entries_unchanged on sales_entries;
--> statement-breakpoint
create trigger sales_entries_unchanged before update of
    order_id, credit_note_id, line_id, kind, component, variant_id, channel_id, country, currency, quantity, amount_minor, cost_minor, order_delta,
    reason, case_delta, business_day
  on sales_entries for each statement execute function ch_refuse_change();
--> statement-breakpoint
insert into sales_daily_reasons (business_day, channel_id, country, currency, kind, component, reason, quantity, amount_minor, case_count)
select business_day, channel_id, country, currency, kind, component, reason, sum(quantity), sum(amount_minor), sum(case_delta)
from sales_entries where rolled_up and kind in ('cancellation', 'refund') group by 1, 2, 3, 4, 5, 6, 7;
--> statement-breakpoint
CREATE INDEX "sales_entries_reason" ON "sales_entries" USING btree ("kind","reason","business_day",coalesce("order_id", "credit_note_id")) WHERE "sales_entries"."kind" in ('cancellation', 'refund');--> statement-breakpoint
ALTER TABLE "sales_entries" ADD CONSTRAINT "sales_entries_reason_of_case" CHECK ("sales_entries"."kind" in ('cancellation', 'refund') or ("sales_entries"."reason" = '' and "sales_entries"."case_delta" = 0));
--> statement-breakpoint
create or replace function ch_roll_up_sales(piece integer) returns integer language plpgsql as $$
declare moved integer;
begin
  if not pg_try_advisory_xact_lock(hashtext('ch_roll_up_sales')) then return 0; end if;
  create temp table if not exists rolled on commit drop as select * from sales_entries limit 0;
  delete from rolled;
  with taken as (select id from sales_entries where not rolled_up order by id limit piece for update),
       marked as (update sales_entries e set rolled_up = true from taken t where e.id = t.id returning e.*)
  insert into rolled select * from marked;
  get diagnostics moved = row_count;
  insert into sales_daily as s (business_day, channel_id, country, currency, kind, component, quantity, amount_minor, cost_minor, order_count)
  select business_day, channel_id, country, currency, kind, component, sum(quantity), sum(amount_minor), sum(cost_minor), sum(order_delta)
  from rolled group by 1, 2, 3, 4, 5, 6
  on conflict (business_day, channel_id, country, currency, kind, component) do update set
    quantity = s.quantity + excluded.quantity, amount_minor = s.amount_minor + excluded.amount_minor,
    cost_minor = s.cost_minor + excluded.cost_minor, order_count = s.order_count + excluded.order_count;
  insert into sales_daily_variants as s (business_day, variant_id, channel_id, currency, kind, quantity, amount_minor, discount_minor, cost_minor)
  select business_day, variant_id, channel_id, currency, kind, sum(quantity), sum(amount_minor),
         coalesce(sum(amount_minor) filter (where component = 'discount'), 0), sum(cost_minor)
  from rolled where variant_id is not null and component in ('merchandise', 'discount') group by 1, 2, 3, 4, 5
  on conflict (business_day, variant_id, channel_id, currency, kind) do update set
    quantity = s.quantity + excluded.quantity, amount_minor = s.amount_minor + excluded.amount_minor,
    discount_minor = s.discount_minor + excluded.discount_minor, cost_minor = s.cost_minor + excluded.cost_minor, updated_at = now();
  insert into sales_daily_reasons as s (business_day, channel_id, country, currency, kind, component, reason, quantity, amount_minor, case_count)
  select business_day, channel_id, country, currency, kind, component, reason, sum(quantity), sum(amount_minor), sum(case_delta)
  from rolled where kind in ('cancellation', 'refund') group by 1, 2, 3, 4, 5, 6, 7
  on conflict (business_day, kind, reason, channel_id, country, currency, component) do update set
    quantity = s.quantity + excluded.quantity, amount_minor = s.amount_minor + excluded.amount_minor,
    case_count = s.case_count + excluded.case_count;
  return moved;
end $$;
