import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { addDays, type Day, type DayRange, startOfDay } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";
import { openStages } from "@/lib/orders/rules/stage";
import type { Stage } from "@/lib/orders/rules/state";
import { hoursToShip, type Lead, leadSample, leadSummary, shippedOf } from "./get-lead-times";

/** Ages in days of the shop: today, since yesterday or the day before, up to a week, longer. */
export const ageBands = ["today", "days_1_2", "days_3_6", "week"] as const;
export type AgeBand = (typeof ageBands)[number];

/** The days on which orders of an age were placed; the last band is open at its start. */
export function daysOfBand(band: AgeBand, today: Day): { from: Day | null; to: Day } {
  switch (band) {
    case "today":
      return { from: today, to: today };
    case "days_1_2":
      return { from: addDays(today, -2), to: addDays(today, -1) };
    case "days_3_6":
      return { from: addDays(today, -6), to: addDays(today, -3) };
    case "week":
      return { from: null, to: addDays(today, -7) };
  }
}

export type StageAges = {
  stage: Stage;
  total: number;
  held: number;
  late: number;
  oldest: string | null;
  ages: Record<AgeBand, number>;
};
export type OrderReport = {
  stages: StageAges[];
  shippedToDelivered: Lead;
  /** Median hours by the day an order was placed. */
  byDay: { day: Day; orders: number; medianHours: number | null }[];
};

/** Where orders stand and how long they have been there, and how fast those of the period left, day by day. */
export async function getOrderReport(
  actor: Actor,
  range: DayRange,
  { today, timeZone, now }: { today: Day; timeZone: string; now: Date },
): Promise<OrderReport> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  const { sql } = connection();
  const since = (days: number) => startOfDay(addDays(today, -days), timeZone).toISOString();
  type Row = { stages: StageAges[]; delivered: Lead; days: OrderReport["byDay"] };
  const [row] = await sql<Row[]>`
    with led as materialized (
      select placed_at, first_shipped_at, delivered_at, ${hoursToShip(sql)} as hours
      from orders where ${shippedOf(sql, range, timeZone)} order by placed_at desc limit ${leadSample}
    ),
    staged as (
      select stage, count(*)::int as total, (count(*) filter (where held))::int as held, to_jsonb(min(placed_at)) #>> '{}' as oldest,
        (count(*) filter (where promised_at < ${now.toISOString()}))::int as late,
        jsonb_build_object('today', count(*) filter (where placed_at >= ${since(0)}),
          'days_1_2', count(*) filter (where placed_at < ${since(0)} and placed_at >= ${since(2)}),
          'days_3_6', count(*) filter (where placed_at < ${since(2)} and placed_at >= ${since(6)}),
          'week', count(*) filter (where placed_at < ${since(6)})) as ages
      from orders where stage = any(${[...openStages]}) group by stage
    )
    select coalesce((select jsonb_agg(s) from staged s), '[]') as stages,
      (select ${leadSummary(sql)} from (
        select (extract(epoch from delivered_at - first_shipped_at) / 3600)::float8 as hours from led where delivered_at is not null) d) as delivered,
      coalesce((select jsonb_agg(x order by x.day) from (
        select to_char(placed_at at time zone ${timeZone}, 'YYYY-MM-DD') as day, count(*)::int as orders,
          percentile_cont(0.5) within group (order by hours) as "medianHours" from led group by 1) x), '[]') as days`;
  assert(row, "a report always has an answer");
  const found = new Map(row.stages.map((stage) => [stage.stage, stage]));
  return {
    stages: openStages.flatMap((stage) => found.get(stage) ?? []),
    shippedToDelivered: row.delivered,
    byDay: row.days,
  };
}
