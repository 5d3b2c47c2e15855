import { DateError, parseLocal } from "@/lib/core/dates";
import { currencyDecimals, MoneyError, parseDecimal, parseMoney } from "@/lib/core/money";
import { parseQuantity, parseSignedQuantity, QuantityError } from "@/lib/core/quantity";
import { cleanLines, cleanText, TextError } from "@/lib/core/text";
import type { OrderField } from "./fields";

/** One row of the file as written. `number` is the row as a spreadsheet shows it. */
export type FileRow = {
  readonly number: number;
  readonly cells: readonly string[];
  /** The row has fewer or more cells than the header. */
  readonly ragged?: "short" | "long" | null;
};

/** What is wrong with a row, or worth knowing: never wording, only values. `value` is the cell as written. */
export type RowProblem = {
  row: number;
  field: OrderField | null;
  code: string;
  value: string;
  facts?: Record<string, unknown>;
};

/** Reads the cells of rows by their meaning, and notes what cannot be read instead of stopping at the first. */
export class Cells {
  readonly problems: RowProblem[] = [];
  private readonly columns: ReadonlyMap<OrderField, number>;

  constructor(columns: ReadonlyMap<OrderField, number>) {
    this.columns = columns;
  }

  has(field: OrderField): boolean {
    return this.columns.has(field);
  }

  /** The cell as written, without the marks that shops put round ids so that spreadsheets leave them alone. */
  raw(row: FileRow, field: OrderField): string {
    const index = this.columns.get(field);
    if (index === undefined) return "";
    const cell = row.cells[index];
    return cell === undefined || cell === "" ? "" : unwrapped(cell);
  }

  /** The first filled cell of the fields. */
  first(row: FileRow, ...fields: OrderField[]): string {
    for (const field of fields) {
      const text = this.raw(row, field);
      if (text !== "") return text;
    }
    return "";
  }

  refuse(row: FileRow, field: OrderField | null, code: string, value = "", facts?: Record<string, unknown>): null {
    const shown = value.slice(0, LONGEST_SHOWN);
    this.problems.push(
      facts ? { row: row.number, field, code, value: shown, facts } : { row: row.number, field, code, value: shown },
    );
    return null;
  }

  text(row: FileRow, field: OrderField, longest = 300): string {
    return this.clean(row, field, this.raw(row, field), longest, cleanText);
  }

  lines(row: FileRow, field: OrderField, longest = 2000): string {
    return this.clean(row, field, this.raw(row, field), longest, cleanLines);
  }

  required(row: FileRow, field: OrderField, longest = 300): string {
    const text = this.text(row, field, longest);
    if (text === "" && !this.problems.some((problem) => problem.row === row.number && problem.field === field)) {
      this.refuse(row, field, "missing");
    }
    return text;
  }

  quantity(row: FileRow, field: OrderField = "quantity"): number | null {
    return this.wholeNumber(row, field, parseQuantity);
  }

  signedQuantity(row: FileRow, field: OrderField = "quantity"): number | null {
    return this.wholeNumber(row, field, parseSignedQuantity);
  }

  /** A price per unit, not negative. It may be finer than the minor unit, but not where the currency has none. */
  unitPrice(row: FileRow, currency: string, field: OrderField = "unitPrice"): string | null {
    const text = withoutSymbol(this.raw(row, field));
    try {
      const price = parseDecimal(text, 6);
      if (price.startsWith("-")) return this.refuse(row, field, "price_negative", text);
      if (currencyDecimals(currency) === 0 && price.includes(".")) {
        return this.refuse(row, field, "amount_too_many_decimals", text, { currency, decimals: 0 });
      }
      return price;
    } catch (error) {
      return this.badAmount(row, field, text, currency, error);
    }
  }

  /** An amount of the currency as minor units, null when it cannot be read; an empty cell is `empty`. */
  amount(row: FileRow, field: OrderField, currency: string, empty: bigint | null = 0n): bigint | null {
    const text = withoutSymbol(this.raw(row, field));
    if (text === "" || text === "-") return empty;
    try {
      return parseMoney(text, currency);
    } catch (error) {
      return this.badAmount(row, field, text, currency, error);
    }
  }

  date(row: FileRow, field: OrderField, zone: string): Date | null {
    const text = this.raw(row, field);
    if (text === "" || text === "-") return null;
    try {
      return parseLocal(text, zone);
    } catch (error) {
      if (!(error instanceof DateError)) throw error;
      return this.refuse(row, field, `date_${error.reason}`, text);
    }
  }

  private clean(row: FileRow, field: OrderField, text: string, longest: number, how: (text: string) => string): string {
    if (text === "") return "";
    if (text.length <= longest && PLAIN_TEXT.test(text)) return text;
    try {
      const cleaned = how(text);
      if (cleaned.length > longest) this.refuse(row, field, "too_long", cleaned, { longest });
      return cleaned;
    } catch (error) {
      if (!(error instanceof TextError)) throw error;
      this.refuse(row, field, error.reason, text);
      return "";
    }
  }

  private wholeNumber(row: FileRow, field: OrderField, parse: (text: string) => number): number | null {
    const text = this.raw(row, field);
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
      return this.refuse(row, field, `quantity_${error.reason}`, text);
    }
  }

  private badAmount(row: FileRow, field: OrderField, text: string, currency: string, error: unknown): null {
    if (!(error instanceof MoneyError)) throw error;
    const decimals = error.reason === "unknown_currency" ? 0 : currencyDecimals(currency);
    return this.refuse(row, field, `amount_${error.reason}`, text, { currency, decimals });
  }
}

const LONGEST_SHOWN = 120;

/** ASCII words with single blanks between them: clean as they are. */
const PLAIN_TEXT = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

// Exports write ids as ="123", '123 or with a leading tab, so that a spreadsheet does not turn them into numbers.
function unwrapped(cell: string): string {
  const first = cell.charCodeAt(0);
  const last = cell.charCodeAt(cell.length - 1);
  if (first > 39 && first !== 61 && first < 128 && last > 32 && last < 128) return cell;
  const trimmed = cell.trim();
  const formula = /^="(.*)"$/s.exec(trimmed);
  if (formula) return (formula[1] as string).trim();
  return trimmed.startsWith("'") ? trimmed.slice(1).trim() : trimmed;
}

function withoutSymbol(text: string): string {
  return text.replace(/^[¥￥$€£]\s*/u, "").replace(/\s*元$/u, "");
}
