import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { type DayRange, instantRange } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";

/** The way of an order, from one moment to the next. */
export const stageSteps = ["reviewed", "picked", "packed", "shipped", "delivered"] as const;
export type StageStep = (typeof stageSteps)[number];

export type StageTime = { step: StageStep; orders: number; medianHours: number | null; p90Hours: number | null };
export type StageTimes = {
  steps: StageTime[];
  /** Orders with a promised date, and those of them that left after it or have not left though it is over. */
  promised: number;
  breaches: number;
};

/** Orders of a period looked at: the latest this many. */
export const stageSample = 10_000;

/** How long orders of a period took from each moment to the next; the parcel that left first stands for its order. */
export async function getStageTimes(
  actor: Actor,
  range: DayRange,
  { timeZone, now }: { timeZone: string; now: Date },
): Promise<StageTimes> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  const { sql } = connection();
  const { from, to } = instantRange(range, timeZone);
  type Row = { steps: StageTime[]; promised: number; breaches: number };
  const [row] = await sql<Row[]>`
    with way as materialized (
      select o.placed_at, o.approved_at, s.picked_at, s.packed_at, o.first_shipped_at, o.delivered_at,
        case when o.cancelled_at is null and o.rejected_at is null then o.promised_at end as promised_at
      from (
        select * from orders where placed_at >= ${from.toISOString()} and placed_at < ${to.toISOString()} order by placed_at desc limit ${stageSample}
      ) o
      left join lateral (
        select picked_at, packed_at from shipments where order_id = o.id and cancelled_at is null order by shipped_at, id limit 1
      ) s on true
    ),
    step as (
      select p.step, p.place, extract(epoch from p.ended - p.started) / 3600 as hours
      from way cross join lateral (values
        ('reviewed', 1, placed_at, approved_at), ('picked', 2, approved_at, picked_at), ('packed', 3, picked_at, packed_at),
        ('shipped', 4, packed_at, first_shipped_at), ('delivered', 5, first_shipped_at, delivered_at)) p (step, place, started, ended)
      where p.ended >= p.started
    )
    select
      coalesce((select json_agg(x) from (
        select step, count(*)::int as orders, (percentile_cont(0.5) within group (order by hours))::float8 as "medianHours",
          (percentile_cont(0.9) within group (order by hours))::float8 as "p90Hours"
        from step group by step) x), '[]') as steps,
      (select count(*)::int from way where promised_at is not null) as promised,
      (select count(*)::int from way where coalesce(first_shipped_at, ${now.toISOString()}) > promised_at) as breaches`;
  assert(row, "a report always has an answer");
  const found = new Map(row.steps.map((each) => [each.step, each]));
  return {
    steps: stageSteps.map((step) => found.get(step) ?? { step, orders: 0, medianHours: null, p90Hours: null }),
    promised: row.promised,
    breaches: row.breaches,
  };
}
