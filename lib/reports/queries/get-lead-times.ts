import type postgres from "postgres";
import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { type DayRange, instantRange } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";
import { ordersVersion, whileUnchanged } from "../kept-answers";

export type Lead = { orders: number; medianHours: number | null; p90Hours: number | null };
export type LeadTimes = { now: Lead; before: Lead | null };

/** Orders of a period looked at for its lead times: the latest this many, so that years cost what months do. */
export const leadSample = 20_000;

/** How long orders of the period, and of the one compared, took from placed to shipped; asked again only when an order changed. */
export async function getLeadTimes(
  actor: Actor,
  { range, compared }: { range: DayRange; compared: DayRange | null },
  timeZone: string,
): Promise<LeadTimes> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  return whileUnchanged(["lead", range, compared, timeZone], ordersVersion, async () => {
    const { sql } = connection();
    const lead = (days: DayRange) => sql`
      (select ${leadSummary(sql)} from (
        select ${hoursToShip(sql)} as hours from orders where ${shippedOf(sql, days, timeZone)} order by placed_at desc limit ${leadSample}) sample)`;
    const [row] = await sql<LeadTimes[]>`
      select ${lead(range)} as now, ${compared ? lead(compared) : sql`null::jsonb`} as before`;
    assert(row, "a report always has an answer");
    return row;
  });
}

/** How many `hours` there are, their median and what nine of ten stay below, as one value. */
export function leadSummary(sql: postgres.ISql) {
  return sql`jsonb_build_object('orders', count(*)::int, 'medianHours', percentile_cont(0.5) within group (order by hours),
    'p90Hours', percentile_cont(0.9) within group (order by hours))`;
}

export function hoursToShip(sql: postgres.ISql) {
  return sql`(extract(epoch from first_shipped_at - placed_at) / 3600)::float8`;
}

/** Orders placed on these days of the shop that left. */
export function shippedOf(sql: postgres.ISql, days: DayRange, timeZone: string) {
  const { from, to } = instantRange(days, timeZone);
  return sql`placed_at >= ${from.toISOString()} and placed_at < ${to.toISOString()} and first_shipped_at is not null`;
}
