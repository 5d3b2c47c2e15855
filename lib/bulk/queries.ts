import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { type DocumentEffect, type DocumentWord, wordOfDocument } from "@/lib/documents/rules/follow";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import { namesOf } from "@/lib/orders/rules/service";
import { currentShipping } from "@/lib/shipping/load-shipping";
import { silentSeconds } from "./commands/resume-bulk";
import type { DocumentsShown } from "./rules/documents";
import type { BulkActionName, BulkStatus, ItemStatus } from "./rules/words";

export type BulkCounts = { waiting: number; ready: number; done: number; skipped: number; failed: number };

export type BulkSummary = BulkCounts & {
  id: string;
  number: string;
  action: BulkActionName;
  status: BulkStatus;
  undoOf: string | null;
  retryOf: string | null;
  createdBy: string;
  startedBy: string;
  createdAt: string;
};

export type BulkDetail = BulkSummary & {
  input: Record<string, unknown>;
  selection: Record<string, unknown>;
  /** Carrier and service that it is about. */
  service: { name: string; nameZh: string } | null;
  error: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** Works but has not moved for a while: its worker is gone. */
  silent: boolean;
};

const pageSize = 50;
const itemsAtOnce = 50;
const reasonsAtMost = 12;

const summaryColumns = `
  j.id, j.number, j.action, j.status, u.number as "undoOf", r.number as "retryOf", j.created_by as "createdBy", j.started_by as "startedBy",
  j.waiting, j.ready, j.done, j.skipped, j.failed,
  to_char(j.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt"`;
const source = "bulk_jobs j left join bulk_jobs u on u.id = j.undo_of left join bulk_jobs r on r.id = j.retry_of";

function allow(actor: Actor): void {
  assert(may(actor, "orders.read"), `${actor.role} may not orders.read`);
}

/** Bulk changes, the newest first. */
export async function listBulk(actor: Actor, state: ListState): Promise<KeyPage<BulkSummary>> {
  allow(actor);
  const { sql } = connection();
  const direction = readDirection(state);
  const { key, back } = direction;
  const way = sql.unsafe(back ? "asc" : "desc");
  const beyond = key
    ? sql`where (j.created_at, j.id) ${sql.unsafe(back ? ">" : "<")} (${key.value}::timestamptz, ${key.id}::uuid)`
    : sql``;
  const rows = await sql<BulkSummary[]>`
    select ${sql.unsafe(summaryColumns)} from ${sql.unsafe(source)} ${beyond}
    order by j.created_at ${way}, j.id ${way} limit ${pageSize + 1}`;
  return pageOf(rows, pageSize, direction, (row) => ({ value: row.createdAt, id: row.id }));
}

/** One bulk change with all that its page shows, or null. */
export async function getBulk(actor: Actor, number: string): Promise<BulkDetail | null> {
  allow(actor);
  const { sql } = connection();
  const [row] = await sql<BulkDetail[]>`
    select ${sql.unsafe(summaryColumns)}, j.input, j.selection, j.error, j.started_at::text as "startedAt", j.finished_at::text as "finishedAt",
      j.status in ('checking', 'running') and j.heartbeat_at < now() - make_interval(secs => ${silentSeconds}) as silent
    from ${sql.unsafe(source)} where j.number = ${number}`;
  if (!row) return null;
  const offer = (await currentShipping()).byCode.get(String(row.input.service));
  return { ...row, service: offer ? namesOf(offer) : null };
}

/** What a progress bar needs, read a second at a time. */
export async function getBulkProgress(
  actor: Actor,
  number: string,
): Promise<(BulkCounts & { status: BulkStatus }) | null> {
  allow(actor);
  const [row] = await connection().sql<(BulkCounts & { status: BulkStatus })[]>`
    select status, waiting, ready, done, skipped, failed from bulk_jobs where number = ${number}`;
  return row ?? null;
}

export type BulkItemShown = {
  position: number;
  orderNumber: string;
  /** Null where what was named is no order of ours. */
  orderId: string | null;
  status: ItemStatus;
  code: string;
  facts: Record<string, unknown> | null;
  /** The order that it and others become, and of that order which others. */
  merge: { into: string; from: string[] | null } | null;
  /** What is sent again of it; the cost in the shop's currency, null to whoever may not see costs. */
  resent: { units: { sku: string; quantity: number }[]; costMinor: string | null } | null;
  /** The order that was made of it. */
  made: string | null;
  /** What happens to its invoice and its receipt. */
  documents: DocumentsShown | null;
};

