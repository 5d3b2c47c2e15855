CREATE TABLE "sales_daily_customers" (
	"business_day" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"country" text NOT NULL,
	"currency" text NOT NULL,
	"kind" text NOT NULL,
	"quantity" integer DEFAULT 0 NOT NULL,
	"goods_minor" bigint NOT NULL,
	"discount_minor" bigint NOT NULL,
	"charges_minor" bigint NOT NULL,
	"cost_minor" bigint NOT NULL,
	"uncosted_minor" bigint NOT NULL,
	"order_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "sales_daily_customers_business_day_customer_id_channel_id_country_currency_kind_pk" PRIMARY KEY("business_day","customer_id","channel_id","country","currency","kind")
);
--> statement-breakpoint
CREATE TABLE "sales_daily_staff" (
	"business_day" text NOT NULL,
	"staff" text NOT NULL,
	"channel_id" uuid NOT NULL,
	"country" text NOT NULL,
	"currency" text NOT NULL,
	"kind" text NOT NULL,
	"quantity" integer DEFAULT 0 NOT NULL,
	"goods_minor" bigint NOT NULL,
	"discount_minor" bigint NOT NULL,
	"charges_minor" bigint NOT NULL,
	"cost_minor" bigint NOT NULL,
	"uncosted_minor" bigint NOT NULL,
	"order_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "sales_daily_staff_business_day_staff_channel_id_country_currency_kind_pk" PRIMARY KEY("business_day","staff","channel_id","country","currency","kind")
);
--> statement-breakpoint
insert into sales_daily_customers as s (business_day, customer_id, channel_id, country, currency, kind, quantity, goods_minor, discount_minor, charges_minor, cost_minor, uncosted_minor, order_count)
  select e.business_day, coalesce(case when e.order_id is null then n.customer_id else o.customer_id end, '00000000-0000-0000-0000-000000000000'::uuid), e.channel_id, e.country, e.currency, kind,
      sum(e.quantity),
      coalesce(sum(e.amount_minor) filter (where component = 'merchandise'), 0), coalesce(sum(e.amount_minor) filter (where component = 'discount'), 0),
      coalesce(sum(e.amount_minor) filter (where component in ('shipping', 'fee')), 0), sum(e.cost_minor),
      coalesce(sum(e.amount_minor) filter (where uncosted), 0), sum(order_delta)
  from sales_entries e left join orders o on o.id = e.order_id left join credit_notes n on n.id = e.credit_note_id and e.order_id is null
  where e.rolled_up
  group by 1, 2, 3, 4, 5, 6
  on conflict (business_day, customer_id, channel_id, country, currency, kind) do update set
    quantity = s.quantity + excluded.quantity, goods_minor = s.goods_minor + excluded.goods_minor,
    discount_minor = s.discount_minor + excluded.discount_minor, charges_minor = s.charges_minor + excluded.charges_minor,
    cost_minor = s.cost_minor + excluded.cost_minor, uncosted_minor = s.uncosted_minor + excluded.uncosted_minor,
    order_count = s.order_count + excluded.order_count;
--> statement-breakpoint
insert into sales_daily_staff as s (business_day, staff, channel_id, country, currency, kind, quantity, goods_minor, discount_minor, charges_minor, cost_minor, uncosted_minor, order_count)
  select e.business_day, coalesce(o.created_by, ''), e.channel_id, e.country, e.currency, kind,
      sum(e.quantity),
      coalesce(sum(e.amount_minor) filter (where component = 'merchandise'), 0), coalesce(sum(e.amount_minor) filter (where component = 'discount'), 0),
      coalesce(sum(e.amount_minor) filter (where component in ('shipping', 'fee')), 0), sum(e.cost_minor),
      coalesce(sum(e.amount_minor) filter (where uncosted), 0), sum(order_delta)
  from sales_entries e left join orders o on o.id = e.order_id left join credit_notes n on n.id = e.credit_note_id and e.order_id is null
  where e.rolled_up
  group by 1, 2, 3, 4, 5, 6
  on conflict (business_day, staff, channel_id, country, currency, kind) do update set
    quantity = s.quantity + excluded.quantity, goods_minor = s.goods_minor + excluded.goods_minor,
    discount_minor = s.discount_minor + excluded.discount_minor, charges_minor = s.charges_minor + excluded.charges_minor,
    cost_minor = s.cost_minor + excluded.cost_minor, uncosted_minor = s.uncosted_minor + excluded.uncosted_minor,
    order_count = s.order_count + excluded.order_count;
--> statement-breakpoint
-- An order that is given to another customer takes what was rolled up of it along.
create function ch_move_customer_sales() returns trigger language plpgsql as $$
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
  where e.rolled_up and (e.order_id = new.id or e.credit_note_id = new.id and e.order_id is null)
  group by 1, 2, 3, 4, 5, 6
  order by 1, 2, 3, 4, 5, 6
  on conflict (business_day, customer_id, channel_id, country, currency, kind) do update set
    quantity = s.quantity + excluded.quantity, goods_minor = s.goods_minor + excluded.goods_minor,
    discount_minor = s.discount_minor + excluded.discount_minor, charges_minor = s.charges_minor + excluded.charges_minor,
    cost_minor = s.cost_minor + excluded.cost_minor, uncosted_minor = s.uncosted_minor + excluded.uncosted_minor,
    order_count = s.order_count + excluded.order_count;
  return null;
end $$;
--> statement-breakpoint
create trigger orders_customer_sales after update of customer_id on orders for each row
  when (old.customer_id is distinct from new.customer_id) execute function ch_move_customer_sales();
--> statement-breakpoint
create trigger credit_notes_customer_sales after update of customer_id on credit_notes for each row
  when (old.customer_id is distinct from new.customer_id) execute function ch_move_customer_sales();
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
end $$;
