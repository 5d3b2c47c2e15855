-- What is not rolled up yet stands in a list of its own: a mark on the entry made each of them a second row with a second
-- entry in every index, twice the work of writing it. The ledger itself is never written again.
CREATE TABLE "sales_tail" (
	"entry_id" bigint NOT NULL
);
--> statement-breakpoint
-- It empties again and again; what was taken out must not be read for long.
alter table sales_tail set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 20000);--> statement-breakpoint
insert into sales_tail (entry_id) select id from sales_entries where not rolled_up order by id;--> statement-breakpoint
drop trigger sales_entries_rolled_up_once on sales_entries;--> statement-breakpoint
drop trigger sales_entries_unchanged on sales_entries;--> statement-breakpoint
drop trigger sales_entries_append_only on sales_entries;--> statement-breakpoint
DROP INDEX "sales_entries_tail";--> statement-breakpoint
ALTER TABLE "sales_entries" DROP COLUMN "rolled_up";--> statement-breakpoint
create trigger sales_entries_append_only before delete or update or truncate on sales_entries for each statement execute function ch_refuse_change();--> statement-breakpoint

create function ch_add_to_sales_tail() returns trigger language plpgsql as $$
begin
  insert into sales_tail (entry_id) select id from added;
  return null;
end $$;--> statement-breakpoint
create trigger sales_entries_tail after insert on sales_entries referencing new table as added for each statement execute function ch_add_to_sales_tail();--> statement-breakpoint

-- Nobody else puts an entry there: it would be counted once more.
create trigger sales_tail_of_ledger before insert or update or truncate on sales_tail for each statement
  when (pg_trigger_depth() = 0) execute function ch_refuse_change();--> statement-breakpoint

-- Found from the list, however long the statistics say that it is: read the other way round all of the ledger would be.
create view sales_not_rolled_up as
  select e.* from sales_tail t cross join lateral (select * from sales_entries where id = t.entry_id offset 0) e;--> statement-breakpoint

