import type postgres from "postgres";
import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import type { ReturnReason, ReturnSource, ReturnStatus } from "../rules/state";

export type ReturnRow = {
  id: string;
  rma: string;
  version: number;
  order: string;
  customer: string;
  status: ReturnStatus;
  source: ReturnSource;
  reasons: ReturnReason[];
  items: { code: string; title: string; units: number }[];
  /** Units whose money is due. */
  refundDue: number;
  requestedAt: string;
  dueAt: string | null;
};

const pageSize = 50;

/** What each tab holds; the open ones are found by the index of their status. */
function tabOf(sql: postgres.ISql, tab: string, now: Date): postgres.Fragment {
  switch (tab) {
    case "open":
      return sql`(r.status in ('requested', 'approved', 'in_transit', 'received') or ${dueOf(sql)})`;
    case "requested":
      return sql`r.status = 'requested'`;
    case "coming":
      return sql`r.status in ('approved', 'in_transit')`;
    case "received":
      return sql`r.status = 'received'`;
    case "refund":
      return dueOf(sql);
    case "overdue":
      return sql`r.due_at < ${now.toISOString()}`;
    default:
      return sql`true`;
  }
}

// The few lines with money due are an index of their own.
function dueOf(sql: postgres.ISql): postgres.Fragment {
  return sql`r.id in (select return_id from return_lines where refund_due > 0)`;
}

/** A return's number, its order's, its parcel's, an item of it, or whose it is. */
function searched(sql: postgres.ISql, q: string): postgres.Fragment {
  const typed = q.trim().toUpperCase();
  return sql`r.id in (
    select id from returns where number = ${typed}
    union all select id from returns where upper(tracking_number) = ${typed} and tracking_number <> ''
    union all select x.id from orders o join returns x on x.order_id = o.id where o.number = ${typed}
    union all select l.return_id from variants v join order_lines ol on ol.variant_id = v.id
      join return_lines l on l.order_line_id = ol.id where upper(v.sku) = ${typed} or v.barcode = ${typed}
    union all select x.id from returns x join order_search s on s.order_id = x.order_id
      where s.keys @> array[${typed.toLowerCase()}]::text[] or s.words like ${`%${q
        .trim()
        .toLowerCase()
        .replace(/[\\%_]/g, "\\$&")}%`})`;
}

/** One page of returns by key: of what is open the oldest first, of all the newest. */
export async function listReturns(
  actor: Actor,
  state: ListState,
  { now = new Date(), limit = pageSize }: { now?: Date; limit?: number } = {},
): Promise<KeyPage<ReturnRow>> {
  assert(may(actor, "returns.read"), `${actor.role} may not returns.read`);
  const { sql } = connection();
  const direction = readDirection(state);
  const up = (state.tab !== "all") !== direction.back;
  const { key } = direction;
  const beyond = key
    ? sql`and (r.requested_at, r.id) ${up ? sql`>` : sql`<`} (${key.value}::timestamptz, ${key.id}::uuid)`
    : sql``;
  const lineHas = (name: "reason" | "outcome") =>
    state.filters[name]
      ? sql`and exists (select 1 from return_lines f where f.return_id = r.id and f.${sql(name)} = any(${state.filters[name]}))`
      : sql``;
  const rows = await sql<(ReturnRow & { key: string })[]>`
    select r.id, r.number as rma, r.version, o.number as order, o.contact_name as customer, r.status, r.source, l.reasons, l.items, l.due as "refundDue",
      to_jsonb(r.requested_at) #>> '{}' as "requestedAt", to_jsonb(r.due_at) #>> '{}' as "dueAt", r.requested_at::text as key
    from returns r join orders o on o.id = r.order_id
    cross join lateral (
      select coalesce(jsonb_agg(distinct l.reason), '[]') as reasons, coalesce(sum(l.refund_due), 0)::int as due,
        coalesce(jsonb_agg(jsonb_build_object('code', ol.sku, 'title', ol.title, 'units', l.requested + l.extra) order by l.position), '[]') as items
      from return_lines l join order_lines ol on ol.id = l.order_line_id where l.return_id = r.id
    ) l
    where ${tabOf(sql, state.tab, now)} ${state.q ? sql`and ${searched(sql, state.q)}` : sql``}
      ${state.filters.source ? sql`and r.source = any(${state.filters.source})` : sql``}
      ${lineHas("reason")} ${lineHas("outcome")} ${beyond}
    order by r.requested_at ${up ? sql`asc` : sql`desc`}, r.id ${up ? sql`asc` : sql`desc`} limit ${limit + 1}`;
  return pageOf(rows, limit, direction, (row) => ({ value: row.key, id: row.id }));
}

export type ReturnCounts = Record<"requested" | "coming" | "received" | "refund" | "overdue", number>;

/** How many wait in each tab, up to a hundred. */
export async function countReturns(now: Date): Promise<ReturnCounts> {
  const { sql } = connection();
  const upTo = (where: postgres.Fragment) =>
    sql`(select count(*) from (select 1 from returns r where ${where} limit 100) n)::int`;
  const [row] = await sql<ReturnCounts[]>`
    select ${upTo(tabOf(sql, "requested", now))} as requested, ${upTo(tabOf(sql, "coming", now))} as coming,
      ${upTo(tabOf(sql, "received", now))} as received, ${upTo(tabOf(sql, "refund", now))} as refund,
      ${upTo(tabOf(sql, "overdue", now))} as overdue`;
  assert(row, "a count has its row");
  return row;
}

/** The number of the return that was typed or scanned exactly. */
export async function findExactReturn(typed: string): Promise<string | undefined> {
  const [row] = await connection().sql<{ number: string }[]>`
    select number from returns where number = ${typed.trim().toUpperCase()}`;
  return row?.number;
}
