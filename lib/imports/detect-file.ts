// Server only.
import { createHash } from "node:crypto";
import { type FormatChoice, type FoundFormat, openFile } from "./open-file";
import { normalName } from "./rules/suggest-mapping";

export type DetectedFile = FoundFormat & {
  encoding: string | null;
  header: string[];
  /** The first values that each column holds. */
  samples: string[][];
};

const SAMPLES = 3;
const ROWS_LOOKED_AT = 500;

/** Looks at the beginning of a file: how it is written, its columns, and three values of each. */
export async function detectFile(bytes: AsyncIterable<Uint8Array>, choice: FormatChoice): Promise<DetectedFile> {
  const file = await openFile(bytes, choice);
  const samples: string[][] = file.header.map(() => []);
  let looked = 0;
  for await (const batch of file.batches) {
    for (const row of batch.slice(0, ROWS_LOOKED_AT)) {
      for (const [index, found] of samples.entries()) {
        const cell = (row.cells[index] ?? "").trim();
        if (cell !== "" && found.length < SAMPLES && !found.includes(shown(cell))) found.push(shown(cell));
      }
    }
    looked += batch.length;
    if (looked >= ROWS_LOOKED_AT) break;
  }
  return { ...file.format, encoding: file.encoding(), header: file.header, samples };
}

function shown(cell: string): string {
  return cell.replaceAll("\u0000", "\ufffd").slice(0, 80);
}

/** Tells files of the same columns apart from others, so that their mapping is remembered. */
export function headerHash(source: string, header: readonly string[]): string {
  return createHash("sha256")
    .update([source, ...header.map(normalName)].join("\u001f"))
    .digest("hex");
}
