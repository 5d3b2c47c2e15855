// Server only.
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { TextEncodingName } from "@/lib/core/decode-text";
import { openSheet, SheetError } from "@/lib/core/sheet";
import { SHEET_LIMITS } from "@/lib/core/sheet-error";
import type { FileRow } from "./rules/cells";
import { rowsOfJson } from "./rules/json-rows";

export const encodings = ["utf-8", "utf-16le", "utf-16be", "gb18030", "windows-1252"] as const;

/** How a person says the file is written, where what was found is not right. */
export type FormatChoice = {
  encoding?: TextEncodingName;
  delimiter?: string;
  /** The row that names the columns; 0 when none does. */
  headerRow?: number;
};

export type FoundFormat = {
  kind: "csv" | "xlsx" | "json";
  compressed: boolean;
  delimiter: string | null;
  headerRow: number;
};

export type OpenFile = {
  format: FoundFormat;
  header: string[];
  /** How the text is written; known for good once all rows have been read. */
  encoding: () => string | null;
  batches: AsyncGenerator<readonly FileRow[]>;
};

/** Bytes of a JSON file, which is held in memory while it is read. */
const JSON_BYTES = 32_000_000;

/** Opens what people and shops send: CSV, XLSX or JSON, gzipped or not, and reads it as a stream. Throws SheetError. */
export async function openFile(source: AsyncIterable<Uint8Array>, choice: FormatChoice = {}): Promise<OpenFile> {
  const outer = await peek(source);
  const compressed = outer.head[0] === 0x1f && outer.head[1] === 0x8b;
  const { head, bytes } = compressed ? await peek(inflated(outer.bytes)) : outer;
  if (looksLikeJson(head)) return openJson(bytes, compressed);

  const sheet = await openSheet(choice.encoding ? recoded(bytes, choice.encoding) : bytes, {
    header: choice.headerRow === undefined ? "detect" : choice.headerRow === 0 ? "none" : choice.headerRow,
    delimiter: choice.delimiter,
  });
  const width = sheet.header?.length;
  const first = width === undefined ? await sheet.batches.next() : undefined;
  const header = sheet.header ?? columnNames((first?.value?.[0]?.cells.length as number | undefined) ?? 1);
  async function* batches(): AsyncGenerator<readonly FileRow[]> {
    if (first && !first.done) yield first.value;
    yield* sheet.batches;
  }
  return {
    format: { kind: sheet.format, compressed, delimiter: sheet.delimiter, headerRow: sheet.headerRow ?? 0 },
    header,
    encoding: () => choice.encoding ?? sheet.encoding(),
    batches: batches(),
  };
}

function columnNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `#${index + 1}`);
}

async function openJson(bytes: AsyncIterable<Uint8Array>, compressed: boolean): Promise<OpenFile> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > JSON_BYTES) throw new SheetError("file_too_large");
    chunks.push(chunk);
  }
  const table = rowsOfJson(new TextDecoder().decode(Buffer.concat(chunks)));
  if (!table) throw new SheetError("damaged_file");
  async function* batches(rows: readonly FileRow[]): AsyncGenerator<readonly FileRow[]> {
    yield rows;
  }
  return {
    format: { kind: "json", compressed, delimiter: null, headerRow: 0 },
    header: table.header,
    encoding: () => "utf-8",
    batches: batches(table.rows),
  };
}

function looksLikeJson(head: Uint8Array): boolean {
  const text = new TextDecoder()
    .decode(head)
    .replace(/^\ufeff/, "")
    .trimStart();
  return /^(?:\{\s*"|\[\s*(?:\{|\]))/.test(text);
}

/** A small file can inflate to fill a disk: what comes out is counted. */
async function* inflated(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const source = Readable.from(bytes);
  source.on("error", (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  let size = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > SHEET_LIMITS.inflatedBytes) throw new SheetError("file_too_large");
      yield chunk;
    }
  } catch (error) {
    if (error instanceof SheetError) throw error;
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_")) {
      throw new SheetError("damaged_file", null, { cause: error });
    }
    throw error;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

/** The text in the encoding a person named, written again as UTF-8 with its mark. */
async function* recoded(bytes: AsyncIterable<Uint8Array>, encoding: TextEncodingName): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const encoder = new TextEncoder();
  yield new Uint8Array([0xef, 0xbb, 0xbf]);
  try {
    for await (const chunk of bytes) yield encoder.encode(decoder.decode(chunk, { stream: true }));
    yield encoder.encode(decoder.decode());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new SheetError("bad_encoding", null, { cause: error });
  }
}

async function peek(
  source: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; bytes: AsyncGenerator<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let size = 0;
  while (size < 64) {
    const next = await iterator.next();
    if (next.done) break;
    taken.push(next.value);
    size += next.value.length;
  }
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      yield* taken;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head: Buffer.concat(taken).subarray(0, 64), bytes: bytes() };
}
