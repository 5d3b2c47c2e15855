ALTER TABLE "sales_daily_variants" ADD COLUMN "discount_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
-- What was rolled up already gets its discounts from the entries.
update sales_daily_variants s set discount_minor = d.amount
from (
  select business_day, variant_id, channel_id, currency, kind, sum(amount_minor) as amount
  from sales_entries where rolled_up and variant_id is not null and component = 'discount' group by 1, 2, 3, 4, 5
) d
where s.business_day = d.business_day and s.variant_id = d.variant_id and s.channel_id = d.channel_id
  and s.currency = d.currency and s.kind = d.kind;
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
  return moved;
end $$;
