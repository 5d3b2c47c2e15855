// Server only.
import type { RawRow } from "@/lib/core/csv-reader";
import { SheetError, type SheetLimits } from "@/lib/core/sheet-error";
import { attribute, elementsIn, unescapeXml, type XmlElement } from "@/lib/core/xml-scan";
import { readZip, type ZipEntry } from "@/lib/core/zip-reader";

/**
 * Rows of one sheet of an XLSX workbook. The sheet is inflated and scanned as a stream; the file and its table of texts
 * are held in memory, within limits. Numbers come as Excel shows them in a plain cell, dates as "2026-11-21 14:05:00".
 */
export async function* readWorkbook(
  source: AsyncIterable<Uint8Array>,
  limits: SheetLimits,
  sheetName?: string,
): AsyncGenerator<RawRow[]> {
  const parts = readZip(await collect(source, limits.workbookBytes), limits);
  const workbookPath = await findWorkbook(parts);
  const workbookPart = parts.get(workbookPath);
  if (!workbookPart) throw new SheetError("not_a_table");
  const workbook = await textOf(workbookPart);
  const targets = await relations(parts, workbookPath);
  const sheet = parts.get(pathOfSheet(workbook, targets, sheetName));
  if (!sheet) throw new SheetError("damaged_file");

  const partOfType = (type: string): ZipEntry | undefined =>
    parts.get(targets.find((target) => target.type.endsWith(type))?.path ?? "");
  const texts = await sharedTexts(partOfType("/sharedStrings"), limits);
  const dateStyles = await findDateStyles(partOfType("/styles"));
  const properties = elementsIn(workbook, "workbookPr").elements[0]?.attributes ?? "";
  const from1904 = ["1", "true"].includes(attribute(properties, "date1904") ?? "");
  const cellText = (cell: XmlElement): string => textOfCell(cell, texts, dateStyles, from1904);

  let previous = 0;
  for await (const elements of streamElements(sheet, "row", limits)) {
    const rows: RawRow[] = [];
    for (const element of elements) {
      const number = Number(attribute(element.attributes, "r")) || previous + 1;
      previous = number;
      const cells = cellsOf(element.content, cellText, number, limits);
      if (cells.some((cell) => cell !== "")) rows.push({ number, cells });
    }
    yield rows;
  }
}

function cellsOf(row: string, cellText: (cell: XmlElement) => string, number: number, limits: SheetLimits): string[] {
  const cells: string[] = [];
  for (const cell of elementsIn(row, "c").elements) {
    const column = columnOf(attribute(cell.attributes, "r")) ?? cells.length;
    if (column >= limits.columns) throw new SheetError("too_many_columns", number);
    while (cells.length < column) cells.push("");
    cells[column] = cellText(cell);
  }
  return cells;
}

