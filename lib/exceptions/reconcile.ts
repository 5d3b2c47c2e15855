import type postgres from "postgres";
import { transact } from "@/db/transaction";
import { assert, isRefusal } from "@/lib/core/result";
import { log } from "@/lib/log";
import { causes } from "./causes";
import { loadPolicies } from "./load-policies";
import { type ExceptionPolicy, type WatchedType, watchedTypes } from "./rules/types";

export type Reconciled = { opened: number; closed: number };

/** Two workers that look at once would do the same work twice; the number only has to be nobody else's. */
const lockSpace = 4;

/**
 * Brings the exceptions of these types in step with what is there: opens one for each cause that has none, closes those
 * whose cause is gone, and keeps the facts of the others up to date. Each type is one statement in a transaction of its
 * own, so one that fails keeps no other back; a type that somebody else is looking at is left to them.
 */
export async function reconcileExceptions(
  types: readonly WatchedType[] = watchedTypes,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Reconciled> {
  const done: Reconciled = { opened: 0, closed: 0 };
  const failed: unknown[] = [];
  for (const type of types) {
    if (signal?.aborted) break;
    try {
      const found = await transact(({ sql }) => reconcileType(sql, type));
      assert(!isRefusal(found), `exceptions of ${type} were not looked at`);
      done.opened += found.opened;
      done.closed += found.closed;
    } catch (error) {
      log.error("exceptions", error, { type });
      failed.push(error);
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} types of exceptions were not looked at`);
  return done;
}

async function reconcileType(sql: postgres.TransactionSql, type: WatchedType): Promise<Reconciled> {
  const nothing = { opened: 0, closed: 0 };
  // The clock is the database's: two workers whose clocks differ would open and close in turns.
  const [lock] = await sql<{ taken: boolean; now: string }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`exceptions ${type}`}, ${lockSpace})) as taken, to_jsonb(now()) #>> '{}' as now`;
  if (!lock?.taken) return nothing;
  const policy = (await loadPolicies(sql))[type];
  const [done] = await sql<Reconciled[]>`${reconciling(sql, type, policy, new Date(lock.now))}`;
  return done ?? nothing;
}

/** What is there against what is known, in one statement: all of it sees the same moment. */
function reconciling(sql: postgres.ISql, type: WatchedType, policy: ExceptionPolicy, now: Date): postgres.Fragment {
  const { subject, rows } = causes[type];
  const at = now.toISOString();
  const moment = { now, waitHours: policy.waitHours ?? 0 };
  return sql`
    with cause as materialized (
      ${rows(sql, moment)} ${policy.active ? sql`` : sql`limit 0`}
    ),
    -- Grouped and not joined: nobody has counted either side, and PostgreSQL would compare each row with each.
    pair as materialized (
      select key, (array_agg(id) filter (where id is not null))[1] as id, bool_or(open) as open, bool_or(id is null) as caused,
        (array_agg(facts) filter (where id is not null))[1] as seen, (array_agg(facts) filter (where id is null))[1] as facts,
        (array_agg(order_id) filter (where id is null))[1] as order_id, max(since) as since, max(due) as due
      from (
        select subject_key as key, id, closed_at is null as open, facts, null::uuid as order_id, null::timestamptz as since, null::timestamptz as due
        from exceptions where type = ${type} and (closed_at is null or muted)
        union all
        select key, null, null, facts, order_id, since, due from cause
      ) side
      group by key
    ),
    unmuted as (
      update exceptions e set muted = false from pair p where e.id = p.id and not p.open and not p.caused returning 1
    ),
    closed as (
      update exceptions e set closed_at = ${at}, snoozed_until = null, version = e.version + 1,
        closed_because = case when exists (select 1 from exception_events f where f.exception_id = e.id and f.kind = 'fix_asked') then 'fixed' else 'gone' end
      from pair p where e.id = p.id and p.open and not p.caused and e.closed_at is null
      returning e.id, e.version, e.closed_because
    ),
    changed as (
      update exceptions e set facts = p.facts, due_at = coalesce(p.due, e.due_at)
      from pair p where e.id = p.id and p.open and p.caused and p.seen is distinct from p.facts returning 1
    ),
    opened as (
      insert into exceptions (id, type, severity, subject_kind, subject_key, order_id, facts, since, opened_at, due_at, version)
      select gen_random_uuid(), ${type}, ${policy.severity}, ${subject}, p.key, p.order_id, p.facts, least(p.since, ${at}::timestamptz), ${at},
        coalesce(p.due, ${at}::timestamptz + make_interval(hours => ${policy.dueHours})), 1
      -- Each takes its order's key for a moment: in the sequence in which commands lock orders.
      from pair p where p.id is null order by p.order_id
      on conflict do nothing returning id
    ),
    noted as (
      insert into exception_events (exception_id, seq, kind, data, actor_type, actor_name, at)
      select id, 1, 'opened', '{}'::jsonb, 'system', '', ${at}::timestamptz from opened
      union all
      select id, version, 'closed', jsonb_build_object('because', closed_because), 'system', '', ${at}::timestamptz from closed
      returning 1
    )
    select (select count(*) from opened)::int as opened, (select count(*) from closed)::int as closed`;
}
