import type postgres from "postgres";
import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import type { ClosedReason, ExceptionSeverity, ExceptionType, SubjectKind } from "../rules/types";

export type ExceptionRow = {
  id: string;
  number: number;
  type: ExceptionType;
  severity: ExceptionSeverity;
  subjectKind: SubjectKind;
  subjectKey: string;
  order: string | null;
  stage: string | null;
  facts: Record<string, unknown>;
  since: string;
  openedAt: string;
  dueAt: string;
  owner: { name: string; email: string } | null;
  snoozedUntil: string | null;
  closedAt: string | null;
  closedBecause: ClosedReason | null;
};

const pageSize = 50;

/** What a row shows, of `exceptions e`. */
export function exceptionColumns(sql: postgres.ISql): postgres.Fragment {
  return sql`
    e.id, e.number, e.type, e.severity, e.subject_kind as "subjectKind", e.subject_key as "subjectKey", o.number as order, o.stage, e.facts,
    to_jsonb(e.since) #>> '{}' as since, to_jsonb(e.opened_at) #>> '{}' as "openedAt", to_jsonb(e.due_at) #>> '{}' as "dueAt",
    case when s.id is not null then jsonb_build_object('name', s.name, 'email', s.email) end as owner,
    to_jsonb(e.snoozed_until) #>> '{}' as "snoozedUntil", to_jsonb(e.closed_at) #>> '{}' as "closedAt", e.closed_because as "closedBecause"`;
}

/** The table with what its columns need. */
export function exceptionsJoined(sql: postgres.ISql): postgres.Fragment {
  return sql`exceptions e left join orders o on o.id = e.order_id left join staff s on s.id = e.owner_id`;
}

/** One page of exceptions by key: open ones the next due or the oldest first, closed ones the latest first. */
export async function listExceptions(
  actor: Actor,
  state: ListState,
  { now }: { now: Date },
  limit = pageSize,
): Promise<KeyPage<ExceptionRow>> {
  assert(may(actor, "exceptions.read"), `${actor.role} may not exceptions.read`);
  const { sql } = connection();
  const direction = readDirection(state);
  const { key, back } = direction;
  const closed = state.tab === "closed";
  const column = closed ? sql`e.closed_at` : state.sort?.key === "since" ? sql`e.since` : sql`e.due_at`;
  const up = (closed ? false : state.sort?.direction !== "desc") !== back;
  const beyond = key
    ? sql`and (${column}, e.id) ${up ? sql`>` : sql`<`} (${key.value}::timestamptz, ${key.id}::uuid)`
    : sql``;
  const rows = await sql<(ExceptionRow & { key: string })[]>`
    select ${exceptionColumns(sql)}, ${column}::text as key from ${exceptionsJoined(sql)}
    where ${ofTab(sql, state.tab, now)} ${filtered(sql, actor, state, now)} ${beyond}
    order by ${column} ${up ? sql`asc` : sql`desc`}, e.id ${up ? sql`asc` : sql`desc`} limit ${limit + 1}`;
  return pageOf(rows, limit, direction, (row) => ({ value: row.key, id: row.id }));
}

function ofTab(sql: postgres.ISql, tab: string, now: Date): postgres.Fragment {
  if (tab === "closed") return sql`e.closed_at is not null`;
  if (tab === "snoozed") return sql`e.closed_at is null and e.snoozed_until > ${now.toISOString()}`;
  return sql`e.closed_at is null and (e.snoozed_until is null or e.snoozed_until <= ${now.toISOString()})`;
}

function filtered(sql: postgres.ISql, actor: Actor, { filters, q }: ListState, now: Date): postgres.Fragment {
  const [owner] = filters.owner ?? [];
  const sought = q.toUpperCase();
  const byNumber = /^(?:EX-)?(\d{1,9})$/.exec(sought)?.[1];
  return sql`
    ${filters.type ? sql`and e.type = any(${filters.type})` : sql``}
    ${filters.severity ? sql`and e.severity = any(${filters.severity})` : sql``}
    ${filters.overdue ? sql`and e.due_at < ${now.toISOString()}` : sql``}
    ${owner === undefined ? sql`` : owner === "none" ? sql`and e.owner_id is null` : owner === "me" ? sql`and e.owner_id::text = ${actor.id}` : sql`and e.owner_id = (select id from staff where lower(email) = ${owner.toLowerCase()})`}
    ${q === "" ? sql`` : byNumber ? sql`and (e.number = ${byNumber}::int or o.number = ${sought})` : sql`and o.number = ${sought}`}`;
}