/** "AB12" → 27. */
function columnOf(reference: string | null): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? "")?.[0];
  if (!letters) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function textOfCell(
  { attributes, content }: XmlElement,
  texts: readonly string[],
  dateStyles: ReadonlySet<number>,
  from1904: boolean,
): string {
  if (content === "") return "";
  const type = attribute(attributes, "t") ?? "n";
  if (type === "inlineStr") return plainText(content);
  const value = elementsIn(content, "v").elements[0]?.content ?? "";
  if (value === "") return "";
  if (type === "s") return texts[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  if (type !== "n") return withoutEscapes(unescapeXml(value));
  const style = Number(attribute(attributes, "s") ?? 0);
  return dateStyles.has(style) ? dateText(Number(value), from1904) : numberText(value);
}

const WITHOUT_EXPONENT = new Intl.NumberFormat("en-US", { useGrouping: false, maximumSignificantDigits: 15 });

/** Excel keeps 17 digits of a binary number and shows 15: 1.1000000000000001 in the file is 1.1 to everybody. */
function numberText(value: string): string {
  if (/^-?(?:\d{1,15}|\d{1,9}\.\d{1,5})$/.test(value)) return value;
  const number = Number(Number(value).toPrecision(15));
  return Number.isFinite(number) ? WITHOUT_EXPONENT.format(number) : value;
}

const DAY = 86_400_000;
const LAST_SERIAL = 2_958_466;

function dateText(serial: number, from1904: boolean): string {
  if (!(serial >= 0 && serial < LAST_SERIAL)) return String(serial);
  // Day 60 is 29 February 1900, which Excel believes in and no calendar has.
  const days = from1904 ? serial - 24107 : serial - 25569 + (serial < 60 ? 1 : 0);
  const iso = new Date(Math.round((days * DAY) / 1000) * 1000).toISOString();
  const time = iso.slice(11, 19);
  if (serial < 1 && !from1904) return time;
  return Number.isInteger(serial) ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`;
}

async function sharedTexts(part: ZipEntry | undefined, limits: SheetLimits): Promise<string[]> {
  const texts: string[] = [];
  if (!part) return texts;
  if (part.size > limits.sharedTextBytes) throw new SheetError("file_too_large");
  for await (const elements of streamElements(part, "si", limits)) {
    for (const element of elements) texts.push(plainText(element.content));
  }
  return texts;
}

/** The text of a cell in all its formats, without the reading aids of East Asian names. */
function plainText(content: string): string {
  const [start = "", ...afterAids] = content.split(/<(?:\w{0,20}:)?rPh[\s>]/);
  const words = start + afterAids.map((piece) => piece.replace(/^[\s\S]*?<\/(?:\w{0,20}:)?rPh>/, "")).join("");
  const text = elementsIn(words, "t").elements.map((element) => unescapeXml(element.content));
  return withoutEscapes(text.join(""));
}

/** Characters that XML cannot hold are written as _x000D_. */
function withoutEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Styles whose number format is a date or time: the built-in ones, and own ones that name a year, day or hour. */
async function findDateStyles(part: ZipEntry | undefined): Promise<Set<number>> {
  const found = new Set<number>();
  if (!part) return found;
  const xml = await textOf(part);
  const own = new Map<number, boolean>();
  for (const { attributes } of elementsIn(xml, "numFmt").elements) {
    own.set(Number(attribute(attributes, "numFmtId")), namesTime(attribute(attributes, "formatCode") ?? ""));
  }
  const styles = elementsIn(elementsIn(xml, "cellXfs").elements[0]?.content ?? "", "xf").elements;
  for (const [style, { attributes }] of styles.entries()) {
    const format = Number(attribute(attributes, "numFmtId"));
    if (own.get(format) ?? BUILT_IN_DATES.some(([from, to]) => format >= from && format <= to)) found.add(style);
  }
  return found;
}

/** Number formats of dates and times in every edition of Excel, East Asian ones included. */
const BUILT_IN_DATES = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** Quoted words, colours and conditions in brackets, and escaped letters of a format are no part of the date. */
function namesTime(format: string): boolean {
  const code = format.replace(/"[^"]*"|\[(?!(?:h+|m+|s+)\])[^\]]*\]|\\./gi, "");
  return !/^general$/i.test(code) && /[ymdhs]/i.test(code);
}

type Relation = { readonly id: string; readonly type: string; readonly path: string };

async function findWorkbook(parts: Map<string, ZipEntry>): Promise<string> {
  const main = (await relations(parts, "")).find((relation) => relation.type.endsWith("/officeDocument"));
  return main?.path ?? "xl/workbook.xml";
}

async function relations(parts: Map<string, ZipEntry>, path: string): Promise<Relation[]> {
  const slash = path.lastIndexOf("/") + 1;
  const folder = path.slice(0, slash);
  const part = parts.get(`${folder}_rels/${path.slice(slash)}.rels`);
  if (!part) return [];
  return elementsIn(await textOf(part), "Relationship").elements.map(({ attributes }) => {
    const target = attribute(attributes, "Target") ?? "";
    const absolute = target.startsWith("/") ? target.slice(1) : folder + target;
    return { id: attribute(attributes, "Id") ?? "", type: attribute(attributes, "Type") ?? "", path: absolute };
  });
}

function pathOfSheet(workbook: string, targets: readonly Relation[], wanted: string | undefined): string {
  const sheets = elementsIn(workbook, "sheet").elements.map(({ attributes }) => attributes);
  const visible = sheets.find((sheet) => !["hidden", "veryHidden"].includes(attribute(sheet, "state") ?? ""));
  const sheet = wanted === undefined ? (visible ?? sheets[0]) : sheets.find((one) => attribute(one, "name") === wanted);
  if (!sheet) throw new SheetError(wanted === undefined ? "damaged_file" : "no_such_sheet");
  const id = /\s\w+:id=["']([^"']*)/.exec(sheet)?.[1];
  return targets.find((target) => target.id === id)?.path ?? "";
}

/** The elements of one name in a part, as it is inflated. */
async function* streamElements(part: ZipEntry, name: string, limits: SheetLimits): AsyncGenerator<XmlElement[]> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  for await (const chunk of part.read()) {
    rest += decoder.decode(chunk, { stream: true });
    const { elements, end } = elementsIn(rest, name);
    rest = rest.slice(end);
    // Mark-up takes several times the room of what it marks.
    if (rest.length > limits.lineLength * 8) throw new SheetError("line_too_long");
    yield elements;
  }
}

/** A workbook of a thousand sheets and styles stays far below this. */
const SMALL_PART_BYTES = 16_000_000;

async function textOf(part: ZipEntry): Promise<string> {
  return (await collect(part.read(), SMALL_PART_BYTES)).toString("utf8");
}

async function collect(source: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > limit) throw new SheetError("file_too_large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
