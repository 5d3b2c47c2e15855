import { idOf, type Volume } from "./volume.ts";

const stock = "stage not in ('draft', 'review', 'awaiting_payment', 'backordered', 'cancelled')";
const paid = "stage not in ('draft', 'review', 'awaiting_payment', 'cancelled')";

/** Orders `from` to `to`: oldest first, so that rows lie on disk as they would have come in. */
export function ordersPiece(from: number, to: number, volume: Volume): string {
  return [temporary(from, to, volume), ordersAndLines, parcels, ledgers, events].join("\n");
}

function temporary(from: number, to: number, { orders, variants, customers }: Volume): string {
  const id = (n: string, kind: number) => idOf("ms", n, kind);
  return `
  create temp table b on commit drop as
    select g.*, ${id("n", 5)} as id, ${id("n", 6)} as shipment, ${id("n", 7)} as payment, ${idOf("0", "n / 300 * 3 + n % 3", 9)} as wave, 'CH-' || (200000 + n) as number,
      (at at time zone 'Europe/London')::date::text as day, c.id as channel, l.id as location,
      case
        when recent and n % 100 < 6 then 'review' when recent and n % 100 < 10 then 'awaiting_payment' when recent and n % 100 < 13 then 'backordered'
        when recent and n % 100 < 40 then 'ready' when recent and n % 100 < 46 then 'picking' when recent and n % 100 < 52 then 'packing'
        when recent and n % 100 < 54 and n % 4 > 0 then 'partly_shipped' when recent and n % 100 < 80 then 'shipped' when recent and n % 100 < 82 then 'draft'
        when n % 100 >= 96 then 'cancelled' when recent then 'delivered' else 'completed'
      end as stage
    from (
      select n, at, (extract(epoch from at) * 1000)::bigint as ms, n > ${orders} * 0.98 as recent, 1 + (n * 7919::bigint) % ${customers} as buyer
      from (select n, now() - (${orders} - n) * (interval '730 days' / ${orders}) as at from generate_series(${from}, ${to}) n) s
    ) g join channels c on c.code = 'bench-' || (1 + n % 6) join locations l on l.code = 'B' || (1 + n % 3);
  create temp table bl on commit drop as
    select ${idOf("b.ms", "b.n * 10::bigint + j", 8)} as id, b.id as order_id, b.n, b.number, b.shipment, j as position, b.stage, b.location, b.at, b.day,
      b.channel, v.id as variant_id, v.sku, v.price, v.cost, q as ordered, round(v.price * q * 100)::bigint as subtotal, round(v.price * q * 100 / 6)::bigint as tax,
      b.stage in ('shipped', 'delivered', 'completed') or (b.stage = 'partly_shipped' and j = 1) as gone
    from b cross join lateral generate_series(1, 1 + b.n % 4) j
    cross join lateral (select 1 + ((b.n * 31::bigint + j * 977) % 3)::int as q) qq
    join bench_variants v on v.n = 1 + (b.n * 104729::bigint + j * 7907) % ${variants};
  create temp table bt on commit drop as
    select order_id, sum(subtotal) as items, sum(tax) as tax, sum(ordered) as units, count(*) as lines from bl group by 1;
  analyze b, bl, bt;`;
}

const ordersAndLines = `
  insert into orders (id, number, channel_id, external_id, customer_id, currency, placed_at, business_day, stage, version, submitted_at, approved_at,
      completed_at, promised_at, first_shipped_at, delivered_at, cancelled_at, payment_method, prices_include_tax, contact_name, contact_email, contact_phone,
      ship_to, country, items_minor, discount_minor, shipping_minor, tax_minor, total_minor, authorised_minor, paid_minor, unit_count, line_count,
      items_summary, location_id, created_at, updated_at)
    select b.id, b.number, b.channel, 'X' || b.n, c.id, 'GBP', b.at, b.day, b.stage,
      case when b.stage in ('draft', 'review', 'awaiting_payment') then 1 when b.stage = 'completed' then 3 else 2 end,
      case when b.stage <> 'draft' then b.at end, case when b.${paid} then b.at end,
      case when b.stage = 'completed' then b.at + interval '5 days' end, b.at + interval '3 days',
      case when b.stage in ('partly_shipped', 'shipped', 'delivered', 'completed') then b.at + interval '1 day' end,
      case when b.stage in ('delivered', 'completed') then b.at + interval '3 days' end, case when b.stage = 'cancelled' then b.at end,
      case when b.stage = 'review' then 'cod' else 'card' end, true, c.name, c.email, c.phone,
      jsonb_build_object('name', c.name, 'line1', b.n || ' Mill Lane', 'city', (array['Leeds', 'York', 'Bath', 'Derby', 'Hull'])[1 + b.n % 5], 'country', 'GB'),
      'GB', case when b.stage = 'cancelled' then 0 else t.items end, 0, 0, case when b.stage = 'cancelled' then 0 else t.tax end,
      case when b.stage = 'cancelled' then 0 else t.items end, case when b.${paid} then t.items else 0 end, case when b.${paid} then t.items else 0 end,
      t.units, t.lines, 'Bench item', b.location, b.at, b.at
    from b join bt t on t.order_id = b.id join bench_customers c on c.n = b.buyer order by b.n;
  insert into order_lines (id, order_id, position, kind, variant_id, sku, title, unit_price, unit_cost, tax_rate, subtotal_minor, tax_minor, total_minor,
      ordered, cancelled, cancelled_minor, reserved, backordered, allocated, picked, packed, shipped, delivered)
    select id, order_id, position, 'product', variant_id, sku, 'Bench item ' || sku, price, cost, 0.2, subtotal, tax, subtotal, ordered,
      case when stage = 'cancelled' then ordered else 0 end, case when stage = 'cancelled' then subtotal else 0 end,
      case when ${stock} and not gone then ordered else 0 end, case when stage = 'backordered' then ordered else 0 end,
      case when gone or stage in ('picking', 'packing') then ordered else 0 end, case when gone or stage = 'packing' then ordered else 0 end,
      case when gone then ordered else 0 end, case when gone then ordered else 0 end, case when stage in ('delivered', 'completed') then ordered else 0 end
    from bl order by n, position;`;

