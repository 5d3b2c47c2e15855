import type postgres from "postgres";
import type { DayRange } from "@/lib/core/dates";

export type SalesFilter = { channel?: string; country?: string };

/**
 * The sales ledger of some days, summed as far as it was rolled up, plus the entries that were not: always all of it,
 * because a statement sees an entry in exactly one of the two.
 */
export function salesOf(sql: postgres.ISql, range: DayRange, filter: SalesFilter = {}) {
  const where = sql`business_day >= ${range.from} and business_day < ${range.to} ${matching(sql, filter)}`;
  return sql`
    select business_day, channel_id, country, currency, kind, component, quantity, amount_minor, order_count as orders
    from sales_daily where ${where}
    union all
    select business_day, channel_id, country, currency, kind, component, quantity, amount_minor, order_delta
    from sales_entries where not rolled_up and ${where}`;
}

/** The same per item: merchandise and its discounts. */
export function itemSalesOf(sql: postgres.ISql, range: DayRange, filter: Pick<SalesFilter, "channel"> = {}) {
  const where = sql`business_day >= ${range.from} and business_day < ${range.to} ${matching(sql, filter)}`;
  return sql`
    select business_day, variant_id, channel_id, currency, kind, quantity, amount_minor from sales_daily_variants where ${where}
    union all
    select business_day, variant_id, channel_id, currency, kind, quantity, amount_minor from sales_entries
    where not rolled_up and variant_id is not null and component in ('merchandise', 'discount') and ${where}`;
}

function matching(sql: postgres.ISql, { channel, country }: SalesFilter): postgres.Fragment {
  return sql`
    ${channel === undefined ? sql`` : sql`and channel_id = (select id from channels where code = ${channel})`}
    ${country === undefined ? sql`` : sql`and country = ${country}`}`;
}
