export type SheetProblem =
  | "empty_file"
  | "not_a_table"
  | "old_excel_file"
  | "damaged_file"
  | "protected_file"
  | "file_too_large"
  | "bad_encoding"
  | "line_too_long"
  | "unclosed_quote"
  | "too_many_columns"
  | "no_such_sheet";

/** Why a file cannot be read, and the row where it shows, counted as a spreadsheet does. */
export class SheetError extends Error {
  override readonly name = "SheetError";
  readonly reason: SheetProblem;
  readonly row: number | null;

  constructor(reason: SheetProblem, row: number | null = null, options?: ErrorOptions) {
    super(row === null ? reason : `${reason} in row ${row}`, options);
    this.reason = reason;
    this.row = row;
  }
}

export type SheetLimits = {
  /** Characters of one row. */
  readonly lineLength: number;
  readonly columns: number;
  /** Bytes of a workbook, which is held in memory while it is read; text files have no limit. */
  readonly workbookBytes: number;
  /** Bytes that the parts of a workbook may inflate to. */
  readonly inflatedBytes: number;
  /** Bytes of a workbook's table of texts, which is held in memory too. */
  readonly sharedTextBytes: number;
  readonly zipEntries: number;
};

export const SHEET_LIMITS: SheetLimits = {
  lineLength: 1_000_000,
  columns: 500,
  workbookBytes: 64_000_000,
  inflatedBytes: 1_000_000_000,
  sharedTextBytes: 128_000_000,
  zipEntries: 1000,
};
