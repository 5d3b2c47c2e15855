import type postgres from "postgres";
import type { DayRange } from "@/lib/core/dates";
import type { BehindMeasure } from "./rules/costs";
import type { HourOfDay } from "./rules/hours";
import type { Granularity } from "./rules/period";
import { spansOf } from "./rules/spans";

export type SalesFilter = { channel?: string; country?: string };

/**
 * The sales ledger of some days, summed as far as it was rolled up, plus the entries that were not: always all of it,
 * because a statement sees an entry in exactly one of the two.
 */
export function salesOf(sql: postgres.ISql, range: DayRange, filter: SalesFilter = {}) {
  const where = sql`business_day >= ${range.from} and business_day < ${range.to} ${matching(sql, filter)}`;
  return sql`
    select business_day, channel_id, country, currency, kind, component, quantity, amount_minor, cost_minor, uncosted_minor, order_count as orders
    from sales_daily where ${where}
    union all
    select business_day, channel_id, country, currency, kind, component, quantity, amount_minor, cost_minor, ${uncosted(sql)}, order_delta
    from sales_not_rolled_up where ${where}`;
}

/** The part of an entry's amount whose cost is unknown. */
function uncosted(sql: postgres.ISql) {
  return sql`case when uncosted then amount_minor else 0 end`;
}

/** What a figure adds up of each row of the bases here. */
export function amountOfRow(sql: postgres.ISql, measure: BehindMeasure) {
  switch (measure) {
    case "cost":
      return sql`cost_minor`;
    case "uncosted":
      return sql`uncosted_minor`;
    case "margin":
      return sql`amount_minor - uncosted_minor - cost_minor`;
    default:
      return sql`amount_minor`;
  }
}

/** The same of an entry itself. */
export function amountOfEntry(sql: postgres.ISql, measure: BehindMeasure) {
  switch (measure) {
    case "uncosted":
      return uncosted(sql);
    case "margin":
      return sql`case when uncosted then 0 else amount_minor - cost_minor end`;
    default:
      return amountOfRow(sql, measure);
  }
}

/** What was cancelled and given back, with why. */
export function reasonSalesOf(sql: postgres.ISql, range: DayRange, filter: SalesFilter = {}) {
  const where = sql`business_day >= ${range.from} and business_day < ${range.to} ${matching(sql, filter)}`;
  return sql`
    select business_day, currency, kind, component, reason, quantity, amount_minor, case_count as cases
    from sales_daily_reasons where ${where}
    union all
    select business_day, currency, kind, component, reason, quantity, amount_minor, case_delta
    from sales_not_rolled_up where kind in ('cancellation', 'refund') and ${where}`;
}

/** The first day of the step a day belongs to. */
export function stepOf(sql: postgres.ISql, by: Granularity) {
  switch (by) {
    case "day":
      return sql`business_day`;
    case "month":
      return sql`left(business_day, 7) || '-01'`;
    case "year":
      return sql`left(business_day, 4) || '-01-01'`;
    default:
      return sql`to_char(date_trunc(${by}, business_day::date), 'YYYY-MM-DD')`;
  }
}

/** The same per item and day: merchandise and its discounts. */
export function itemSalesOf(sql: postgres.ISql, range: DayRange, filter: Pick<SalesFilter, "channel"> = {}) {
  const where = sql`business_day >= ${range.from} and business_day < ${range.to} ${matching(sql, filter)}`;
  return sql`
    select business_day, variant_id, channel_id, currency, kind, quantity, amount_minor, cost_minor, uncosted_minor from sales_daily_variants where ${where}
    union all
    select business_day, variant_id, channel_id, currency, kind, quantity, amount_minor, cost_minor, ${uncosted(sql)} from sales_not_rolled_up
    where variant_id is not null and component in ('merchandise', 'discount') and ${where}`;
}

/**
 * The sums per item, currency and kind of a range of any length: whole years, quarters and months as they were rolled
 * up, the days at its ends, and what is not rolled up yet. The long roll-up knows no channels: with one, days are read.
 */
export function itemTotalsOf(sql: postgres.ISql, range: DayRange, filter: Pick<SalesFilter, "channel"> = {}) {
  const { spans, more, less } = filter.channel === undefined ? spansOf(range) : { spans: [], more: [range], less: [] };
  const key = sql`variant_id, currency, kind`;
  const during = (ranges: readonly DayRange[]) =>
    ranges.reduce(
      (others, { from, to }) => sql`${others} or business_day >= ${from} and business_day < ${to}`,
      sql`false`,
    );
  return sql`
    select ${key}, sum(quantity) as quantity, sum(amount_minor) as amount_minor, sum(discount_minor) as discount_minor,
      sum(cost_minor) as cost_minor, sum(uncosted_minor) as uncosted_minor
    from (
      select ${key}, quantity, amount_minor, discount_minor, cost_minor, uncosted_minor from sales_span_variants where span = any(${spans})
      union all
      select ${key}, quantity, amount_minor, discount_minor, cost_minor, uncosted_minor from sales_daily_variants
      where (${during(more)}) ${matching(sql, filter)}
      union all
      select ${key}, -quantity, -amount_minor, -discount_minor, -cost_minor, -uncosted_minor from sales_daily_variants
      where (${during(less)}) ${matching(sql, filter)}
      union all
      select ${key}, quantity, amount_minor, case when component = 'discount' then amount_minor else 0 end, cost_minor, ${uncosted(sql)}
      from sales_not_rolled_up
      where variant_id is not null and component in ('merchandise', 'discount')
        and business_day >= ${range.from} and business_day < ${range.to} ${matching(sql, filter)}
    ) part
    group by ${key}
    ${less.length > 0 ? sql`having sum(quantity) <> 0 or sum(amount_minor) <> 0 or sum(cost_minor) <> 0` : sql``}`;
}

