// Server only.
import { CsvReader, detectDelimiter, detectNewline, mostCommon, type RawRow } from "@/lib/core/csv-reader";
import { decodeText, type TextEncodingName } from "@/lib/core/decode-text";
import { SHEET_LIMITS, SheetError, type SheetLimits } from "@/lib/core/sheet-error";
import { readWorkbook } from "@/lib/core/xlsx-reader";

export { SheetError, type SheetProblem } from "@/lib/core/sheet-error";

/** Cells are text exactly as written. `ragged` says that the row has fewer or more cells than the header. */
export type SheetRow = RawRow & { readonly ragged: "short" | "long" | null };

export type Sheet = {
  readonly format: "csv" | "xlsx";
  readonly delimiter: string | null;
  /** How the text is written; known for good once all rows have been read. */
  readonly encoding: () => TextEncodingName | null;
  /** Column names, trimmed, of the row that names the columns; null when none does. */
  readonly header: string[] | null;
  readonly headerRow: number | null;
  /** Rows below the header, in the pieces they are read in: quicker than one by one. To be read once. */
  readonly batches: AsyncGenerator<SheetRow[]>;
  /** The same, one by one. */
  readonly rows: () => AsyncGenerator<SheetRow>;
};

export type SheetOptions = {
  /** "detect" looks for it in the first rows; a number is the row a person pointed at. */
  readonly header?: "detect" | "none" | number;
  readonly delimiter?: string;
  /** Name of the sheet of a workbook; the first visible one otherwise. */
  readonly sheet?: string;
  readonly limits?: Partial<SheetLimits>;
};

/** Opens a CSV or XLSX file, whatever its name says, and reads it as a stream. Throws SheetError with row and reason. */
export async function openSheet(source: AsyncIterable<Uint8Array>, options: SheetOptions = {}): Promise<Sheet> {
  const limits = { ...SHEET_LIMITS, ...options.limits };
  const { head, whole } = await peek(source);
  if (head.length === 0) throw new SheetError("empty_file");
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) throw new SheetError("old_excel_file");
  if (BINARY_STARTS.some((start) => startsWith(head, start))) throw new SheetError("not_a_table");
  if (startsWith(head, [0x50, 0x4b])) {
    return sheetOf("xlsx", null, () => null, readWorkbook(whole, limits, options.sheet), options);
  }

  const decoded = decodeText(whole);
  const text = decoded.text;
  const start = await firstText(text);
  const sample = start.slice(0, 64 * 1024);
  const newline = detectNewline(sample);
  const declared = /^sep=(.)\r?\n/.exec(sample);
  const delimiter = options.delimiter ?? declared?.[1] ?? detectDelimiter(sample, newline, limits);
  const reader = new CsvReader(delimiter, newline, limits);
  const rows = csvBatches(start, text, reader, declared !== null);
  return sheetOf("csv", delimiter, () => decoded.encoding, rows, options);
}

// PNG, JPEG, PDF, gzip: what people attach by mistake.
const BINARY_STARTS = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x25, 0x50, 0x44, 0x46],
  [0x1f, 0x8b],
];

const LOOKED_AT_FOR_HEADER = 20;

async function sheetOf(
  format: Sheet["format"],
  delimiter: string | null,
  encoding: Sheet["encoding"],
  raw: AsyncGenerator<RawRow[]>,
  options: SheetOptions,
): Promise<Sheet> {
  const first: RawRow[] = [];
  let ended = false;
  while (!ended && first.length < LOOKED_AT_FOR_HEADER) {
    const next = await raw.next();
    ended = next.done === true;
    if (!next.done) for (const row of next.value) first.push(row);
  }
  if (first.length === 0) throw new SheetError("empty_file");
  const headerIndex = findHeader(first, options.header ?? "detect");
  const headerRow = headerIndex === -1 ? null : (first[headerIndex] as RawRow);
  const header = headerRow ? withoutEmptyTail(headerRow.cells).map((cell) => cell.trim()) : null;
  const width = header?.length ?? mostCommon(first.map((row) => row.cells.length));

  async function* batches(): AsyncGenerator<SheetRow[]> {
    try {
      yield measured(first.slice(headerIndex + 1), width);
      for await (const batch of raw) yield measured(batch, width);
    } finally {
      await raw.return(undefined);
    }
  }
  const stream = batches();
  return {
    format,
    delimiter,
    encoding,
    header,
    headerRow: headerRow?.number ?? null,
    batches: stream,
    async *rows() {
      for await (const batch of stream) yield* batch;
    },
  };
}

function measured(rows: RawRow[], width: number): SheetRow[] {
  return rows.map(({ number, cells }) => ({ number, cells, ragged: raggedness(cells, width) }));
}

function raggedness(cells: string[], width: number): SheetRow["ragged"] {
  if (cells.length === width) return null;
  if (cells.length < width) return "short";
  for (let index = width; index < cells.length; index += 1) if (cells[index] !== "") return "long";
  return null;
}

/**
 * A header is the first row about as wide as the table whose cells are words, hardly any of them twice: titles above it
 * are narrower, rows below it hold numbers and dates.
 */
function findHeader(rows: readonly RawRow[], wanted: "detect" | "none" | number): number {
  if (wanted === "none") return -1;
  if (typeof wanted === "number") return rows.findIndex((row) => row.number === wanted);
  const width = mostCommon(rows.map((row) => row.cells.length));
  return rows.slice(0, LOOKED_AT_FOR_HEADER).findIndex(({ cells }) => {
    const filled = cells.map((cell) => cell.trim().toLowerCase()).filter((cell) => cell !== "");
    if (filled.length < Math.max(1, width * 0.6)) return false;
    if (new Set(filled).size < filled.length * 0.8) return false;
    return !filled.some((cell) => LOOKS_LIKE_DATA.test(cell));
  });
}

const LOOKS_LIKE_DATA =
  /^(?:[-+(]?\s*\p{Sc}?\s*[\d.,]*\d[\d.,]*\s*[%)]?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*|\S+@\S+\.\S+)$/u;

function withoutEmptyTail(cells: readonly string[]): string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== "");
  return cells.slice(0, last + 1);
}

async function* csvBatches(
  start: string,
  text: AsyncGenerator<string>,
  reader: CsvReader,
  skipFirst: boolean,
): AsyncGenerator<RawRow[]> {
  const first = reader.push(start);
  yield skipFirst ? first.slice(1) : first;
  try {
    for await (const piece of text) yield reader.push(piece);
  } catch (error) {
    throw asSheetError(error, reader.nextRow);
  }
  yield reader.finish();
}

/** A decoder throws TypeError on bytes that its encoding does not have. */
function asSheetError(error: unknown, row: number): unknown {
  return error instanceof TypeError ? new SheetError("bad_encoding", row, { cause: error }) : error;
}

async function firstText(text: AsyncGenerator<string>): Promise<string> {
  try {
    const next = await text.next();
    return next.done ? "" : next.value;
  } catch (error) {
    throw asSheetError(error, 1);
  }
}

async function peek(
  source: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; whole: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let size = 0;
  while (size < 8) {
    const next = await iterator.next();
    if (next.done) break;
    taken.push(next.value);
    size += next.value.length;
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    try {
      yield* taken;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head: Buffer.concat(taken), whole: whole() };
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
