import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { recently } from "@/lib/recent";
import { type ExceptionType, exceptionTypes } from "../rules/types";

export type TypeFigures = {
  open: number;
  overdue: number;
  snoozed: number;
  /** Since when the oldest open one has its cause. */
  oldest: string | null;
  /** Closed within the last seven days, by whatever way. */
  closed: number;
  /** Hours from opening to closing of half of those, at most. */
  medianHours: number | null;
};

export type ExceptionFigures = TypeFigures & { byType: (TypeFigures & { type: ExceptionType })[] };

/** How many are open, overdue and put away, how old the oldest is, and how long cures take; in all and by type. */
export async function getExceptionFigures(actor: Actor): Promise<ExceptionFigures> {
  assert(may(actor, "exceptions.view"), `${actor.role} may not exceptions.view`);
  return figures();
}

// Counts every open one: asked once a second for all who look.
const figures = recently(async (): Promise<ExceptionFigures> => {
  const { sql } = connection();
  const rows = await sql<(TypeFigures & { type: ExceptionType | null })[]>`
    with open as (
      select type, count(*) filter (where not away)::int as open, count(*) filter (where not away and due_at < now())::int as overdue,
        count(*) filter (where away)::int as snoozed, min(since) filter (where not away) as oldest
      from (select type, due_at, since, coalesce(snoozed_until > now(), false) as away from exceptions where closed_at is null) o
      group by grouping sets ((type), ())
    ),
    closed as (
      select type, count(*)::int as closed,
        (percentile_cont(0.5) within group (order by extract(epoch from closed_at - opened_at) / 3600))::float8 as median
      from exceptions where closed_at > now() - interval '7 days' group by grouping sets ((type), ())
    )
    select nullif(key, '') as type, coalesce(o.open, 0) as open, coalesce(o.overdue, 0) as overdue, coalesce(o.snoozed, 0) as snoozed,
      to_jsonb(o.oldest) #>> '{}' as oldest, coalesce(c.closed, 0) as closed, c.median as "medianHours"
    from (select coalesce(type, '') as key, open, overdue, snoozed, oldest from open) o
    full join (select coalesce(type, '') as key, closed, median from closed) c using (key)`;
  const found = new Map(rows.map(({ type, ...row }) => [type, row]));
  const none: TypeFigures = { open: 0, overdue: 0, snoozed: 0, oldest: null, closed: 0, medianHours: null };
  return {
    ...(found.get(null) ?? none),
    byType: exceptionTypes.flatMap((type) => {
      const row = found.get(type);
      return row ? [{ type, ...row }] : [];
    }),
  };
});
