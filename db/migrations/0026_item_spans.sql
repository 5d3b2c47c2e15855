CREATE TABLE "sales_span_variants" (
	"span" text NOT NULL,
	"variant_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"kind" text NOT NULL,
	"quantity" integer NOT NULL,
	"amount_minor" bigint NOT NULL,
	"discount_minor" bigint NOT NULL,
	"cost_minor" bigint NOT NULL,
	"uncosted_minor" bigint NOT NULL,
	CONSTRAINT "sales_span_variants_span_variant_id_currency_kind_pk" PRIMARY KEY("span","variant_id","currency","kind")
);
--> statement-breakpoint
-- The month, the quarter and the year of a day, as reports name them.
create function ch_spans(day text) returns text[] language sql immutable as $$
  select array[left(day, 7), left(day, 4) || '-Q' || (substr(day, 6, 2)::int + 2) / 3, left(day, 4)]
$$;--> statement-breakpoint
insert into sales_span_variants (span, variant_id, currency, kind, quantity, amount_minor, discount_minor, cost_minor, uncosted_minor)
select span, variant_id, currency, kind, sum(quantity), sum(amount_minor), sum(discount_minor), sum(cost_minor), sum(uncosted_minor)
from sales_daily_variants cross join lateral unnest(ch_spans(business_day)) span group by 1, 2, 3, 4 order by 1, 2, 3, 4;--> statement-breakpoint
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
end $$;
