import { importRows } from "@/db/schema/plumbing";
import type { Tx } from "@/db/transaction";
import { insertRows } from "@/lib/rows";
import type { FileRow, RowProblem } from "./rules/cells";
import type { RowGroup } from "./rules/reading";

export type RowStatus = "refused" | "skipped" | "warning";

export type ProblemRow = {
  row: FileRow;
  status: RowStatus;
  code: string;
  field: string;
  facts: Record<string, unknown>;
};

/** Problem rows that are kept for a person to look at; more are only counted. */
export const problemRowsKept = 20_000;

/** Every row of an order that did not come in: those at fault with their own reason, the others with whose it is. */
export function rowsOfRefused(group: RowGroup, problems: readonly RowProblem[]): ProblemRow[] {
  const byRow = new Map<number, RowProblem[]>();
  for (const problem of problems) byRow.set(problem.row, [...(byRow.get(problem.row) ?? []), problem]);
  return group.rows.map((row): ProblemRow => {
    const [own, ...others] = byRow.get(row.number) ?? [];
    if (!own)
      return { row, status: "refused", code: "order_refused", field: "", facts: { because: problems[0]?.row ?? 0 } };
    return { row, ...problemRow(own, "refused", others) };
  });
}

/** Something worth knowing about rows that came in, or were passed over on purpose. */
export function rowsToMention(
  group: RowGroup,
  problems: readonly RowProblem[],
  status: "skipped" | "warning",
): ProblemRow[] {
  return problems.flatMap((problem) => {
    const row = group.rows.find((candidate) => candidate.number === problem.row) ?? group.rows[0];
    return row ? [{ row, ...problemRow(problem, status, []) }] : [];
  });
}

function problemRow(problem: RowProblem, status: RowStatus, others: readonly RowProblem[]): Omit<ProblemRow, "row"> {
  const more = others.length > 0 ? { others: others.map(({ field, code, value }) => ({ field, code, value })) } : {};
  return {
    status,
    code: problem.code,
    field: problem.field ?? "",
    facts: { ...problem.facts, value: problem.value, ...more },
  };
}

/** Keeps the rows beside the import; what a person corrected in them stays. */
export async function keepProblemRows(tx: Tx, importId: string, rows: readonly ProblemRow[]): Promise<void> {
  const unique = new Map(rows.map((row) => [row.row.number, row]));
  if (unique.size === 0) return;
  await insertRows(
    tx,
    importRows,
    [...unique.values()].map((row) => ({
      importId,
      rowNumber: row.row.number,
      status: row.status,
      code: row.code,
      field: row.field,
      facts: row.facts,
      cells: row.row.cells.map((cell) => cell.replaceAll("\u0000", "\ufffd").slice(0, 2000)),
    })),
    `on conflict (import_id, row_number) do update
       set status = excluded.status, code = excluded.code, field = excluded.field, facts = excluded.facts, cells = excluded.cells`,
  );
}

/** Before a file is read anew: forgets what was found, keeps what was corrected. */
export async function forgetProblemRows(tx: Tx, importId: string): Promise<void> {
  await tx.sql`delete from import_rows where import_id = ${importId} and edited is null`;
  await tx.sql`
    update import_rows set status = 'edited', code = '', field = '', facts = '{}' where import_id = ${importId} and status <> 'edited'`;
}
