import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import type { Day } from "@/lib/core/dates";
import type { Minor } from "@/lib/core/money";
import { assert } from "@/lib/core/result";
import { type Figures, figuresOf, type SalesSum } from "../rules/metrics";
import type { ReportPeriod } from "../rules/period";
import { type ReasonGroup, type ReasonSum, reasonGroups } from "../rules/reasons";
import { currenciesOf } from "../rules/shown-currency";
import { reasonSalesOf, type SalesFilter, salesOf, stepOf } from "../sales-base";

export type ReasonReport = {
  currency: string;
  currencies: string[];
  /** What it was taken back from. */
  sales: Figures;
  groups: ReasonGroup[];
  series: { step: Day; amount: Minor }[];
  seriesBefore: { step: Day; amount: Minor }[];
};

type Side = "now" | "before";
type RawReason = Omit<ReasonSum, "amountMinor"> & { side: Side; currency: string; amount: string };
type RawStep = { side: Side; step: Day; currency: string; amount: string };
type RawSum = Omit<SalesSum, "amountMinor"> & { currency: string; amount: string };
type Raw = { reasons: RawReason[]; steps: RawStep[]; sales: RawSum[] };

/** What was given back and cancelled, and why, in one statement. */
export async function getReasonReport(
  actor: Actor,
  period: ReportPeriod,
  options: { shopCurrency: string; currency?: string; filter?: SalesFilter },
): Promise<ReasonReport> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  const { sql } = connection();
  const { filter = {} } = options;
  const { range, compared, by } = period;
  const nowhere = { from: range.from, to: range.from };
  const [raw] = await sql<Raw[]>`
    with base as materialized (
      select 'now' as side, b.* from (${reasonSalesOf(sql, range, filter)}) b
      union all select 'before', b.* from (${reasonSalesOf(sql, compared ?? nowhere, filter)}) b
    )
    select
      coalesce((select json_agg(x) from (
        select side, currency, kind, component, reason, sum(amount_minor)::text as amount, sum(quantity)::int as quantity, sum(cases)::int as cases
        from base group by 1, 2, 3, 4, 5) x), '[]') as reasons,
      coalesce((select json_agg(x order by x.step) from (
        select side, ${stepOf(sql, by)} as step, currency, (-sum(amount_minor))::text as amount from base where component <> 'tax' group by 1, 2, 3) x), '[]') as steps,
      coalesce((select json_agg(x) from (
        select currency, kind, component, sum(amount_minor)::text as amount, sum(quantity)::int as quantity, sum(orders)::int as orders
        from (${salesOf(sql, range, filter)}) b group by 1, 2, 3) x), '[]') as sales`;
  assert(raw, "a report always has an answer");
  const { shown: currency, currencies } = currenciesOf(raw.sales, options.shopCurrency, options.currency);
  const own = <Row extends { currency: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.currency === currency);
  const sums = (side: Side): ReasonSum[] =>
    own(raw.reasons)
      .filter((row) => row.side === side)
      .map(({ amount, ...row }) => ({ ...row, amountMinor: BigInt(amount) }));
  const steps = (side: Side) =>
    own(raw.steps)
      .filter((row) => row.side === side)
      .map(({ step, amount }) => ({ step, amount: BigInt(amount) }));
  return {
    currency,
    currencies,
    sales: figuresOf(own(raw.sales).map(({ amount, ...row }) => ({ ...row, amountMinor: BigInt(amount) }))),
    groups: reasonGroups(sums("now"), compared && sums("before")),
    series: steps("now"),
    seriesBefore: steps("before"),
  };
}
