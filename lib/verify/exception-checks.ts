import type { Check } from "./check";

/** What must hold of exceptions. */
export const exceptionChecks: readonly Check[] = [
  {
    name: "exception-stands-once",
    sql: `
      select type, subject_kind, subject_key, count(*) as exceptions from exceptions
      where closed_at is null or muted group by 1, 2, 3 having count(*) > 1`,
  },
  {
    name: "exception-closed-with-reason",
    sql: `
      select number, type, closed_at, closed_because, muted from exceptions
      where (closed_at is null) <> (closed_because is null) or (muted and closed_because is distinct from 'by_hand')`,
  },
  {
    name: "exception-events-without-gap",
    sql: `
      select e.number, e.version, v.events, v.first, v.last, e.closed_at, v.ended
      from exceptions e
      cross join lateral (
        select count(*) as events, min(seq) as first, max(seq) as last,
               (array_agg(kind order by seq desc) filter (where kind in ('closed', 'reopened')))[1] as ended
        from exception_events where exception_id = e.id
      ) v
      where v.events <> e.version or v.first is distinct from 1 or v.last is distinct from e.version
         or (e.closed_at is not null) <> coalesce(v.ended = 'closed', false)`,
  },
];
