import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import type { Day } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";
import { type BuyerSum, type BuyerSums, buyersOf } from "../rules/buyers";
import type { ReportPeriod } from "../rules/period";
import { currenciesOf } from "../rules/shown-currency";
import { customerSalesOf, firstOrderDay, type SalesFilter, stepOf } from "../sales-base";

export type BuyerReport = {
  currency: string;
  currencies: string[];
  now: BuyerSums;
  before: BuyerSums | null;
  /** Each step is a period of its own: who is new in January returns in February. */
  steps: { step: Day; sums: BuyerSums }[];
};

type Raw = Omit<BuyerSum, "net"> & { side: "now" | "before" | "step"; step: string; currency: string; net: string };

/** New and returning customers of the period, of what it is compared with, and of each of its steps, in one statement. */
export async function getBuyerReport(
  actor: Actor,
  period: ReportPeriod,
  options: { shopCurrency: string; currency?: string; filter?: SalesFilter },
): Promise<BuyerReport> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  const { sql } = connection();
  const { filter = {} } = options;
  const { range, compared, by } = period;
  const before = compared ?? { from: range.from, to: range.from };
  const figures = sql`key, currency, coalesce(sum(amount_minor) filter (where component <> 'tax'), 0) as net, sum(orders) as orders,
    coalesce(sum(orders) filter (where kind = 'sale'), 0) as placed`;
  const raw = await sql<Raw[]>`
    with sums as materialized (
      select 'now' as side, step, ${figures} from (${customerSalesOf(sql, range, filter, stepOf(sql, by))}) s group by step, key, currency
      union all
      select 'before', step, ${figures} from (${customerSalesOf(sql, before, filter)}) s group by step, key, currency
    ),
    first as materialized (
      select key, ${firstOrderDay(sql, sql`key::uuid`)} as day from (select distinct key from sums where key <> '') k
    ),
    part as (
      select side, '' as step, case side when 'now' then ${range.from} else ${before.from} end as since, key, currency,
        sum(net) as net, sum(orders) as orders, sum(placed) as placed
      from sums group by 1, 2, 3, 4, 5
      union all
      select 'step', step, greatest(step, ${range.from}), key, currency, net, orders, placed from sums where side = 'now'
    )
    select p.side, p.step, p.currency, case when p.key = '' then 'unknown' when f.day >= p.since then 'new' else 'returning' end as "group",
      (count(*) filter (where p.placed > 0))::int as customers, sum(p.orders)::int as orders, sum(p.net)::text as net
    from part p left join first f on f.key = p.key
    group by 1, 2, 3, 4 order by 2`;
  const sold = raw.filter(({ side }) => side === "now");
  const { shown: currency, currencies } = currenciesOf(sold, options.shopCurrency, options.currency);
  const own = raw.filter((row) => row.currency === currency);
  const of = (side: Raw["side"], step = "") =>
    buyersOf(
      own
        .filter((row) => row.side === side && row.step === step)
        .map(({ net, ...row }) => ({ ...row, net: BigInt(net) })),
    );
  const steps = [...new Set(own.filter(({ side }) => side === "step").map(({ step }) => step))];
  return {
    currency,
    currencies,
    now: of("now"),
    before: compared && of("before"),
    steps: steps.map((step) => ({ step, sums: of("step", step) })),
  };
}
