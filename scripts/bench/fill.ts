import type postgres from "postgres";

export type Volume = { orders: number; variants: number; customers: number };

const chunk = 50_000;

/**
 * Fills an empty, migrated database with a shop of the given size: 24 months of orders with 2.5 lines each in every
 * stage, by set-based SQL through the same ledgers and triggers as the house itself, so that every promise holds.
 */
export async function fill(sql: postgres.Sql, volume: Volume, tell: (text: string) => void): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe(shop);
    await tx.unsafe(`
      insert into products (id, title, category)
        select bench_id(timestamptz '2024-01-01', n), 'Bench item ' || n, 'category ' || n % 40 from generate_series(1::bigint, ${volume.variants}::bigint) n;
      insert into variants (id, product_id, sku, barcode, unit_cost, reorder_point, backorder_allowed)
        select p.id, p.id, 'BENCH-' || n, (6900000000000 + n)::text, (100 + n % 900) / 100.0, 20, n % 20 = 0
        from generate_series(1::bigint, ${volume.variants}::bigint) n join lateral (select bench_id(timestamptz '2024-01-01', n) as id) p on true;
      insert into variant_prices (variant_id, currency, unit_price) select id, 'GBP', unit_cost * 2 from variants;
      insert into customers (id, number, name, email, phone, phone_reversed)
        select bench_id(timestamptz '2024-01-02', n), 'B-' || n,
          (array['王','李','张','刘','陈','杨','赵','黄','周','吴'])[1 + n % 10] || (array['小明','思远','雨桐','子涵','浩然','欣怡','建国','丽华'])[1 + (n / 10) % 8] || ' ' || n,
          'buyer' || n || '@example.com', (13000000000 + n)::text, reverse((13000000000 + n)::text)
        from generate_series(1::bigint, ${volume.customers}::bigint) n;
      insert into stock_movements (variant_id, location_id, on_hand_delta, reason, document_type, document_number)
        select v.id, l.id, 1000000, 'opening', 'adjustment', 'BENCH' from variants v cross join locations l order by 1, 2;`);
  });
  for (let from = 1; from <= volume.orders; from += chunk) {
    const to = Math.min(from + chunk - 1, volume.orders);
    await sql.begin((tx) => tx.unsafe(ordersPiece(from, to, volume)));
    tell(`${to.toLocaleString("en")} orders`);
  }
  await sql.unsafe(
    `select setval('order_number_seq', ${200_000 + volume.orders}); select setval('shipment_number_seq', ${200_000 + volume.orders})`,
  );
  for (;;) {
    const [moved] = await sql`select ch_roll_up_sales(200000) as rows`;
    if (moved?.rows === 0) break;
  }
  await sql.unsafe("analyze");
}

const shop = `
  create function bench_id(at timestamptz, n bigint) returns uuid language sql immutable as $$
    select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text || 'x'), 1, 15))::uuid $$;
  insert into channels (id, code, name, kind, currency) select bench_id(timestamptz '2024-01-01', n), 'bench-' || n, 'Channel ' || n, 'api', 'GBP' from generate_series(1, 6) n;
  insert into locations (id, code, name, priority) select bench_id(timestamptz '2024-01-01', 100 + n), 'B' || n, 'Warehouse ' || n, n from generate_series(1, 3) n;`;

