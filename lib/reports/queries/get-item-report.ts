import type postgres from "postgres";
import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { addDays, type Day, type DayRange, instantRange } from "@/lib/core/dates";
import type { Minor } from "@/lib/core/money";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";
import { coverDays } from "@/lib/inventory/rules/stock-warning";
import { soldUnits } from "@/lib/inventory/sold-units";
import type { ReportPeriod } from "../rules/period";
import { currenciesOf } from "../rules/shown-currency";
import { itemTotalsOf, type SalesFilter } from "../sales-base";

export type SellerRow = {
  sku: string;
  title: string;
  units: number;
  net: Minor;
  before: Minor;
  /** Free units in all warehouses. */
  free: number;
  /** How long they last at the pace of the last 28 days; null where none was sold in them. */
  daysOfCover: number | null;
};

export type ItemReport = {
  currency: string;
  currencies: string[];
  best: SellerRow[];
  /** Sold least of the items that had a free unit at every moment of the period. */
  worst: SellerRow[];
};

export const sellersShown = 20;
const candidatesAtOnce = 100;

type Options = {
  language: string;
  shopCurrency: string;
  currency?: string;
  filter?: Pick<SalesFilter, "channel">;
  today: Day;
  timeZone: string;
};

/** What sells best, and what sells worst although it was there to be sold all the time. */
export async function getItemReport(actor: Actor, period: ReportPeriod, options: Options): Promise<ItemReport> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  const { sql } = connection();
  const { range, compared } = period;
  const { filter = {}, shopCurrency } = options;
  const sums = await sql<{ currency: string }[]>`
    select distinct currency from (${itemTotalsOf(sql, range, filter)}) s`;
  const { shown: currency, currencies } = currenciesOf(sums, shopCurrency, options.currency);
  const asked = { ...options, filter, sql, range, compared, currency };
  const top = await sql<{ variant: string }[]>`
    select variant_id as variant from (${itemTotalsOf(sql, range, filter)}) s where currency = ${currency}
    group by 1 having sum(amount_minor) > 0 order by sum(amount_minor) desc, 1 limit ${sellersShown}`;
  const least = await leastSold(sql, period, options);
  const rows = await sellersOf(
    asked,
    [...top, ...least].map(({ variant }) => variant),
  );
  const of = (chosen: readonly { variant: string }[]) =>
    chosen.flatMap(({ variant }) => {
      const found = rows.get(variant);
      return found ? [found] : [];
    });
  return { currency, currencies, best: of(top), worst: of(least) };
}

/**
 * Looks at the items that sold least first, a hundred at a time, until enough of them were in stock all the time:
 * what sells little moves little, so their movements are few.
 */
async function leastSold(
  sql: postgres.Sql,
  { range }: ReportPeriod,
  { filter = {}, today, timeZone }: Options,
): Promise<{ variant: string }[]> {
  const { from, to } = instantRange(range, timeZone);
  const found: { variant: string }[] = [];
  let after = { units: -(2 ** 31), variant: "00000000-0000-0000-0000-000000000000" };
  for (;;) {
    const looked = await sql<{ variant: string; units: number; stocked: boolean }[]>`
      with candidate as (
        select l.variant_id as variant, l.free, coalesce(s.units, 0)::int as units
        from (select variant_id, sum(available)::bigint as free from stock_levels group by 1) l
        left join (
          select variant_id, sum(quantity) filter (where kind <> 'refund') as units from (${itemTotalsOf(sql, range, filter)}) i group by 1
        ) s on s.variant_id = l.variant_id
        where (coalesce(s.units, 0), l.variant_id) > (${after.units}::int, ${after.variant}::uuid)
          ${range.to > today ? sql`and l.free > 0` : sql``}
        order by 3, 1 limit ${candidatesAtOnce}
      ),
      moment as (
        select variant_id as variant, occurred_at as at, sum(on_hand_delta - reserved_delta - damaged_delta - quality_control_delta) as moved
        from stock_movements where variant_id in (select variant from candidate) and occurred_at >= ${from.toISOString()} group by 1, 2
      ),
      level as (
        select variant, at, moved, sum(moved) over (partition by variant order by at desc) as since from moment
      )
      select c.variant, c.units,
        least(
          c.free - coalesce(sum(l.moved) filter (where l.at >= ${to.toISOString()}), 0),
          min(c.free - l.since) filter (where l.at < ${to.toISOString()})
        ) > 0 as stocked
      from candidate c left join level l on l.variant = c.variant
      group by c.variant, c.units, c.free order by c.units, c.variant`;
    found.push(...looked.filter(({ stocked }) => stocked));
    const last = looked.at(-1);
    if (!last || looked.length < candidatesAtOnce || found.length >= sellersShown) return found.slice(0, sellersShown);
    after = last;
  }
}

type Asked = Options & {
  sql: postgres.Sql;
  range: DayRange;
  compared: DayRange | null;
  currency: string;
  filter: Pick<SalesFilter, "channel">;
};

async function sellersOf(
  { sql, range, compared, currency, filter, language, today }: Asked,
  variants: readonly string[],
): Promise<Map<string, SellerRow>> {
  const zh = isChinese(language);
  const nowhere = { from: range.from, to: range.from };
  const chosen = sql`variant_id = any(${[...variants]}::uuid[])`;
  type Raw = Omit<SellerRow, "net" | "before"> & { variant: string; net: string; before: string };
  const rows = await sql<Raw[]>`
    with sold as (
      select variant_id, coalesce(sum(quantity) filter (where kind <> 'refund'), 0)::int as units,
        coalesce(sum(amount_minor) filter (where currency = ${currency}), 0)::text as net
      from (${itemTotalsOf(sql, range, filter)}) s where ${chosen} group by 1
    ),
    earlier as (
      select variant_id, coalesce(sum(amount_minor) filter (where currency = ${currency}), 0)::text as net
      from (${itemTotalsOf(sql, compared ?? nowhere, filter)}) s where ${chosen} group by 1
    ),
    held as (select variant_id, greatest(sum(available), 0)::int as free from stock_levels where ${chosen} group by 1)
    select v.id as variant, v.sku,
      ${zh ? sql`coalesce(nullif(p.title_zh, ''), p.title)` : sql`p.title`} || case when v.title = '' then '' else ' · ' || ${zh ? sql`coalesce(nullif(v.title_zh, ''), v.title)` : sql`v.title`} end as title,
      coalesce(s.units, 0) as units, coalesce(s.net, '0') as net, coalesce(e.net, '0') as before, coalesce(h.free, 0) as free,
      case when r.units > 0 then floor(coalesce(h.free, 0)::numeric * ${coverDays} / r.units)::int end as "daysOfCover"
    from variants v join products p on p.id = v.product_id
    left join sold s on s.variant_id = v.id left join earlier e on e.variant_id = v.id left join held h on h.variant_id = v.id
    left join (${soldUnits(sql, addDays(today, 1 - coverDays))}) r on r.variant_id = v.id
    where v.id = any(${[...variants]}::uuid[])`;
  return new Map(
    rows.map(({ variant, net, before, ...row }) => [variant, { ...row, net: BigInt(net), before: BigInt(before) }]),
  );
}
