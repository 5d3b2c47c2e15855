import type postgres from "postgres";
import { largeTables } from "./large-tables.ts";
import { ordersPiece } from "./orders-piece.ts";
import { idOf, type Volume } from "./volume.ts";

const chunk = 50_000;

/**
 * Fills an empty, migrated database with a shop of the given size: 24 months of orders with 2.5 lines each in every
 * stage. The ledgers are written set-wise with triggers and foreign keys at rest, and balances are what the ledgers add
 * up to; `verify` says afterwards that every promise holds.
 */
export async function fill(sql: postgres.Sql, volume: Volume, tell: (text: string) => void): Promise<void> {
  await sql.unsafe(`
    set session_replication_role = replica;
    set synchronous_commit = off;
    set work_mem = '256MB';
    set maintenance_work_mem = '512MB';
    set max_parallel_maintenance_workers = 2;`);
  // Built at the end, indexes cost a fraction of keeping them up.
  const indexes = await sql<{ name: string; definition: string }[]>`
    select i.relname as name, pg_get_indexdef(i.oid) as definition
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where t.relname = any(${largeTables}) and t.relnamespace = 'public'::regnamespace
      and not exists (select 1 from pg_constraint c where c.conindid = i.oid)`;
  for (const { name } of indexes) await sql`drop index ${sql(name)}`;
  await sql.unsafe(shop(volume));
  for (let from = 1; from <= volume.orders; from += chunk) {
    const to = Math.min(from + chunk - 1, volume.orders);
    await sql.begin((tx) => tx.unsafe(ordersPiece(from, to, volume)));
    tell(`${to.toLocaleString("en")} orders`);
  }
  await sql.unsafe(balances);
  for (const { definition } of indexes) await sql.unsafe(definition);
  tell(`${indexes.length} indexes`);
  await sql.unsafe(`
    select setval('order_number_seq', ${200_000 + volume.orders}), setval('shipment_number_seq', ${200_000 + volume.orders});
    drop table bench_variants, bench_customers;`);
  await sql`vacuum analyze`;
  await sql`reset session_replication_role`;
}

const opened = Date.UTC(2024, 0, 1);

function shop({ variants, customers }: Volume): string {
  const id = (n: string, kind: number) => idOf(`${opened}`, n, kind);
  return `
  insert into channels (id, code, name, kind, currency)
    select ${id("n", 1)}, 'bench-' || n, 'Channel ' || n, 'api', 'GBP' from generate_series(1, 6) n;
  insert into locations (id, code, name, priority) select ${id("n", 2)}, 'B' || n, 'Warehouse ' || n, n from generate_series(1, 3) n;
  create unlogged table bench_variants as
    select n, ${id("n", 3)} as id, 'BENCH-' || n as sku, (100 + n % 900) / 100.0 as cost, (100 + n % 900) / 50.0 as price
    from generate_series(1, ${variants}) n;
  insert into products (id, title, category) select id, 'Bench item ' || n, 'category ' || n % 40 from bench_variants;
  insert into variants (id, product_id, sku, barcode, unit_cost, reorder_point, backorder_allowed)
    select id, id, sku, (6900000000000 + n)::text, cost, 20, n % 20 = 0 from bench_variants;
  insert into variant_prices (variant_id, currency, unit_price) select id, 'GBP', price from bench_variants;
  create unlogged table bench_customers as
    select n, ${id("n", 4)} as id,
      (array['王','李','张','刘','陈','杨','赵','黄','周','吴'])[1 + n % 10] || (array['小明','思远','雨桐','子涵','浩然','欣怡','建国','丽华'])[1 + (n / 10) % 8] || ' ' || n as name,
      'buyer' || n || '@example.com' as email, (13000000000 + n)::text as phone
    from generate_series(1, ${customers}) n;
  insert into customers (id, number, name, email, phone, phone_reversed, created_at)
    select id, 'B-' || n, name, email, phone, reverse(phone), timestamptz '2024-01-01' + n * interval '1 second' from bench_customers;
  insert into stock_movements (variant_id, location_id, on_hand_delta, reason, document_type, document_number)
    select v.id, l.id, 1000000, 'opening', 'adjustment', 'BENCH' from bench_variants v cross join locations l order by 1, 2;
  analyze bench_variants, bench_customers;`;
}

