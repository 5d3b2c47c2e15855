import { Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";
import type { CsvValue } from "./csv";

/** A sheet of Excel holds a few more rows; what goes beyond begins a further sheet. */
const ROWS_PER_SHEET = 1_000_000;
const LONGEST_TEXT = 32_767;

type Rows = AsyncIterable<readonly CsvValue[]>;
type Entry = { name: string; crc: number; packed: number; size: number; offset: number };

/**
 * A workbook as a stream of bytes, row by row, so that an export of any size takes no memory. Texts are written as
 * texts: nothing that somebody typed can become a formula. The header stands in bold on each sheet.
 */
export async function* toXlsx(
  header: readonly string[],
  rows: Rows,
  rowsPerSheet = ROWS_PER_SHEET,
): AsyncGenerator<Uint8Array> {
  const zip = new Zip();
  const source = rows[Symbol.asyncIterator]();
  let next = await source.next();
  let sheets = 0;
  do {
    sheets += 1;
    yield* zip.add(`xl/worksheets/sheet${sheets}.xml`, sheet());
  } while (!next.done);
  for (const [name, text] of Object.entries(parts(sheets))) yield* zip.add(name, Readable.from([text]));
  yield zip.directory();

  async function* sheet(): AsyncGenerator<string> {
    yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>`;
    yield row(header, ' s="1"');
    for (let count = 0; !next.done && count < rowsPerSheet; count += 1) {
      yield row(next.value, "");
      next = await source.next();
    }
    yield "</sheetData></worksheet>";
  }
}

function row(values: readonly CsvValue[], style: string): string {
  return `<row>${values.map((value) => cell(value, style)).join("")}</row>`;
}

function cell(value: CsvValue, style: string): string {
  if (value === null || value === undefined || value === "") return "<c/>";
  if (typeof value === "number" || typeof value === "bigint") return `<c${style}><v>${value}</v></c>`;
  const text = value instanceof Date ? value.toISOString() : String(value);
  return `<c t="inlineStr"${style}><is><t xml:space="preserve">${escaped(text.slice(0, LONGEST_TEXT))}</t></is></c>`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to hold them.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(UNWRITABLE, "")
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? "");
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";

function parts(sheets: number): Record<string, string> {
  const each = (text: (number: number) => string) => Array.from({ length: sheets }, (_, at) => text(at + 1)).join("");
  return {
    "xl/styles.xml": `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
    "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((number) => `<sheet name="${number}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${XML}<Relationships xmlns="${RELATIONS}">${each((number) => `<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    "_rels/.rels": `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "[Content_Types].xml": `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${each((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${TYPES}.worksheet+xml"/>`)}</Types>`,
  };
}

const DESCRIPTOR_FOLLOWS = 0x0808;
const DEFLATED = 8;
/** 1 January 1980: the same rows give the same file. */
const NO_DATE = 0x0021;

/** Writes entries whose size is known only at their end, as the format allows for (APPNOTE 4.3.9). */
class Zip {
  private readonly entries: Entry[] = [];
  private offset = 0;

  async *add(name: string, texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
    const entry: Entry = { name, crc: 0, packed: 0, size: 0, offset: this.offset };
    yield this.out(header(0x04034b50, entry, []));
    const deflate = createDeflateRaw();
    const input = Readable.from(measured(texts, entry));
    input.on("error", (error) => deflate.destroy(error));
    for await (const chunk of input.pipe(deflate) as AsyncIterable<Buffer>) {
      entry.packed += chunk.length;
      yield this.out(chunk);
    }
    const descriptor = Buffer.alloc(16);
    descriptor.writeUInt32LE(0x08074b50, 0);
    descriptor.writeUInt32LE(entry.crc, 4);
    descriptor.writeUInt32LE(entry.packed, 8);
    descriptor.writeUInt32LE(entry.size, 12);
    this.entries.push(entry);
    yield this.out(descriptor);
  }

  directory(): Uint8Array {
    const listed = this.entries.map((entry) => header(0x02014b50, entry, [entry.offset]));
    const size = listed.reduce((sum, part) => sum + part.length, 0);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.entries.length, 8);
    end.writeUInt16LE(this.entries.length, 10);
    end.writeUInt32LE(size, 12);
    end.writeUInt32LE(this.offset, 16);
    return Buffer.concat([...listed, end]);
  }

  private out(bytes: Uint8Array): Uint8Array {
    this.offset += bytes.length;
    return bytes;
  }
}

/** A local header, or with the entry's offset its line in the directory. */
function header(signature: number, entry: Entry, [offset]: number[]): Buffer {
  const central = offset !== undefined;
  const name = Buffer.from(entry.name);
  const fixed = Buffer.alloc(central ? 46 : 30);
  fixed.writeUInt32LE(signature, 0);
  let at = 4;
  const put16 = (value: number) => {
    at = fixed.writeUInt16LE(value, at);
  };
  const put32 = (value: number) => {
    at = fixed.writeUInt32LE(value, at);
  };
  if (central) put16(20);
  put16(20);
  put16(DESCRIPTOR_FOLLOWS);
  put16(DEFLATED);
  put16(0);
  put16(NO_DATE);
  put32(central ? entry.crc : 0);
  put32(central ? entry.packed : 0);
  put32(central ? entry.size : 0);
  put16(name.length);
  if (offset !== undefined) fixed.writeUInt32LE(offset, 42);
  return Buffer.concat([fixed, name]);
}

/** As many characters as go through the compressor at once. */
const STROKE = 65_536;

async function* measured(texts: AsyncIterable<string>, entry: Entry): AsyncGenerator<Buffer> {
  let waiting = "";
  const taken = () => {
    const bytes = Buffer.from(waiting);
    waiting = "";
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    return bytes;
  };
  for await (const text of texts) {
    waiting += text;
    if (waiting.length >= STROKE) yield taken();
  }
  if (waiting !== "") yield taken();
}
