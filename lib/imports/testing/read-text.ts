import { openFile } from "../open-file";
import { readPieces } from "../read-pieces";
import type { Mapping } from "../rules/fields";
import type { OrderHistory, Reading, Source } from "../rules/reading";
import { mappingOf, suggestMapping } from "../rules/suggest-mapping";

type ReadSettings = { currency?: string; timeZone?: string; mapping?: Mapping };

/** Reads a file's bytes by a source as an import does; what each order turns out to be. */
export async function readBytes(bytes: Uint8Array, source: Source, settings: ReadSettings = {}): Promise<Reading[]> {
  const file = await openFile(once(bytes));
  const readings: Reading[] = [];
  const pieces = readPieces(file.batches, {
    source,
    mapping: settings.mapping ?? mappingOf(suggestMapping(source, file.header)),
    currency: settings.currency ?? source.currency ?? "CNY",
    timeZone: settings.timeZone ?? source.timeZone ?? "Asia/Shanghai",
    rowsPerPiece: 1000,
  });
  for await (const piece of pieces) readings.push(...piece.documents.map(({ reading }) => reading));
  return readings;
}

export function readText(text: string, source: Source, settings: ReadSettings = {}): Promise<Reading[]> {
  return readBytes(new TextEncoder().encode(text), source, settings);
}

/** The order of a reading that must be one. */
export function orderOf(reading: Reading | undefined) {
  if (reading?.kind !== "order") throw new Error(`no order: ${JSON.stringify(reading)}`);
  return reading;
}

export function historyOf(reading: Reading | undefined): OrderHistory {
  const { history } = orderOf(reading);
  if (!history) throw new Error("the order is live");
  return history;
}

/** Code, field, row and value of each problem of a reading that must be refused. */
export function problemsOf(reading: Reading | undefined) {
  if (reading?.kind !== "refused") throw new Error(`not refused: ${JSON.stringify(reading)}`);
  return reading.problems.map(({ row, field, code, value }) => ({ row, field, code, value }));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