/** The same with prices and discounts apart. A country is no dimension of the items' roll-up: with one, the entries are read. */
export function itemPartsOf(sql: postgres.ISql, range: DayRange, filter: SalesFilter = {}) {
  if (filter.country !== undefined) {
    return sql`
      select variant_id, currency, kind, component, quantity, amount_minor, cost_minor, ${uncosted(sql)} as uncosted_minor from sales_entries
      where variant_id is not null and component in ('merchandise', 'discount')
        and business_day >= ${range.from} and business_day < ${range.to} ${matching(sql, filter)}`;
  }
  return sql`
    select variant_id, currency, kind, part.component, part.quantity, part.amount_minor, part.cost_minor, part.uncosted_minor
    from (${itemTotalsOf(sql, range, filter)}) s
    cross join lateral (values ('merchandise', s.quantity, s.amount_minor - s.discount_minor, s.cost_minor, s.uncosted_minor), ('discount', 0, s.discount_minor, 0, 0))
      part (component, quantity, amount_minor, cost_minor, uncosted_minor)`;
}

/** Whose order an entry `e` is of; a credit note without an order has a customer of its own. */
export function customerOf(sql: postgres.ISql) {
  return sql`
    case when e.order_id is null then (select n.customer_id from credit_notes n where n.id = e.credit_note_id)
      else (select o.customer_id from orders o where o.id = e.order_id) end`;
}

/** Who took the order of an entry `e`. */
export function takenBy(sql: postgres.ISql) {
  return sql`(select o.created_by from orders o where o.id = e.order_id)`;
}

/** The shop's day of a customer's first order ever, also one that was cancelled later. */
export function firstOrderDay(sql: postgres.ISql, customer: postgres.Fragment) {
  return sql`(select f.business_day from orders f where f.customer_id = ${customer} and f.stage <> 'draft' order by f.placed_at limit 1)`;
}

/**
 * The sales of some days by whose orders they are, empty where nobody is known; without tax, fees with shipping.
 * Steps are told apart where one is given.
 */
export function customerSalesOf(sql: postgres.ISql, range: DayRange, filter: SalesFilter = {}, step = sql`''`) {
  return peopleSalesOf(sql, sql`sales_daily_customers`, {
    step,
    rolled: sql`case when customer_id <> ${nobody} then customer_id::text else '' end`,
    tail: sql`coalesce((${customerOf(sql)})::text, '')`,
    where: sql`business_day >= ${range.from} and business_day < ${range.to} ${matching(sql, filter)}`,
  });
}

/** The same by who took them. */
export function staffSalesOf(sql: postgres.ISql, range: DayRange, filter: SalesFilter = {}) {
  return peopleSalesOf(sql, sql`sales_daily_staff`, {
    step: sql`''`,
    rolled: sql`staff`,
    tail: sql`coalesce(${takenBy(sql)}, '')`,
    where: sql`business_day >= ${range.from} and business_day < ${range.to} ${matching(sql, filter)}`,
  });
}

const nobody = "00000000-0000-0000-0000-000000000000";

function peopleSalesOf(
  sql: postgres.ISql,
  table: postgres.Fragment,
  { step, rolled, tail, where }: Record<"step" | "rolled" | "tail" | "where", postgres.Fragment>,
) {
  return sql`
    select step, key, currency, kind, part.component, part.quantity, part.amount_minor, part.cost_minor, part.uncosted_minor, part.orders
    from (
      select ${step} as step, ${rolled} as key, currency, kind, sum(quantity) as quantity, sum(goods_minor) as goods, sum(discount_minor) as discount,
        sum(charges_minor) as charges, sum(cost_minor) as cost, sum(uncosted_minor) as uncosted, sum(order_count) as orders
      from ${table} where ${where} group by 1, 2, 3, 4
      having sum(quantity) <> 0 or sum(goods_minor) <> 0 or sum(discount_minor) <> 0 or sum(charges_minor) <> 0 or sum(cost_minor) <> 0 or sum(order_count) <> 0
    ) s
    cross join lateral (values ('merchandise', quantity, goods, cost, uncosted, orders), ('discount', 0, discount, 0, 0, 0), ('shipping', 0, charges, 0, 0, 0))
      part (component, quantity, amount_minor, cost_minor, uncosted_minor, orders)
    union all
    select ${step}, ${tail}, currency, kind, case component when 'fee' then 'shipping' else component end, quantity, amount_minor, cost_minor, ${uncosted(sql)}, order_delta
    from sales_not_rolled_up e where ${where}`;
}

/**
 * The hour of its day an entry `e` belongs to: an order's by when it was placed, anything else by when it was written.
 * What was written down on another day counts to the hour of its day that is nearest.
 */
export function hourOfEntry(sql: postgres.ISql, { start, count }: Pick<HourOfDay, "start" | "count">) {
  return sql`
    least(greatest(floor(extract(epoch from
      coalesce(case when e.kind = 'sale' then (select o.placed_at from orders o where o.id = e.order_id) end, e.created_at) - ${start.toISOString()}::timestamptz
    ) / 3600), 0), ${count - 1}::int)::int`;
}

export function matching(sql: postgres.ISql, { channel, country }: SalesFilter): postgres.Fragment {
  return sql`
    ${channel === undefined ? sql`` : sql`and channel_id = (select id from channels where code = ${channel})`}
    ${country === undefined ? sql`` : sql`and country = ${country}`}`;
}