const balances = `
  insert into stock_levels (variant_id, location_id, on_hand, reserved)
    select variant_id, location_id, sum(on_hand_delta), sum(reserved_delta) from stock_movements group by 1, 2;
  insert into reservations (order_line_id, location_id, variant_id, quantity)
    select order_line_id, location_id, variant_id, sum(reserved_delta) from stock_movements
    where reserved_delta <> 0 group by 1, 2, 3 having sum(reserved_delta) <> 0;
  update sales_rolled set entries = (select count(*) from sales_entries);
  insert into sales_daily (business_day, channel_id, country, currency, kind, component, quantity, amount_minor, cost_minor, order_count)
    select business_day, channel_id, country, currency, kind, component, sum(quantity), sum(amount_minor), sum(cost_minor), sum(order_delta)
    from sales_entries group by 1, 2, 3, 4, 5, 6;
  insert into sales_daily_variants (business_day, variant_id, channel_id, currency, kind, quantity, amount_minor, discount_minor, cost_minor)
    select business_day, variant_id, channel_id, currency, kind, sum(quantity), sum(amount_minor), coalesce(sum(amount_minor) filter (where component = 'discount'), 0), sum(cost_minor)
    from sales_entries where component in ('merchandise', 'discount') group by 1, 2, 3, 4, 5;
  insert into sales_span_variants (span, variant_id, currency, kind, quantity, amount_minor, discount_minor, cost_minor, uncosted_minor)
    select span, variant_id, currency, kind, sum(quantity), sum(amount_minor), sum(discount_minor), sum(cost_minor), sum(uncosted_minor)
    from sales_daily_variants cross join lateral unnest(ch_spans(business_day)) span group by 1, 2, 3, 4 order by 1, 2, 3, 4;
  insert into sales_daily_reasons (business_day, channel_id, country, currency, kind, component, reason, quantity, amount_minor, case_count)
    select business_day, channel_id, country, currency, kind, component, reason, sum(quantity), sum(amount_minor), sum(case_delta)
    from sales_entries where kind in ('cancellation', 'refund') group by 1, 2, 3, 4, 5, 6, 7;
  insert into shipped_daily_variants (variant_id, business_day, channel_id, currency, units)
    select l.variant_id, (s.shipped_at at time zone h.time_zone)::date::text, o.channel_id, o.currency, sum(p.quantity)
    from shipments s cross join shops h join orders o on o.id = s.order_id
    join shipment_lines p on p.shipment_id = s.id join order_lines l on l.id = p.order_line_id
    where s.shipped_at is not null group by 1, 2, 3, 4;
  insert into shipped_daily (business_day, channel_id, currency, units)
    select business_day, channel_id, currency, sum(units) from shipped_daily_variants group by 1, 2, 3;
  ${sumsOfPeople("sales_daily_customers", "customer_id", "coalesce(case when e.order_id is null then n.customer_id else o.customer_id end, '00000000-0000-0000-0000-000000000000'::uuid)")}
  ${sumsOfPeople("sales_daily_staff", "staff", "coalesce(o.created_by, '')")}`;

/** The roll-up by customer or by staff of all entries at once. */
function sumsOfPeople(table: string, column: string, who: string): string {
  return `
  insert into ${table} (business_day, ${column}, channel_id, country, currency, kind, quantity, goods_minor, discount_minor, charges_minor, cost_minor, uncosted_minor, order_count)
    select e.business_day, ${who}, e.channel_id, e.country, e.currency, kind, sum(e.quantity),
      coalesce(sum(e.amount_minor) filter (where component = 'merchandise'), 0), coalesce(sum(e.amount_minor) filter (where component = 'discount'), 0),
      coalesce(sum(e.amount_minor) filter (where component in ('shipping', 'fee')), 0), sum(e.cost_minor),
      coalesce(sum(e.amount_minor) filter (where uncosted), 0), sum(order_delta)
    from sales_entries e left join orders o on o.id = e.order_id left join credit_notes n on n.id = e.credit_note_id and e.order_id is null
    group by 1, 2, 3, 4, 5, 6;`;
}
