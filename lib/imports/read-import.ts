// Server only.
import { connection } from "@/db/client";
import type { TextEncodingName } from "@/lib/core/decode-text";
import type { ImportState } from "./load-import";
import { openFile } from "./open-file";
import { type Piece, readPieces } from "./read-pieces";
import { storedBytes } from "./stored-bytes";

/** The orders of a stored file in pieces, with what a person chose and corrected. */
export async function* readImport(
  loaded: ImportState,
  how: { rowsPerPiece: number; skip?: number },
): AsyncGenerator<Piece> {
  const { encoding, delimiter, headerRow, currency, timeZone } = loaded.options;
  const choice = { encoding: encoding as TextEncodingName | undefined, delimiter, headerRow };
  const file = await openFile(storedBytes(loaded.id), choice);
  yield* readPieces(file.batches, {
    source: loaded.source,
    mapping: loaded.mapping,
    currency,
    timeZone,
    edits: await editsOf(loaded.id),
    ...how,
  });
}

async function editsOf(importId: string): Promise<Map<number, Record<string, string>>> {
  const rows = await connection().sql`
    select row_number, edited from import_rows where import_id = ${importId} and edited is not null`;
  return new Map(rows.map((row) => [row.row_number as number, row.edited as Record<string, string>]));
}
