// Server only.
import { createHash } from "node:crypto";
import type { FileRow } from "./rules/cells";
import { columnsByField, type Mapping } from "./rules/fields";
import { Grouper } from "./rules/groups";
import { readGroup } from "./rules/read-group";
import type { Reading, RowGroup, Source } from "./rules/reading";

export type ReadDocument = { group: RowGroup; reading: Reading; hash: string };

/** Orders that are posted together; `from` counts the orders of the file before them. */
export type Piece = { from: number; documents: ReadDocument[]; rows: number };

export type PieceOptions = {
  source: Source;
  mapping: Mapping;
  currency: string;
  timeZone: string;
  /** Cells that a person corrected, by row number and column index. */
  edits?: ReadonlyMap<number, Readonly<Record<string, string>>>;
  /** Rows after which a piece ends. */
  rowsPerPiece: number;
  /** Orders to pass over without reading them: they have been posted already. */
  skip?: number;
};

/**
 * Reads a file into pieces of whole orders. The same file, mapping and edits always give the same orders in the same
 * sequence, so that a run that was cut off goes on where it stopped.
 */
export async function* readPieces(
  batches: AsyncIterable<readonly FileRow[]>,
  options: PieceOptions,
): AsyncGenerator<Piece> {
  const columns = columnsByField(options.mapping);
  const key = columns.get("number");
  const keyOf = (row: FileRow) => (key === undefined ? "" : idOf(row.cells[key] ?? ""));
  const grouper = new Grouper();
  const readOptions = { columns, currency: options.currency, timeZone: options.timeZone };
  let count = 0;
  let piece: Piece = { from: 0, documents: [], rows: 0 };

  function* take(groups: readonly RowGroup[]): Generator<Piece> {
    for (const group of groups) {
      count += 1;
      if (count <= (options.skip ?? 0)) {
        piece.from = count;
        continue;
      }
      // A whole book is never taken twice with other rows, so nobody will ask whether its rows changed.
      const hash = options.source.wholeBook ? "" : hashOf(group);
      piece.documents.push({ group, reading: readGroup(options.source, group, readOptions), hash });
      piece.rows += group.rowCount;
      if (piece.rows < options.rowsPerPiece) continue;
      yield piece;
      piece = { from: count, documents: [], rows: 0 };
    }
  }

  for await (const batch of batches) {
    const rows = options.edits?.size ? batch.map((row) => edited(row, options.edits)) : batch;
    yield* take(grouper.push(rows, keyOf));
  }
  yield* take(grouper.finish());
  if (piece.documents.length > 0) yield piece;
}

function edited(row: FileRow, edits: PieceOptions["edits"]): FileRow {
  const edit = edits?.get(row.number);
  if (!edit) return row;
  const cells = [...row.cells];
  for (const [column, value] of Object.entries(edit)) {
    for (let index = cells.length; index < Number(column); index += 1) cells.push("");
    cells[Number(column)] = value;
  }
  return { number: row.number, cells, ragged: row.ragged === "long" ? "long" : null };
}

// Excel's ="123", a leading apostrophe or tab are not part of an order's number.
function idOf(cell: string): string {
  const trimmed = cell.trim();
  const formula = /^="(.*)"$/s.exec(trimmed);
  return formula ? (formula[1] as string).trim() : trimmed.startsWith("'") ? trimmed.slice(1).trim() : trimmed;
}

/** Tells whether an order's rows changed since they were taken. */
function hashOf(group: RowGroup): string {
  const hash = createHash("sha1");
  for (const row of group.rows) hash.update(row.cells.join("\u001f")).update("\n");
  return hash.digest("base64url");
}