CREATE OR REPLACE FUNCTION ch_roll_up_sales(piece integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $$
declare moved integer;
begin
  if not pg_try_advisory_xact_lock(hashtext('ch_roll_up_sales')) then return 0; end if;
  create temp table if not exists rolled on commit drop as select * from sales_entries limit 0;
  delete from rolled;
  with taken as (
    delete from sales_tail where ctid = any(array(select ctid from sales_tail limit piece)) returning entry_id
  )
  insert into rolled select e.* from taken t cross join lateral (select * from sales_entries where id = t.entry_id offset 0) e;
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
  insert into sales_span_variants as s (span, variant_id, currency, kind, quantity, amount_minor, discount_minor, cost_minor, uncosted_minor)
  select span, variant_id, currency, kind, sum(quantity), sum(amount_minor),
         coalesce(sum(amount_minor) filter (where component = 'discount'), 0), sum(cost_minor),
         coalesce(sum(amount_minor) filter (where uncosted), 0)
  from rolled cross join lateral unnest(ch_spans(business_day)) span
  where variant_id is not null and component in ('merchandise', 'discount') group by 1, 2, 3, 4
  on conflict (span, variant_id, currency, kind) do update set
    quantity = s.quantity + excluded.quantity, amount_minor = s.amount_minor + excluded.amount_minor,
    discount_minor = s.discount_minor + excluded.discount_minor, cost_minor = s.cost_minor + excluded.cost_minor,
    uncosted_minor = s.uncosted_minor + excluded.uncosted_minor;
  insert into sales_daily_reasons as s (business_day, channel_id, country, currency, kind, component, reason, quantity, amount_minor, case_count)
  select business_day, channel_id, country, currency, kind, component, reason, sum(quantity), sum(amount_minor), sum(case_delta)
  from rolled where kind in ('cancellation', 'refund') group by 1, 2, 3, 4, 5, 6, 7
  on conflict (business_day, kind, reason, channel_id, country, currency, component) do update set
    quantity = s.quantity + excluded.quantity, amount_minor = s.amount_minor + excluded.amount_minor,
    case_count = s.case_count + excluded.case_count;
  insert into sales_daily_customers as s (business_day, customer_id, channel_id, country, currency, kind, quantity, goods_minor, discount_minor, charges_minor, cost_minor, uncosted_minor, order_count)
  select e.business_day, coalesce(case when e.order_id is null then n.customer_id else o.customer_id end, '00000000-0000-0000-0000-000000000000'::uuid), e.channel_id, e.country, e.currency, kind,
      sum(e.quantity),
      coalesce(sum(e.amount_minor) filter (where component = 'merchandise'), 0), coalesce(sum(e.amount_minor) filter (where component = 'discount'), 0),
      coalesce(sum(e.amount_minor) filter (where component in ('shipping', 'fee')), 0), sum(e.cost_minor),
      coalesce(sum(e.amount_minor) filter (where uncosted), 0), sum(order_delta)
  from rolled e left join orders o on o.id = e.order_id left join credit_notes n on n.id = e.credit_note_id and e.order_id is null
  group by 1, 2, 3, 4, 5, 6
  on conflict (business_day, customer_id, channel_id, country, currency, kind) do update set
    quantity = s.quantity + excluded.quantity, goods_minor = s.goods_minor + excluded.goods_minor,
    discount_minor = s.discount_minor + excluded.discount_minor, charges_minor = s.charges_minor + excluded.charges_minor,
    cost_minor = s.cost_minor + excluded.cost_minor, uncosted_minor = s.uncosted_minor + excluded.uncosted_minor,
    order_count = s.order_count + excluded.order_count;
  insert into sales_daily_staff as s (business_day, staff, channel_id, country, currency, kind, quantity, goods_minor, discount_minor, charges_minor, cost_minor, uncosted_minor, order_count)
  select e.business_day, coalesce(o.created_by, ''), e.channel_id, e.country, e.currency, kind,
      sum(e.quantity),
      coalesce(sum(e.amount_minor) filter (where component = 'merchandise'), 0), coalesce(sum(e.amount_minor) filter (where component = 'discount'), 0),
      coalesce(sum(e.amount_minor) filter (where component in ('shipping', 'fee')), 0), sum(e.cost_minor),
      coalesce(sum(e.amount_minor) filter (where uncosted), 0), sum(order_delta)
  from rolled e left join orders o on o.id = e.order_id left join credit_notes n on n.id = e.credit_note_id and e.order_id is null
  group by 1, 2, 3, 4, 5, 6
  on conflict (business_day, staff, channel_id, country, currency, kind) do update set
    quantity = s.quantity + excluded.quantity, goods_minor = s.goods_minor + excluded.goods_minor,
    discount_minor = s.discount_minor + excluded.discount_minor, charges_minor = s.charges_minor + excluded.charges_minor,
    cost_minor = s.cost_minor + excluded.cost_minor, uncosted_minor = s.uncosted_minor + excluded.uncosted_minor,
    order_count = s.order_count + excluded.order_count;
  return moved;
end $$;--> statement-breakpoint

CREATE OR REPLACE FUNCTION ch_move_customer_sales()
 RETURNS trigger
 LANGUAGE plpgsql
AS $$
begin
  -- The roll-up holds this lock alone: it reads whose an order is either before this change or after it.
  perform pg_advisory_xact_lock_shared(hashtext('ch_roll_up_sales'));
  insert into sales_daily_customers as s (business_day, customer_id, channel_id, country, currency, kind, quantity, goods_minor, discount_minor, charges_minor, cost_minor, uncosted_minor, order_count)
  select e.business_day, who.customer_id, e.channel_id, e.country, e.currency, e.kind, min(who.sign) * sum(e.quantity),
      min(who.sign) * coalesce(sum(e.amount_minor) filter (where e.component = 'merchandise'), 0),
      min(who.sign) * coalesce(sum(e.amount_minor) filter (where e.component = 'discount'), 0),
      min(who.sign) * coalesce(sum(e.amount_minor) filter (where e.component in ('shipping', 'fee')), 0), min(who.sign) * sum(e.cost_minor),
      min(who.sign) * coalesce(sum(e.amount_minor) filter (where e.uncosted), 0), min(who.sign) * sum(e.order_delta)
  from sales_entries e
  cross join (values (coalesce(old.customer_id, '00000000-0000-0000-0000-000000000000'::uuid), -1), (coalesce(new.customer_id, '00000000-0000-0000-0000-000000000000'::uuid), 1)) who (customer_id, sign)
  where not exists (select 1 from sales_tail t where t.entry_id = e.id) and (e.order_id = new.id or e.credit_note_id = new.id and e.order_id is null)
  group by 1, 2, 3, 4, 5, 6
  order by 1, 2, 3, 4, 5, 6
  on conflict (business_day, customer_id, channel_id, country, currency, kind) do update set
    quantity = s.quantity + excluded.quantity, goods_minor = s.goods_minor + excluded.goods_minor,
    discount_minor = s.discount_minor + excluded.discount_minor, charges_minor = s.charges_minor + excluded.charges_minor,
    cost_minor = s.cost_minor + excluded.cost_minor, uncosted_minor = s.uncosted_minor + excluded.uncosted_minor,
    order_count = s.order_count + excluded.order_count;
  return null;
end $$;
