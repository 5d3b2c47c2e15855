ALTER TABLE "sales_daily" ADD COLUMN "uncosted_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sales_daily_variants" ADD COLUMN "uncosted_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sales_entries" ADD COLUMN "uncosted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- What was sold before: items without a cost on their line, and goods given back without an order.
update sales_entries e set uncosted = true
where e.component in ('merchandise', 'discount') and e.cost_minor = 0
  and (e.order_id is null
    or exists (select 1 from order_lines l where l.id = e.line_id and l.unit_cost is null and l.kind not in ('discount', 'shipping', 'fee')));
--> statement-breakpoint
update sales_daily s set uncosted_minor = u.amount
from (
  select business_day, channel_id, country, currency, kind, component, sum(amount_minor) as amount
  from sales_entries where rolled_up and uncosted group by 1, 2, 3, 4, 5, 6
) u
where s.business_day = u.business_day and s.channel_id = u.channel_id and s.country = u.country and s.currency = u.currency
  and s.kind = u.kind and s.component = u.component;
--> statement-breakpoint
update sales_daily_variants s set uncosted_minor = u.amount
from (
  select business_day, variant_id, channel_id, currency, kind, sum(amount_minor) as amount
  from sales_entries where rolled_up and uncosted and variant_id is not null group by 1, 2, 3, 4, 5
) u
where s.business_day = u.business_day and s.variant_id = u.variant_id and s.channel_id = u.channel_id
  and s.currency = u.currency and s.kind = u.kind;
--> statement-breakpoint
drop trigger sales_entries_unchanged on sales_entries;
--> statement-breakpoint
create trigger sales_entries_unchanged before update of
    order_id, credit_note_id, line_id, kind, component, variant_id, channel_id, country, currency, quantity, amount_minor, cost_minor, uncosted,
    order_delta, reason, case_delta, business_day
  on sales_entries for each statement execute function ch_refuse_change();
--> statement-breakpoint
ALTER TABLE "sales_entries" ADD CONSTRAINT "sales_entries_uncosted_has_no_cost" CHECK (not "sales_entries"."uncosted" or "sales_entries"."cost_minor" = 0);
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
  insert into sales_daily as s (business_day, channel_id, country, currency, kind, component, quantity, amount_minor, cost_minor, uncosted_minor, order_count)
  select business_day, channel_id, country, currency, kind, component, sum(quantity), sum(amount_minor), sum(cost_minor),
         coalesce(sum(amount_minor) filter (where uncosted), 0), sum(order_delta)
  from rolled group by 1, 2, 3, 4, 5, 6
  on conflict (business_day, channel_id, country, currency, kind, component) do update set
    quantity = s.quantity + excluded.quantity, amount_minor = s.amount_minor + excluded.amount_minor,
    cost_minor = s.cost_minor + excluded.cost_minor, uncosted_minor = s.uncosted_minor + excluded.uncosted_minor,
    order_count = s.order_count + excluded.order_count;
  insert into sales_daily_variants as s (business_day, variant_id, channel_id, currency, kind, quantity, amount_minor, discount_minor, cost_minor, uncosted_minor)
  select business_day, variant_id, channel_id, currency, kind, sum(quantity), sum(amount_minor),
         coalesce(sum(amount_minor) filter (where component = 'discount'), 0), sum(cost_minor),
         coalesce(sum(amount_minor) filter (where uncosted), 0)
  from rolled where variant_id is not null and component in ('merchandise', 'discount') group by 1, 2, 3, 4, 5
  on conflict (business_day, variant_id, channel_id, currency, kind) do update set
    quantity = s.quantity + excluded.quantity, amount_minor = s.amount_minor + excluded.amount_minor,
    discount_minor = s.discount_minor + excluded.discount_minor, cost_minor = s.cost_minor + excluded.cost_minor,
    uncosted_minor = s.uncosted_minor + excluded.uncosted_minor, updated_at = now();
  insert into sales_daily_reasons as s (business_day, channel_id, country, currency, kind, component, reason, quantity, amount_minor, case_count)
  select business_day, channel_id, country, currency, kind, component, reason, sum(quantity), sum(amount_minor), sum(case_delta)
  from rolled where kind in ('cancellation', 'refund') group by 1, 2, 3, 4, 5, 6, 7
  on conflict (business_day, kind, reason, channel_id, country, currency, component) do update set
    quantity = s.quantity + excluded.quantity, amount_minor = s.amount_minor + excluded.amount_minor,
    case_count = s.case_count + excluded.case_count;
  return moved;
end $$;
