import type postgres from "postgres";
import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import type { Day } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";
import { nameIn } from "@/lib/i18n/rules/languages";
import { type ReturnFilter, returnedOf, shippedItemsOf, shippedOf } from "../returns-base";
import type { ReportPeriod } from "../rules/period";
import {
  nothingReturned,
  type Returned,
  type ReturnedRow,
  type ReturnedSum,
  type ReturnGrouping,
  type ReturnRate,
  rateOf,
  returnedRows,
  returnGroupings,
} from "../rules/returned";
import { currenciesOf } from "../rules/shown-currency";
import { stepOf } from "../sales-base";

export type ReturnedItem = ReturnRate & { sku: string; title: string };

export type ReturnReport = {
  currency: string;
  currencies: string[];
  now: ReturnRate;
  before: ReturnRate | null;
  groups: Record<ReturnGrouping, (ReturnedRow & { label: string })[]>;
  /** Items with the most returned units. */
  items: ReturnedItem[];
  /** What came back of all others. */
  others: Returned | null;
  series: { step: Day; amount: bigint }[];
  seriesBefore: { step: Day; amount: bigint }[];
};

type Options = {
  shopCurrency: string;
  timeZone: string;
  language: string;
  currency?: string;
  filter?: ReturnFilter;
  /** Items that are listed at most. */
  items?: number;
};

type Side = "now" | "before";
type Sided<Row> = Row & { side: Side; currency: string };
type RawFigures = { cases: number; units: number; value: string };
type Raw = Record<ReturnGrouping, Sided<RawFigures & { key: string }>[]> & {
  totals: Sided<RawFigures>[];
  shipped: Sided<{ units: number }>[];
  steps: Sided<{ step: Day; units: number }>[];
  names: { code: string; name: string; name_zh: string }[];
};

const itemsListed = 50;

/** What came back in some days, why, of what and from where, and how much that is of what left in them. */
export async function getReturnReport(actor: Actor, period: ReportPeriod, options: Options): Promise<ReturnReport> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  const { sql } = connection();
  const { filter = {}, timeZone, items: most = itemsListed } = options;
  const { range, compared, by } = period;
  const then = compared ?? { from: range.from, to: range.from };
  const grouped = (key: postgres.Fragment) => sql`coalesce((select json_agg(x) from (
    select side, currency, ${key} as key, ${figures(sql)} from base group by 1, 2, 3) x), '[]')`;
  const [raw] = await sql<Raw[]>`
    with base as materialized (
      select 'now' as side, b.* from (${returnedOf(sql, range, timeZone, filter)}) b
      union all select 'before', b.* from (${returnedOf(sql, then, timeZone, filter)}) b
    )
    select
      coalesce((select json_agg(x) from (select side, currency, ${figures(sql)} from base group by 1, 2) x), '[]') as totals,
      ${grouped(sql`reason`)} as reason, ${grouped(sql`outcome`)} as outcome,
      ${grouped(sql`(select code from channels c where c.id = channel_id)`)} as channel,
      coalesce((select json_agg(x order by x.step) from (
        select side, currency, ${stepOf(sql, by)} as step, sum(units)::int as units from base group by 1, 2, 3) x), '[]') as steps,
      coalesce((select json_agg(x) from (
        select 'now' as side, currency, sum(units)::int as units from (${shippedOf(sql, range, filter)}) s group by 2
        union all select 'before', currency, sum(units)::int from (${shippedOf(sql, then, filter)}) s group by 2) x), '[]') as shipped,
      coalesce((select json_agg(x) from (select code, name, name_zh from channels) x), '[]') as names`;
  assert(raw, "a report always has an answer");
  const { shown: currency, currencies } = currenciesOf(
    [...raw.totals, ...raw.shipped].filter(({ side }) => side === "now"),
    options.shopCurrency,
    options.currency,
  );
  const own = <Row>(rows: readonly Sided<Row>[], side: Side) =>
    rows.filter((row) => row.currency === currency && row.side === side);
  const totalOf = (side: Side): ReturnRate => {
    const { cases, units, value } = own(raw.totals, side).map(returned)[0] ?? nothingReturned;
    const shipped = own(raw.shipped, side)[0]?.units ?? 0;
    return { cases, units, value, shipped, rate: rateOf(units, shipped) };
  };
  const now = totalOf("now");
  const names = new Map(
    raw.names.map(({ code, name, name_zh }) => [code, nameIn(options.language, { name, nameZh: name_zh })]),
  );
  const rowsOf = (grouping: ReturnGrouping) => {
    const sums = (side: Side): ReturnedSum[] =>
      own(raw[grouping], side).map((row) => ({ key: row.key, ...returned(row) }));
    return returnedRows(sums("now"), compared && sums("before"), now.units).map((row) => ({
      ...row,
      label: names.get(row.key) ?? row.key,
    }));
  };
  const stepsOf = (side: Side) => own(raw.steps, side).map(({ step, units }) => ({ step, amount: BigInt(units) }));
  const items = now.units > 0 ? await itemsOf(sql, period, { ...options, filter, currency, most }) : [];
  const listed = items.reduce((sum, { units }) => sum + units, 0);
  return {
    currency,
    currencies,
    now,
    before: compared && totalOf("before"),
    groups: Object.fromEntries(
      returnGroupings.map((grouping) => [grouping, rowsOf(grouping)]),
    ) as ReturnReport["groups"],
    items,
    others:
      listed < now.units
        ? {
            cases: 0,
            units: now.units - listed,
            value: now.value - items.reduce((sum, { value }) => sum + value, 0n),
          }
        : null,
    series: stepsOf("now"),
    seriesBefore: stepsOf("before"),
  };
}

function figures(sql: postgres.ISql) {
  return sql`count(distinct return_id)::int as cases, sum(units)::int as units, sum(value_minor)::text as value`;
}

function returned({ cases, units, value }: RawFigures): Returned {
  return { cases, units, value: BigInt(value) };
}

type ItemsAsked = Options & { currency: string; most: number; filter: ReturnFilter };

/** Items with the most returned units, each with the units of it that left in the same days. */
async function itemsOf(
  sql: postgres.ISql,
  { range }: ReportPeriod,
  { timeZone, filter, currency, most }: ItemsAsked,
): Promise<ReturnedItem[]> {
  const rows = await sql<(RawFigures & { variantId: string | null; sku: string; title: string })[]>`
    select variant_id as "variantId", coalesce(max(v.sku), max(b.sku)) as sku, max(b.title) as title, ${figures(sql)}
    from (${returnedOf(sql, range, timeZone, filter)}) b left join variants v on v.id = b.variant_id
    where currency = ${currency} group by variant_id, case when variant_id is null then b.sku end
    order by units desc, sku limit ${most}`;
  const ids = rows.flatMap(({ variantId }) => variantId ?? []);
  const sent = await sql<{ variantId: string; units: number }[]>`
    select variant_id as "variantId", sum(units)::int as units from (${shippedItemsOf(sql, ids, range, filter)}) s
    where currency = ${currency} group by 1`;
  const shippedBy = new Map(sent.map(({ variantId, units }) => [variantId, units]));
  return rows.map(({ variantId, sku, title, ...row }) => {
    const shipped = shippedBy.get(variantId ?? "") ?? 0;
    return { sku, title, ...returned(row), shipped, rate: rateOf(row.units, shipped) };
  });
}
