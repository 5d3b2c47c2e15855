import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import type { Day } from "@/lib/core/dates";
import type { Minor } from "@/lib/core/money";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";
import { salesVersion, whileUnchanged } from "../kept-answers";
import { type CostSum, type Costs, costPartsOf, costsOf } from "../rules/costs";
import { amountOf, type Figures, figuresOf, type SalesSum } from "../rules/metrics";
import type { ReportPeriod } from "../rules/period";
import { currenciesOf } from "../rules/shown-currency";
import { itemPartsOf, itemTotalsOf, type SalesFilter, salesOf, stepOf } from "../sales-base";

/** Net sales of one row of a break-down, with what it is compared with. */
export type ShareRow = { key: string; label: string; net: Minor; before: Minor; orders: number };
export type ItemRow = { sku: string; title: string; net: Minor; before: Minor; units: number };
export type SeriesPoint = { step: Day; net: Minor; gross: Minor; orders: number; costs: Costs | null };

export type SalesReport = {
  /** Shown now; figures of different currencies are never added up. */
  currency: string;
  currencies: string[];
  now: Figures;
  before: Figures | null;
  /** Null for those who may not see costs. */
  costs: { now: Costs; before: Costs | null } | null;
  series: SeriesPoint[];
  seriesBefore: SeriesPoint[];
  channels: ShareRow[];
  countries: ShareRow[];
  items: ItemRow[];
};

type Side = "now" | "before";
type RawSum = {
  side: Side;
  currency: string;
  kind: SalesSum["kind"];
  component: SalesSum["component"];
  amount: string;
  quantity: number;
  orders: number;
  cost: string;
  uncosted: string;
};
type Raw = {
  sums: RawSum[];
  series: (RawSum & { step: Day })[];
  channels: (RawSum & { key: string; label: string })[];
  countries: (RawSum & { key: string })[];
  items: { currency: string; sku: string; title: string; net: string; before: string; units: number; place: number }[];
};

export const itemsShown = 10;

type Options = { language: string; shopCurrency: string; currency?: string; filter?: SalesFilter };

/** What sold: every figure of the period, its days or weeks, and who, where and what it was; asked again only when something sold. */
export async function getSalesReport(actor: Actor, period: ReportPeriod, options: Options): Promise<SalesReport> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  const { range, compared, by } = period;
  const { language, shopCurrency, currency, filter } = options;
  const costs = may(actor, "reports.cost");
  const question = ["sales", range, compared, by, language, filter];
  const read = () => whileUnchanged(question, salesVersion, () => readSales(period, options));
  return whileUnchanged([...question, "shown", shopCurrency, currency, costs], salesVersion, async () =>
    shape(await read(), options, { before: compared !== null, costs }),
  );
}

