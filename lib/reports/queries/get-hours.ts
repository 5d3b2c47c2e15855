import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import type { DayRange } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";
import { type HourOfDay, hoursOf } from "../rules/hours";
import { type Figures, figuresOf, type SalesSum } from "../rules/metrics";
import { hourOfEntry, matching, type SalesFilter } from "../sales-base";

export type HourRow = { hour: HourOfDay; figures: Figures };

/** The sales of one day of the shop by its hours, also those without any; nothing for a range of more days. */
export async function getHours(
  actor: Actor,
  range: DayRange,
  { timeZone, currency, filter = {} }: { timeZone: string; currency: string; filter?: SalesFilter },
): Promise<HourRow[]> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  const hours = hoursOf(range, timeZone);
  const [first] = hours;
  if (!first) return [];
  const { sql } = connection();
  type Row = Omit<SalesSum, "amountMinor"> & { hour: number; amount: string };
  const rows = await sql<Row[]>`
    select ${hourOfEntry(sql, first)} as hour, e.kind, e.component, sum(e.amount_minor)::text as amount, sum(e.quantity)::int as quantity,
      sum(e.order_delta)::int as orders
    from sales_entries e
    where e.business_day = ${range.from} and e.currency = ${currency} ${matching(sql, filter)}
    group by 1, 2, 3`;
  const found = Map.groupBy(rows, ({ hour }) => hour);
  return hours.map((hour) => {
    const sums = (found.get(hour.index) ?? []).map(({ amount, ...sum }) => ({ ...sum, amountMinor: BigInt(amount) }));
    return { hour, figures: figuresOf(sums) };
  });
}