const parcels = `
  insert into waves (id, number, location_id, created_by, created_at, closed_at)
    select wave, 'W-' || min(n), location, 'bench', min(at), case when bool_or(stage = 'picking') then null else max(at) end
    from b where stage in ('picking', 'packing') group by wave, location;
  insert into shipments (id, number, order_id, location_id, wave_id, status, carrier, tracking_number, created_at, picked_at, packed_at, shipped_at, delivered_at)
    select shipment, 'S-' || (200000 + n), id, location, case when stage in ('picking', 'packing') then wave end,
      case stage when 'picking' then 'picking' when 'packing' then 'picked' when 'shipped' then 'shipped' when 'partly_shipped' then 'shipped' else 'delivered' end,
      'Bench Post', case when stage in ('picking', 'packing') then '' else 'BP' || n end, at + interval '1 hour',
      case when stage <> 'picking' then at + interval '6 hours' end, case when stage not in ('picking', 'packing') then at + interval '8 hours' end,
      case when stage not in ('picking', 'packing') then at + interval '1 day' end, case when stage in ('delivered', 'completed') then at + interval '3 days' end
    from b where stage in ('picking', 'packing', 'partly_shipped', 'shipped', 'delivered', 'completed') order by n;
  insert into shipment_lines (shipment_id, order_line_id, quantity, picked, packed)
    select shipment, id, ordered, case when stage = 'picking' then 0 else ordered end, case when stage in ('picking', 'packing') then 0 else ordered end
    from bl where gone or stage in ('picking', 'packing') order by n, position;`;

const ledgers = `
  insert into stock_movements (variant_id, location_id, on_hand_delta, reserved_delta, reason, document_type, document_number, order_line_id, occurred_at)
    select variant_id, location, case when gone then -ordered else 0 end, case when gone then 0 else ordered end, case when gone then 'sale' else 'reserve' end,
      'order', number, id, at
    from bl where ${stock} order by n, position;
  insert into payments (id, order_id, method, currency, authorised_minor, captured_minor, created_at)
    select b.payment, b.id, 'card', 'GBP', t.items, t.items, b.at from b join bt t on t.order_id = b.id where b.${paid} order by b.n;
  insert into payment_entries (payment_id, order_id, type, amount_minor, occurred_at)
    select b.payment, b.id, e.type, t.items, b.at
    from b join bt t on t.order_id = b.id cross join (values ('authorise'), ('capture')) e(type) where b.${paid} order by b.n;
  insert into sales_entries (order_id, line_id, kind, component, variant_id, channel_id, country, currency, quantity, amount_minor, cost_minor, order_delta,
      reason, case_delta, business_day)
    select bl.order_id, bl.id, k.kind, c.component, bl.variant_id, bl.channel, 'GB', 'GBP', k.sign * case when c.component = 'merchandise' then bl.ordered else 0 end,
      k.sign * case when c.component = 'merchandise' then bl.subtotal - bl.tax else bl.tax end,
      k.sign * case when c.component = 'merchandise' then round(bl.cost * bl.ordered * 100)::bigint else 0 end,
      case when bl.position = 1 and c.component = 'merchandise' then k.sign else 0 end,
      case when k.kind = 'cancellation' then 'customer_request' else '' end,
      case when bl.position = 1 and c.component = 'merchandise' and k.kind = 'cancellation' then 1 else 0 end, bl.day
    from bl cross join (values ('merchandise'), ('tax')) c(component) cross join (values ('sale', 1), ('cancellation', -1)) k(kind, sign)
    where bl.stage <> 'draft' and (k.kind = 'sale' or bl.stage = 'cancelled') order by bl.n, bl.position;`;

const events = `
  create temp table be on commit drop as
    select b.id, b.n, b.at, e.seq, e.type from b cross join (values (1, 'order.received'), (2, 'order.approved'), (3, 'order.completed')) e(seq, type)
    where e.seq <= case when b.stage in ('draft', 'review', 'awaiting_payment') then 1 when b.stage = 'completed' then 3 else 2 end;
  insert into order_events (order_id, seq, type, data, actor_type, actor_name, at) select id, seq, type, '{}', 'system', 'bench', at from be order by n, seq;
  insert into outbox (order_id, seq, published_at) select id, seq, at from be order by n, seq;
  insert into order_search (order_id, placed_at, keys, words)
    select b.id, b.at, array[lower(b.number), (200000 + b.n)::text, 'x' || b.n, c.email, c.phone, right(c.phone, 4)], lower(c.name || ' ' || c.email || ' leeds')
    from b join bench_customers c on c.n = b.buyer order by b.n;`;