/** Orders of a change with one outcome, in their sequence, from one on. */
export async function listBulkItems(
  actor: Actor,
  jobId: string,
  status: ItemStatus,
  after: number,
): Promise<{ rows: BulkItemShown[]; more: boolean }> {
  allow(actor);
  const rows = await connection().sql<BulkItemShown[]>`
    select position, order_number as "orderNumber", order_id as "orderId", status, code, facts, documents,
      case when details ? 'into' then jsonb_build_object('into', details->'into', 'from', details->'from') end as merge,
      case when details ? 'units' then jsonb_build_object('units', details->'units', 'costMinor', details->'costMinor') end as resent,
      effect->>'made' as made
    from bulk_job_items
    where job_id = ${jobId} and status = ${status} and position > ${after} order by position limit ${itemsAtOnce + 1}`;
  const cost = may(actor, "reports.cost");
  const shown = rows.slice(0, itemsAtOnce).map((row) => ({
    ...row,
    resent: row.resent && { ...row.resent, costMinor: cost ? row.resent.costMinor : null },
  }));
  return { rows: shown, more: rows.length > itemsAtOnce };
}

export type BulkFile = { position: number; documents: number };

/** Files that a change printed and that are still kept. */
export async function listBulkFiles(jobId: string): Promise<BulkFile[]> {
  return connection().sql<BulkFile[]>`
    select position, documents from bulk_files where job_id = ${jobId} order by position`;
}

/** One of them, or null. */
export async function getBulkFile(actor: Actor, number: string, position: number): Promise<Buffer | null> {
  allow(actor);
  const [row] = await connection().sql<{ data: Buffer }[]>`
    select f.data from bulk_files f join bulk_jobs j on j.id = f.job_id
    where j.number = ${number} and f.position = ${position}`;
  return row?.data ?? null;
}

export type BulkReason = { code: string; facts: Record<string, unknown>; count: number };

/** Why orders were left out, the most frequent reason first; what is one order's own is not told apart. */
export async function listBulkReasons(jobId: string): Promise<BulkReason[]> {
  return connection().sql<BulkReason[]>`
    select code, coalesce(facts, '{}') - 'number' - 'changes' as facts, count(*)::int as count
    from bulk_job_items where job_id = ${jobId} and status in ('skipped', 'failed')
    group by 1, 2 order by 3 desc, 1 limit ${reasonsAtMost}`;
}

export type BulkResends = { units: number; costMinor: string | null };

/** How many units orders that can go send again, and what these cost the shop; null where that is not to be seen. */
export async function sumBulkResends(actor: Actor, jobId: string): Promise<BulkResends> {
  allow(actor);
  const [row] = await connection().sql<BulkResends[]>`
    select coalesce(sum(u.units), 0)::float8 as units, coalesce(sum((details->>'costMinor')::numeric), 0)::text as "costMinor"
    from bulk_job_items
    cross join lateral (select sum((u->>'quantity')::numeric) as units from jsonb_array_elements(details->'units') u) u
    where job_id = ${jobId} and status = 'ready' and details ? 'units'`;
  assert(row, "a sum has a row");
  return { ...row, costMinor: may(actor, "reports.cost") ? row.costMinor : null };
}

/** Of one currency: the orders that others go into, those others, and the shipping charges that one parcel does not need. */
export type BulkMerges = { currency: string; groups: number; orders: number; sparedMinor: string };

/** What a merge of many orders makes of those that can go. */
export async function listBulkMerges(jobId: string): Promise<BulkMerges[]> {
  return connection().sql<BulkMerges[]>`
    select details->>'currency' as currency, count(*)::int as groups, sum(jsonb_array_length(details->'from'))::int as orders,
      sum((details->>'sparedMinor')::numeric)::text as "sparedMinor"
    from bulk_job_items where job_id = ${jobId} and status = 'ready' and details ? 'from' group by 1 order by 1`;
}

/** What happens to documents of one kind in one currency, in one word; minor units as text. */
export type BulkDocuments = Pick<DocumentEffect, "kind"> & {
  word: DocumentWord;
  currency: string;
  count: number;
  creditedMinor: string;
  issuedMinor: string;
};

/** What happens to the documents of all orders that can go: how many, and over how much in each currency. */
export async function listBulkDocuments(jobId: string): Promise<BulkDocuments[]> {
  const rows = await connection().sql<(DocumentEffect & { currency: string; count: number })[]>`
    select i.documents->>'currency' as currency, e.kind, coalesce(e.stands, false) as stands, min(e.number) as number, count(*)::int as count,
      sum(e."creditedMinor")::text as "creditedMinor", sum(e."issuedMinor")::text as "issuedMinor"
    from bulk_job_items i
    cross join lateral jsonb_to_recordset(i.documents->'effects')
      as e(kind text, number text, "creditedMinor" numeric, "issuedMinor" numeric, stands boolean)
    where i.job_id = ${jobId} and i.status = 'ready' and i.documents is not null
    group by 1, 2, 3, e.number is null, e."creditedMinor" is null, e."issuedMinor" is null
    order by 1, 2, count(*) desc`;
  return rows.map(({ number, stands, ...row }) => ({
    ...row,
    word: wordOfDocument({ ...row, number, stands }),
    creditedMinor: row.creditedMinor ?? "0",
    issuedMinor: row.issuedMinor ?? "0",
  }));
}
