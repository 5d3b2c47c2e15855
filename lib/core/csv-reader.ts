import { SheetError, type SheetLimits } from "@/lib/core/sheet-error";

/** One row as written: nothing trimmed, nothing converted. `number` is the row as a spreadsheet shows it. */
export type RawRow = { readonly number: number; readonly cells: string[] };

/**
 * Reads RFC 4180 text piece by piece, forgiving what real exports do: quotes inside unquoted cells, text after a closing
 * quote, bare line feeds. Blank rows are counted but not returned. A returned cell may share memory with its piece.
 */
export class CsvReader {
  private readonly delimiter: string;
  private readonly newline: "\n" | "\r";
  private readonly limits: SheetLimits;
  private rest = "";
  private row = 0;

  constructor(delimiter: string, newline: "\n" | "\r", limits: SheetLimits) {
    this.delimiter = delimiter;
    this.newline = newline;
    this.limits = limits;
  }

  /** The number of the row that comes next. */
  get nextRow(): number {
    return this.row + 1;
  }

  /** Rows completed by this piece. */
  push(piece: string): RawRow[] {
    return this.read(this.rest === "" ? piece : this.rest + piece, false);
  }

  /** The last row, when the file does not end with a line feed. */
  finish(): RawRow[] {
    return this.rest === "" ? [] : this.read(this.rest, true);
  }

  private read(text: string, last: boolean): RawRow[] {
    const rows: RawRow[] = [];
    let position = 0;
    let quote = text.indexOf('"');
    while (position < text.length) {
      let end = text.indexOf(this.newline, position);
      if (end === -1) {
        if (!last) break;
        end = text.length;
      }
      if (quote !== -1 && quote < position) quote = text.indexOf('"', position);
      // Most rows hold no quote; splitting them natively is several times faster than walking through them.
      if (quote === -1 || quote > end) {
        const line = text.slice(
          position,
          this.newline === "\n" && text[end - 1] === "\r" && end > position ? end - 1 : end,
        );
        this.add(rows, line.split(this.delimiter), end - position);
        position = end + 1;
      } else {
        const next = this.readQuoted(text, position, last, rows);
        if (next === -1) break;
        position = next;
      }
    }
    this.rest = position < text.length ? text.slice(position) : "";
    if (this.rest.length > this.limits.lineLength) throw new SheetError("line_too_long", this.nextRow);
    return rows;
  }

  /** Reads one row that holds quotes; returns where the next begins, or -1 when its end has not come yet. */
  private readQuoted(text: string, start: number, last: boolean, rows: RawRow[]): number {
    const cells: string[] = [];
    let position = start;
    for (;;) {
      let cell = "";
      if (text[position] === '"') {
        position += 1;
        for (;;) {
          const quote = text.indexOf('"', position);
          if (quote === -1 || (quote === text.length - 1 && !last)) {
            if (last) throw new SheetError("unclosed_quote", this.nextRow);
            return -1;
          }
          const doubled = text[quote + 1] === '"';
          cell += text.slice(position, doubled ? quote + 1 : quote);
          position = quote + (doubled ? 2 : 1);
          if (!doubled) break;
        }
      }
      const end = this.endOfCell(text, position);
      if (end === text.length && !last) return -1;
      const ended = end === text.length || text[end] === this.newline;
      const stop = ended && this.newline === "\n" && end > position && text[end - 1] === "\r" ? end - 1 : end;
      cells.push(cell + text.slice(position, stop));
      position = end + 1;
      if (ended) break;
    }
    this.add(rows, cells, position - start);
    return position;
  }

  private endOfCell(text: string, from: number): number {
    for (let index = from; index < text.length; index += 1) {
      const character = text[index];
      if (character === this.delimiter || character === this.newline) return index;
    }
    return text.length;
  }

  private add(rows: RawRow[], cells: string[], length: number): void {
    this.row += 1;
    if (length > this.limits.lineLength) throw new SheetError("line_too_long", this.row);
    if (cells.length > this.limits.columns) throw new SheetError("too_many_columns", this.row);
    if (cells[0] === "" && cells.every((cell) => cell === "")) return;
    rows.push({ number: this.row, cells });
  }
}

const DELIMITERS = [",", ";", "\t", "|"] as const;

/** The separator that cuts the beginning of a file into rows of the same, largest number of cells. */
export function detectDelimiter(sample: string, newline: "\n" | "\r", limits: SheetLimits): string {
  let best: { delimiter: string; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const widths = sampleRows(sample, delimiter, newline, limits).map((row) => row.cells.length);
    const width = mostCommon(widths);
    if (width < 2) continue;
    const share = widths.filter((other) => other === width).length / widths.length;
    const score = share * share * Math.sqrt(width);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** How the first row ends, outside quotes: by a bare carriage return only in files of old Macs. */
export function detectNewline(sample: string): "\n" | "\r" {
  let quoted = false;
  for (let index = 0; index < sample.length; index += 1) {
    const character = sample[index];
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === "\n") return "\n";
    else if (!quoted && character === "\r") return sample[index + 1] === "\n" ? "\n" : "\r";
  }
  return "\n";
}

export function mostCommon(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  let best = 0;
  for (const number of numbers) {
    const count = (counts.get(number) ?? 0) + 1;
    counts.set(number, count);
    if (count > (counts.get(best) ?? 0)) best = number;
  }
  return best;
}

function sampleRows(sample: string, delimiter: string, newline: "\n" | "\r", limits: SheetLimits): RawRow[] {
  const reader = new CsvReader(delimiter, newline, { ...limits, columns: Number.POSITIVE_INFINITY });
  const rows = reader.push(sample);
  return rows.length > 0 ? rows : [{ number: 1, cells: sample.split(delimiter) }];
}