async function readSales({ range, compared, by }: ReportPeriod, { language, filter = {} }: Options): Promise<Raw> {
  const { sql } = connection();
  const zh = isChinese(language);
  const nowhere = { from: range.from, to: range.from };
  const sums = sql`sum(amount_minor)::text as amount, sum(quantity)::int as quantity, sum(orders)::int as orders,
    sum(cost_minor)::text as cost, sum(uncosted_minor)::text as uncosted`;
  // A country is no dimension of the items' roll-up: with one chosen the entries themselves are added up.
  const items = (days: typeof range) =>
    filter.country === undefined ? itemTotalsOf(sql, days, filter) : itemPartsOf(sql, days, filter);
  const [raw] = await sql<Raw[]>`
    with base as materialized (
      select side, ${stepOf(sql, by)} as step, channel_id, country, currency, kind, component, sum(quantity) as quantity, sum(amount_minor) as amount_minor,
        sum(cost_minor) as cost_minor, sum(uncosted_minor) as uncosted_minor, sum(orders) as orders
      from (
        select 'now' as side, b.* from (${salesOf(sql, range, filter)}) b
        union all select 'before', b.* from (${salesOf(sql, compared ?? nowhere, filter)}) b
      ) days group by 1, 2, 3, 4, 5, 6, 7
    ),
    item as (
      select v.product_id, i.currency, sum(i.amount_minor) as net, sum(i.quantity) filter (where i.kind <> 'refund') as units
      from (${items(range)}) i join variants v on v.id = i.variant_id group by 1, 2
    ),
    best as (
      select * from (select item.*, row_number() over (partition by currency order by net desc, product_id) as place from item) placed
      where place <= ${itemsShown}
    ),
    earlier as (
      select v.product_id, i.currency, sum(i.amount_minor) as net
      from (${items(compared ?? nowhere)}) i join variants v on v.id = i.variant_id
      where i.variant_id = any(array(select id from variants where product_id in (select product_id from best))) group by 1, 2
    )
    select
      coalesce((select json_agg(x) from (select side, currency, kind, component, ${sums} from base group by 1, 2, 3, 4) x), '[]') as sums,
      coalesce((select json_agg(x) from (select side, step, currency, kind, component, ${sums} from base group by 1, 2, 3, 4, 5) x), '[]') as series,
      coalesce((select json_agg(x) from (
        select side, c.code as key, ${zh ? sql`coalesce(nullif(c.name_zh, ''), c.name)` : sql`c.name`} as label, b.currency, b.kind, component, ${sums}
        from base b join channels c on c.id = b.channel_id group by 1, 2, 3, 4, 5, 6) x), '[]') as channels,
      coalesce((select json_agg(x) from (select side, country as key, currency, kind, component, ${sums} from base group by 1, 2, 3, 4, 5) x), '[]') as countries,
      coalesce((select json_agg(x order by x.place) from (
        select b.currency, b.place, b.net::text as net, coalesce(e.net, 0)::text as before, coalesce(b.units, 0)::int as units,
          (select min(sku) from variants v where v.product_id = b.product_id) as sku, ${zh ? sql`coalesce(nullif(p.title_zh, ''), p.title)` : sql`p.title`} as title
        from best b join products p on p.id = b.product_id left join earlier e on e.product_id = b.product_id and e.currency = b.currency) x), '[]') as items`;
  assert(raw, "a report always has an answer");
  return raw;
}

function shape(
  raw: Raw,
  options: { shopCurrency: string; currency?: string },
  seen: { before: boolean; costs: boolean },
): SalesReport {
  const { shown: currency, currencies } = currenciesOf(
    raw.sums.filter(({ side }) => side === "now"),
    options.shopCurrency,
    options.currency,
  );
  const of = <Row extends RawSum>(rows: readonly Row[], side: Side) =>
    rows.filter((row) => row.side === side && row.currency === currency);
  const costs = (rows: readonly RawSum[]) => costsOf(costPartsOf(rows.map(sumOf)), currency === options.shopCurrency);
  const points = (side: Side): SeriesPoint[] =>
    [...Map.groupBy(of(raw.series, side), ({ step }) => step)]
      .map(([step, rows]) => {
        const { net, gross, orders } = figuresOf(rows.map(sumOf));
        return { step, net, gross, orders, costs: seen.costs ? costs(rows) : null };
      })
      .sort((a, b) => (a.step < b.step ? -1 : 1));
  return {
    currency,
    currencies,
    now: figuresOf(of(raw.sums, "now").map(sumOf)),
    before: seen.before ? figuresOf(of(raw.sums, "before").map(sumOf)) : null,
    costs: seen.costs
      ? { now: costs(of(raw.sums, "now")), before: seen.before ? costs(of(raw.sums, "before")) : null }
      : null,
    series: points("now"),
    seriesBefore: points("before"),
    channels: shares(raw.channels.filter((row) => row.currency === currency)),
    countries: shares(
      raw.countries.filter((row) => row.currency === currency).map((row) => ({ ...row, label: row.key })),
    ),
    items: raw.items
      .filter((row) => row.currency === currency)
      .map(({ sku, title, net, before, units }) => ({ sku, title, net: BigInt(net), before: BigInt(before), units })),
  };
}

function shares(rows: readonly (RawSum & { key: string; label: string })[]): ShareRow[] {
  return [...Map.groupBy(rows, ({ key }) => key)]
    .map(([key, group]) => {
      const side = (wanted: Side) => group.filter((row) => row.side === wanted).map(sumOf);
      const { net, orders } = figuresOf(side("now"));
      return { key, label: group[0]?.label ?? key, net, orders, before: amountOf("net", side("before")) };
    })
    .filter(({ net, before }) => net !== 0n || before !== 0n)
    .sort((a, b) => (a.net < b.net ? 1 : a.net > b.net ? -1 : a.key < b.key ? -1 : 1));
}

function sumOf({ amount, cost, uncosted, ...sum }: RawSum): CostSum {
  return { ...sum, amountMinor: BigInt(amount), costMinor: BigInt(cost), uncostedMinor: BigInt(uncosted) };
}
