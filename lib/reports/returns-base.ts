import type postgres from "postgres";
import { type DayRange, instantRange } from "@/lib/core/dates";
import { matching, type SalesFilter } from "./sales-base";

export type ReturnFilter = Pick<SalesFilter, "channel">;

/**
 * The lines of returns that came in on some days of the shop, and what their units were sold for, without tax, each line
 * rounded once. Returns are few: they are read as they are, found by the day they came in.
 */
export function returnedOf(sql: postgres.ISql, range: DayRange, zone: string, filter: ReturnFilter = {}) {
  const { from, to } = instantRange(range, zone);
  return sql`
    select l.id, r.id as return_id, r.number as rma, r.received_at, (r.received_at at time zone ${zone})::date::text as business_day,
      o.id as order_id, o.channel_id, o.currency, l.reason, l.outcome, ol.variant_id, ol.sku, ol.title, l.received as units,
      round((ol.total_minor - ol.tax_minor)::numeric * l.received / ol.ordered)::bigint as value_minor
    from returns r join return_lines l on l.return_id = r.id
    join order_lines ol on ol.id = l.order_line_id join orders o on o.id = r.order_id
    where r.received_at >= ${from.toISOString()} and r.received_at < ${to.toISOString()} and l.received > 0
      ${matching(sql, filter)}`;
}

/** Units that left in some days, as far as they were rolled up, plus those of parcels that were not. */
export function shippedOf(sql: postgres.ISql, range: DayRange, filter: ReturnFilter = {}) {
  return shipped(sql, sql`shipped_daily`, range, matching(sql, filter));
}

/** The same of some items, by item. */
export function shippedItemsOf(
  sql: postgres.ISql,
  variantIds: readonly string[],
  range: DayRange,
  filter: ReturnFilter = {},
) {
  const these = sql`and variant_id = any(${[...variantIds]}::uuid[]) ${matching(sql, filter)}`;
  return shipped(sql, sql`shipped_daily_variants`, range, these, sql`variant_id,`);
}

/**
 * The same units as lines of the parcels they left with: what of an order's line left at a moment, from however many
 * warehouses. They are found by the moment, so that a page of them costs what a page has.
 */
export function shippedLinesOf(
  sql: postgres.ISql,
  range: DayRange,
  zone: string,
  further: postgres.Fragment,
): postgres.Fragment {
  const { from, to } = instantRange(range, zone);
  return sql`
    select s.shipped_at, p.order_line_id as id, s.order_id, sum(p.quantity)::int as units, array_agg(s.number order by s.number) as parcels
    from shipments s join shipment_lines p on p.shipment_id = s.id
    join order_lines l on l.id = p.order_line_id join orders o on o.id = s.order_id
    where s.shipped_at >= ${from.toISOString()} and s.shipped_at < ${to.toISOString()} and s.status <> 'cancelled' and p.quantity > 0
      ${further}
    group by s.shipped_at, p.order_line_id, s.order_id`;
}

function shipped(
  sql: postgres.ISql,
  table: postgres.Fragment,
  range: DayRange,
  further: postgres.Fragment,
  columns = sql``,
) {
  const where = sql`business_day >= ${range.from} and business_day < ${range.to} ${further}`;
  return sql`
    select ${columns} currency, units from ${table} where ${where}
    union all select ${columns} currency, units from shipped_not_rolled_up where ${where}`;
}
