/** Excel takes a file for UTF-8 only when it begins with this mark. */
export const CSV_BOM = "\ufeff";

export type CsvValue = string | number | bigint | boolean | Date | null | undefined;

const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
// The full-width signs count too: East Asian spreadsheets calculate with them.
const FORMULA_START = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * One cell of a CSV file (RFC 4180). A text that a spreadsheet would run as a formula gets a leading apostrophe;
 * plain numbers, negative ones too, stay numbers.
 */
export function toCsvCell(value: CsvValue): string {
  if (value === null || value === undefined) return "";
  let text = value instanceof Date ? value.toISOString() : String(value);
  if (FORMULA_START.test(text) && !PLAIN_NUMBER.test(text)) text = `'${text}`;
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toCsvRow(values: readonly CsvValue[]): string {
  return `${values.map(toCsvCell).join(",")}\r\n`;
}

/** A whole file as a stream of text, row by row, so that an export of any size takes no memory. */
export async function* toCsv(
  header: readonly string[],
  rows: AsyncIterable<readonly CsvValue[]> | Iterable<readonly CsvValue[]>,
): AsyncGenerator<string> {
  yield CSV_BOM + toCsvRow(header);
  for await (const row of rows) yield toCsvRow(row);
}
