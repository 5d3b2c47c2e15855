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
  assert(may(actor, "exceptions.read"), `${actor.role} may not exceptions.read`);
  return figures();
}

const none: TypeFigures = { open: 0, overdue: 0, snoozed: 0, oldest: null, closed: 0, medianHours: null };

// Counts every open one: asked once a second for all who look.
const figures = recently(async (): Promise<ExceptionFigures> => {
  const { sql } = connection();
  type Open = Pick<TypeFigures, "open" | "overdue" | "snoozed" | "oldest"> & { type: ExceptionType };
  type Closed = Pick<TypeFigures, "closed" | "medianHours"> & { type: ExceptionType | null };
  const [open, closed] = await Promise.all([
    sql<Open[]>`
      select type, count(*) filter (where not away)::int as open, count(*) filter (where not away and due_at < now())::int as overdue,
        count(*) filter (where away)::int as snoozed, to_jsonb(min(since) filter (where not away)) #>> '{}' as oldest
      from (select type, due_at, since, coalesce(snoozed_until > now(), false) as away from exceptions where closed_at is null) o
      group by type`,
    // The row without a type is of all: half of all is no sum of halves.
    sql<Closed[]>`
      select type, count(*)::int as closed,
        (percentile_cont(0.5) within group (order by extract(epoch from closed_at - opened_at) / 3600))::float8 as "medianHours"
      from exceptions where closed_at > now() - interval '7 days' group by grouping sets ((type), ())`,
  ]);
  const byType = exceptionTypes.flatMap((type) => {
    const found = [open.find((row) => row.type === type), closed.find((row) => row.type === type)];
    return found[0] || found[1] ? [{ ...none, ...found[0], ...found[1], type }] : [];
  });
  const sum = (of: "open" | "overdue" | "snoozed") => byType.reduce((total, row) => total + row[of], 0);
  const { closed: closedInAll = 0, medianHours = null } = closed.find(({ type }) => type === null) ?? {};
  return {
    open: sum("open"),
    overdue: sum("overdue"),
    snoozed: sum("snoozed"),
    oldest: byType.flatMap(({ oldest }) => oldest ?? []).sort()[0] ?? null,
    closed: closedInAll,
    medianHours,
    byType,
  };
});
