import type postgres from "postgres";
import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import { silentSeconds } from "./commands/start-run";
import type { UndoState } from "./commands/undo-piece";
import type { DetectedFile } from "./detect-file";
import type { ImportOptions, ImportStatus } from "./load-import";
import type { Counts } from "./rules/counts";
import type { SourceName } from "./rules/source-names";

export type ImportSummary = {
  id: string;
  number: string;
  fileName: string;
  fileSize: number;
  source: SourceName;
  status: ImportStatus;
  rowsDone: number;
  rowsTotal: number | null;
  counts: Counts;
  checkCounts: Counts;
  createdBy: string;
  createdAt: string;
};

export type ImportDetail = ImportSummary & {
  format: DetectedFile;
  mapping: Record<string, string>;
  options: ImportOptions;
  error: string;
  started: boolean;
  startedAt: string | null;
  finishedAt: string | null;
  /** Runs but has not been heard of for a while: its worker is gone. */
  silent: boolean;
  undo: UndoState | null;
  /** An earlier import of the very same file that brought something in. */
  sameFile: string | null;
  /** Rows that a person corrected. */
  editedRows: number;
};

export const problemStatuses = ["refused", "warning", "skipped", "edited"] as const;
export type ProblemStatus = (typeof problemStatuses)[number];

export type ProblemRowShown = {
  rowNumber: number;
  status: ProblemStatus;
  code: string;
  field: string;
  facts: Record<string, unknown>;
  cells: string[];
  edited: Record<string, string> | null;
};

const pageSize = 50;
const problemsAtOnce = 50;

const summaryColumns = `
  id, number, file_name as "fileName", file_size::float8 as "fileSize", source, status, rows_done as "rowsDone", rows_total as "rowsTotal",
  counts, check_counts as "checkCounts", created_by as "createdBy", to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt"`;

/** Imports, the newest first. */
export async function listImports(actor: Actor, state: ListState): Promise<KeyPage<ImportSummary>> {
  assert(may(actor, "imports.read"), `${actor.role} may not imports.read`);
  const { sql } = connection();
  const direction = readDirection(state);
  const { key, back } = direction;
  const way = sql.unsafe(back ? "asc" : "desc");
  const beyond = key
    ? sql`where (created_at, id) ${sql.unsafe(back ? ">" : "<")} (${key.value}::timestamptz, ${key.id}::uuid)`
    : sql``;
  const rows = await sql<ImportSummary[]>`
    select ${sql.unsafe(summaryColumns)} from imports ${beyond} order by created_at ${way}, id ${way} limit ${pageSize + 1}`;
  return pageOf(rows, pageSize, direction, (row) => ({ value: row.createdAt, id: row.id }));
}

/** One import with all its page shows, or null. */
export async function findImport(sql: postgres.Sql, number: string): Promise<ImportDetail | null> {
  const [row] = await sql`
    select ${sql.unsafe(summaryColumns)}, format, mapping, options, error, started_at::text as "startedAt", finished_at::text as "finishedAt",
      coalesce((facts ->> 'started')::boolean, false) as started, facts -> 'undo' as undo,
      status in ('checking', 'running', 'undoing') and heartbeat_at < now() - make_interval(secs => ${silentSeconds}) as silent,
      (select other.number from imports other
       where other.file_hash = i.file_hash and other.id <> i.id and other.file_hash <> '' and other.status in ('done', 'running')
       order by other.created_at limit 1) as "sameFile",
      (select count(*)::int from import_rows r where r.import_id = i.id and r.edited is not null) as "editedRows"
    from imports i where number = ${number}`;
  return row ? (row as unknown as ImportDetail) : null;
}

/** The same for the page: who may look is asked first. */
export async function getImport(actor: Actor, number: string): Promise<ImportDetail | null> {
  assert(may(actor, "imports.read"), `${actor.role} may not imports.read`);
  return findImport(connection().sql, number);
}

/** Rows with something to say, in the file's order, from a row on; and how many there are of each status. */
export async function listProblems(
  importId: string,
  status: ProblemStatus,
  after: number,
): Promise<{ rows: ProblemRowShown[]; more: boolean; counts: Partial<Record<ProblemStatus, number>> }> {
  const { sql } = connection();
  const [rows, counted] = await Promise.all([
    sql<ProblemRowShown[]>`
      select row_number as "rowNumber", status, code, field, facts, cells, edited from import_rows
      where import_id = ${importId} and status = ${status} and row_number > ${after}
      order by row_number limit ${problemsAtOnce + 1}`,
    sql`select status, count(*)::int as count from import_rows where import_id = ${importId} group by 1`,
  ]);
  return {
    rows: rows.slice(0, problemsAtOnce),
    more: rows.length > problemsAtOnce,
    counts: Object.fromEntries(counted.map((row) => [row.status, row.count])),
  };
}

/** What a progress bar needs, read a second at a time. */
export async function getProgress(
  actor: Actor,
  number: string,
): Promise<Pick<ImportSummary, "status" | "rowsDone" | "rowsTotal" | "counts"> | null> {
  assert(may(actor, "imports.read"), `${actor.role} may not imports.read`);
  const [row] = await connection().sql`
    select status, rows_done as "rowsDone", rows_total as "rowsTotal", counts from imports where number = ${number}`;
  return row ? (row as unknown as Pick<ImportSummary, "status" | "rowsDone" | "rowsTotal" | "counts">) : null;
}

/** Refused rows one after the other, for the error file. */
export async function* refusedRows(importId: string): AsyncGenerator<ProblemRowShown[]> {
  for await (const rows of connection().sql<ProblemRowShown[]>`
      select row_number as "rowNumber", status, code, field, facts, cells, edited from import_rows
      where import_id = ${importId} and status = 'refused' order by row_number`.cursor(500)) {
    yield rows;
  }
}

/** Channels an import can go to. */
export async function importChannels(): Promise<{ code: string; name: string; nameZh: string }[]> {
  return connection().sql<{ code: string; name: string; nameZh: string }[]>`
    select code, name, name_zh as "nameZh" from channels where active order by name`;
}
