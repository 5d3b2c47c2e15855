import type postgres from "postgres";
import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import type { DayRange } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";
import { type BreakdownSum, type BreakdownTable, type Dimension, ofItems, ofPeople, tableOf } from "../rules/breakdown";
import type { CostSum } from "../rules/costs";
import { currenciesOf } from "../rules/shown-currency";
import { customerSalesOf, itemPartsOf, type SalesFilter, salesOf, staffSalesOf } from "../sales-base";

export const groupsShown = 50;

export type Breakdown = BreakdownTable & {
  currency: string;
  currencies: string[];
};

type Options = {
  language: string;
  shopCurrency: string;
  currency?: string;
  filter?: SalesFilter;
  limit?: number;
};

type RawSum = Omit<CostSum, "amountMinor" | "costMinor" | "uncostedMinor"> & {
  currency: string;
  amount: string;
  cost: string;
  uncosted: string;
};
type Raw = { sums: (RawSum & Pick<BreakdownSum, "key" | "label" | "groups">)[]; total: RawSum[] };

/** The sales of some days by what, where or who it was: rows that add up to the total, in one statement. */
export async function getBreakdown(
  actor: Actor,
  dimension: Dimension,
  range: DayRange,
  { language, shopCurrency, currency, filter = {}, limit = groupsShown }: Options,
): Promise<Breakdown> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  const { sql } = connection();
  const zh = isChinese(language);
  const sums = sql`coalesce(sum(amount_minor), 0)::text as amount, coalesce(sum(quantity), 0)::int as quantity, coalesce(sum(orders), 0)::int as orders,
    coalesce(sum(cost_minor), 0)::text as cost, coalesce(sum(uncosted_minor), 0)::text as uncosted`;
  const [raw] = await sql<Raw[]>`
    with found as materialized (
      select key, currency, kind, component, sum(amount_minor) as amount_minor, sum(quantity) as quantity, sum(orders) as orders,
        sum(cost_minor) as cost_minor, sum(uncosted_minor) as uncosted_minor
      from (${sourceOf(sql, dimension, range, filter)}) s group by 1, 2, 3, 4
    ),
    placed as (
      select key, currency, row_number() over (partition by currency order by coalesce(sum(amount_minor) filter (where component <> 'tax'), 0) desc, key) as place,
        count(*) over (partition by currency) as groups
      from found group by 1, 2
    ),
    shown as (
      select case when place <= ${limit} then f.key end as key, f.currency, f.kind, f.component, greatest(p.groups - ${limit}, 0)::int as groups, ${sums}
      from found f join placed p on p.key = f.key and p.currency = f.currency
      group by 1, 2, 3, 4, 5
    )
    select
      coalesce((select json_agg(x) from (
        select currency, kind, component, groups, amount, quantity, orders, cost, uncosted, ${keyOf(sql, dimension)} as key, ${labelOf(sql, dimension, zh)} as label from shown s) x), '[]') as sums,
      coalesce((select json_agg(x) from (select currency, kind, component, ${sums} from (${salesOf(sql, range, filter)}) b group by 1, 2, 3) x), '[]') as total`;
  assert(raw, "a report always has an answer");
  const { shown, currencies } = currenciesOf(raw.total, shopCurrency, currency);
  const own = <Row extends RawSum>(rows: readonly Row[]) =>
    rows
      .filter((row) => row.currency === shown)
      .map(({ amount, cost, uncosted, ...row }) => ({
        ...row,
        amountMinor: BigInt(amount),
        costMinor: BigInt(cost),
        uncostedMinor: BigInt(uncosted),
      }));
  const table = tableOf(dimension, own(raw.sums), own(raw.total), {
    costs: may(actor, "reports.cost"),
    sameCurrency: shown === shopCurrency,
  });
  return { ...table, currency: shown, currencies };
}

function sourceOf(sql: postgres.ISql, dimension: Dimension, range: DayRange, filter: SalesFilter): postgres.Fragment {
  if (ofItems(dimension)) {
    const key = dimension === "product" ? sql`v.product_id::text` : sql`p.category`;
    return sql`
      select ${key} as key, i.currency, i.kind, i.component, i.amount_minor, i.quantity, i.cost_minor, i.uncosted_minor, 0 as orders
      from (${itemPartsOf(sql, range, filter)}) i join variants v on v.id = i.variant_id join products p on p.id = v.product_id`;
  }
  if (!ofPeople(dimension)) {
    const key = dimension === "channel" ? sql`b.channel_id::text` : sql`b.country`;
    return sql`select ${key} as key, currency, kind, component, amount_minor, quantity, cost_minor, uncosted_minor, orders from (${salesOf(sql, range, filter)}) b`;
  }
  return dimension === "customer" ? customerSalesOf(sql, range, filter) : staffSalesOf(sql, range, filter);
}

/** What the address calls a group. */
function keyOf(sql: postgres.ISql, dimension: Dimension): postgres.Fragment {
  switch (dimension) {
    case "product":
      return sql`(select min(v.sku) from variants v where v.product_id = s.key::uuid)`;
    case "channel":
      return sql`(select c.code from channels c where c.id = s.key::uuid)`;
    default:
      return sql`s.key`;
  }
}

function labelOf(sql: postgres.ISql, dimension: Dimension, zh: boolean): postgres.Fragment {
  switch (dimension) {
    case "product":
      return sql`(select ${zh ? sql`coalesce(nullif(p.title_zh, ''), p.title)` : sql`p.title`} from products p where p.id = s.key::uuid)`;
    case "channel":
      return sql`(select ${zh ? sql`coalesce(nullif(c.name_zh, ''), c.name)` : sql`c.name`} from channels c where c.id = s.key::uuid)`;
    case "customer":
      return sql`(select c.name from customers c where c.id = nullif(s.key, '')::uuid)`;
    default:
      return sql`s.key`;
  }
}