/** Orders `from` to `to`: oldest first, so that rows lie on disk as they would have come in. */
function ordersPiece(from: number, to: number, { orders, variants, customers }: Volume): string {
  return `
  create temp table b on commit drop as
    select n, bench_id(at, n) as id, at as placed_at, (at at time zone 'Europe/London')::date::text as day, channel, location, customer,
      case
        when recent and n % 100 < 6 then 'review' when recent and n % 100 < 10 then 'awaiting_payment' when recent and n % 100 < 13 then 'backordered'
        when recent and n % 100 < 40 then 'ready' when recent and n % 100 < 46 then 'picking' when recent and n % 100 < 52 then 'packing'
        when recent and n % 100 < 54 then 'partly_shipped' when recent and n % 100 < 80 then 'shipped' when recent and n % 100 < 82 then 'draft'
        when n % 100 >= 96 then 'cancelled' when recent then 'delivered' else 'completed'
      end as stage
    from (
      select n, now() - (${orders} - n) * (interval '730 days' / ${orders}) as at, n > ${orders} * 0.98 as recent,
        bench_id(timestamptz '2024-01-01', 1 + n % 6) as channel, bench_id(timestamptz '2024-01-01', 101 + n % 3) as location,
        bench_id(timestamptz '2024-01-02', 1 + (n * 7919) % ${customers}) as customer
      from generate_series(${from}::bigint, ${to}::bigint) n
    ) g;
  create temp table bl on commit drop as
    select bench_id(b.placed_at, b.n * 10 + j) as id, b.id as order_id, b.n, j as position, b.stage, b.location, b.placed_at, b.day, b.channel,
      v.id as variant_id, v.sku, p.unit_price, v.unit_cost, q as ordered, round(p.unit_price * q * 100)::bigint as subtotal,
      round(p.unit_price * q * 100 / 6)::bigint as tax
    from b cross join lateral generate_series(1, 1 + (b.n % 4)::int) j
    cross join lateral (select 1 + ((b.n * 31 + j * 977) % 3)::int as q) qq
    join variants v on v.id = bench_id(timestamptz '2024-01-01', 1 + (b.n * 104729 + j * 7907) % ${variants})
    join variant_prices p on p.variant_id = v.id;
  create temp table bt on commit drop as select order_id, sum(subtotal) as items, sum(tax) as tax, sum(ordered) as units, count(*) as lines from bl group by 1;
  insert into orders (id, number, channel_id, external_id, customer_id, currency, placed_at, business_day, stage, version, submitted_at, approved_at,
      completed_at, promised_at, first_shipped_at, delivered_at, cancelled_at, payment_method, prices_include_tax, contact_name, contact_email, contact_phone,
      ship_to, country, items_minor, discount_minor, shipping_minor, tax_minor, total_minor, unit_count, line_count, items_summary, location_id, created_at, updated_at)
    select b.id, 'CH-' || (200000 + b.n), b.channel, 'X' || b.n, b.customer, 'GBP', b.placed_at, b.day, b.stage,
      case when b.stage in ('draft', 'review', 'awaiting_payment') then 1 when b.stage = 'completed' then 3 else 2 end,
      case when b.stage <> 'draft' then b.placed_at end, case when b.stage not in ('draft', 'review', 'awaiting_payment', 'cancelled') then b.placed_at end,
      case when b.stage = 'completed' then b.placed_at + interval '5 days' end, b.placed_at + interval '3 days',
      case when b.stage in ('partly_shipped', 'shipped', 'delivered', 'completed') then b.placed_at + interval '1 day' end,
      case when b.stage in ('delivered', 'completed') then b.placed_at + interval '3 days' end, case when b.stage = 'cancelled' then b.placed_at end,
      case when b.stage = 'review' then 'cod' else 'card' end, true, c.name, c.email, c.phone,
      jsonb_build_object('name', c.name, 'line1', b.n || ' Mill Lane', 'city', (array['Leeds', 'York', 'Bath', 'Derby', 'Hull'])[1 + b.n % 5], 'country', 'GB'),
      'GB', case when b.stage = 'cancelled' then 0 else t.items end, 0, 0, case when b.stage = 'cancelled' then 0 else t.tax end,
      case when b.stage = 'cancelled' then 0 else t.items end, t.units, t.lines, 'Bench item', b.location, b.placed_at, b.placed_at
    from b join bt t on t.order_id = b.id join customers c on c.id = b.customer;
  insert into order_lines (id, order_id, position, kind, variant_id, sku, title, unit_price, unit_cost, tax_rate, subtotal_minor, tax_minor, total_minor,
      ordered, cancelled, cancelled_minor, backordered, allocated, picked, packed, shipped, delivered)
    select id, order_id, position, 'product', variant_id, sku, 'Bench item ' || sku, unit_price, unit_cost, 0.2, subtotal, tax, subtotal, ordered,
      case when stage = 'cancelled' then ordered else 0 end, case when stage = 'cancelled' then subtotal else 0 end,
      case when stage = 'backordered' then ordered else 0 end,
      case when gone then ordered when stage in ('picking', 'packing') then ordered else 0 end, case when gone or stage = 'packing' then ordered else 0 end,
      case when gone then ordered else 0 end, case when gone then ordered else 0 end, case when stage in ('delivered', 'completed') then ordered else 0 end
    from (select bl.*, stage in ('shipped', 'delivered', 'completed') or (stage = 'partly_shipped' and position = 1) as gone from bl) g;
  update orders o set stage = 'shipped' from b where o.id = b.id and b.stage = 'partly_shipped' and o.line_count = 1;
  insert into stock_movements (variant_id, location_id, on_hand_delta, reserved_delta, reason, document_type, document_number, order_line_id, occurred_at)
    select variant_id, location,
      case when gone then -ordered else 0 end, case when gone then 0 else ordered end, case when gone then 'sale' else 'reserve' end, 'order', 'CH-' || (200000 + n), id, placed_at
    from (select bl.*, stage in ('shipped', 'delivered', 'completed') or (stage = 'partly_shipped' and position = 1) as gone from bl) g
    where stage not in ('draft', 'review', 'awaiting_payment', 'backordered', 'cancelled') order by 1, 2;
  insert into shipments (id, number, order_id, location_id, status, carrier, tracking_number, created_at, picked_at, packed_at, shipped_at, delivered_at)
    select bench_id(b.placed_at, -b.n), 'S-' || (200000 + b.n), b.id, b.location,
      case stage when 'picking' then 'picking' when 'packing' then 'picked' when 'shipped' then 'shipped' when 'partly_shipped' then 'shipped' else 'delivered' end,
      'Bench Post', case when stage in ('picking', 'packing') then '' else 'BP' || b.n end, b.placed_at + interval '1 hour',
      case when stage <> 'picking' then b.placed_at + interval '6 hours' end, case when stage not in ('picking', 'packing') then b.placed_at + interval '8 hours' end,
      case when stage not in ('picking', 'packing') then b.placed_at + interval '1 day' end, case when stage in ('delivered', 'completed') then b.placed_at + interval '3 days' end
    from b where stage in ('picking', 'packing', 'partly_shipped', 'shipped', 'delivered', 'completed');
  insert into shipment_lines (shipment_id, order_line_id, quantity, picked, packed)
    select bench_id(placed_at, -n), id, ordered, case when stage = 'picking' then 0 else ordered end, case when stage in ('picking', 'packing') then 0 else ordered end
    from bl where stage in ('picking', 'packing', 'shipped', 'delivered', 'completed') or (stage = 'partly_shipped' and position = 1);
  insert into payments (id, order_id, method, currency, created_at)
    select bench_id(placed_at, n + 500000000), id, 'card', 'GBP', placed_at from b where stage not in ('draft', 'review', 'awaiting_payment', 'cancelled');
  insert into payment_entries (payment_id, order_id, type, amount_minor, occurred_at)
    select bench_id(b.placed_at, b.n + 500000000), b.id, e.type, t.items, b.placed_at
    from b join bt t on t.order_id = b.id cross join (values ('authorise'), ('capture')) e(type) where b.stage not in ('draft', 'review', 'awaiting_payment', 'cancelled');
  insert into sales_entries (order_id, line_id, kind, component, variant_id, channel_id, country, currency, quantity, amount_minor, cost_minor, order_delta, business_day)
    select bl.order_id, bl.id, k.kind, c.component, bl.variant_id, bl.channel, 'GB', 'GBP', k.sign * case when c.component = 'merchandise' then bl.ordered else 0 end,
      k.sign * case when c.component = 'merchandise' then bl.subtotal - bl.tax else bl.tax end,
      k.sign * case when c.component = 'merchandise' then round(bl.unit_cost * bl.ordered * 100)::bigint else 0 end,
      case when bl.position = 1 and c.component = 'merchandise' then k.sign else 0 end, bl.day
    from bl cross join (values ('merchandise'), ('tax')) c(component) cross join (values ('sale', 1), ('cancellation', -1)) k(kind, sign)
    where bl.stage <> 'draft' and (k.kind = 'sale' or bl.stage = 'cancelled');
  insert into order_events (order_id, seq, type, data, actor_type, actor_name, at)
    select b.id, e.seq, e.type, '{}', 'system', 'bench', b.placed_at from b
    cross join (values (1, 'order.received'), (2, 'order.approved'), (3, 'order.completed')) e(seq, type)
    where e.seq <= case when b.stage in ('draft', 'review', 'awaiting_payment') then 1 when b.stage = 'completed' then 3 else 2 end;
  insert into order_search (order_id, placed_at, keys, words)
    select b.id, b.placed_at, array['ch-' || (200000 + b.n), (200000 + b.n)::text, 'x' || b.n, c.email, c.phone, right(c.phone, 4)], lower(c.name || ' ' || c.email || ' leeds')
    from b join customers c on c.id = b.customer;`;
}
