import { getTableColumns, getTableName, type Table } from "drizzle-orm";
import { CasingCache } from "drizzle-orm/casing";
import type { Tx } from "@/db/transaction";

const casing = new CasingCache("snake_case");

type Columns = Map<string, { name: string; type: string }>;
const columnsByTable = new WeakMap<Table, Columns>();

/** Property → column name and SQL type of a table, read once. */
export function columnsOf(table: Table): Columns {
  const known = columnsByTable.get(table);
  if (known) return known;
  const columns: Columns = new Map(
    Object.entries(getTableColumns(table)).map(([property, column]) => [
      property,
      { name: casing.getColumnCasing(column), type: column.getSQLType() },
    ]),
  );
  columnsByTable.set(table, columns);
  return columns;
}

/** JSON that PostgreSQL reads back exactly: bigint as text. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, field) => (typeof field === "bigint" ? field.toString() : field));
}

/**
 * Inserts any number of rows by one prepared statement. All rows carry the properties of the first; the statement's
 * text depends on them alone, so that PostgreSQL plans it once.
 */
export function insertRows(tx: Tx, table: Table, rows: readonly object[], suffix = ""): Promise<{ count: number }> {
  const known = columnsOf(table);
  const properties = Object.keys(rows[0] as object).filter((property) => known.has(property));
  const name = getTableName(table);
  const list = properties.map((property) => `"${known.get(property)?.name}"`).join(", ");
  const renamed = rows.map((row) =>
    Object.fromEntries(
      properties.map((property) => [known.get(property)?.name, (row as Record<string, unknown>)[property]]),
    ),
  );
  const query = tx.sql.unsafe(
    `insert into ${name} (${list}) select ${list} from json_populate_recordset(null::${name}, $1::text::json) ${suffix}`,
    [toJson(renamed)],
    { prepare: true },
  );
  // Sent now: the driver would wait until somebody awaits it, and rows that refer to these would come first.
  return query.execute() as unknown as Promise<{ count: number }>;
}

/** `json_to_recordset` of typed columns, for set-wise updates: `from <this> as p(...)`. */
export function recordset(table: Table, properties: readonly string[], extra: Record<string, string> = {}): string {
  const known = columnsOf(table);
  const typed = [
    ...properties.map((property) => `"${known.get(property)?.name}" ${known.get(property)?.type}`),
    ...Object.entries(extra).map(([name, type]) => `"${name}" ${type}`),
  ];
  return `json_to_recordset($1::text::json) as p(${typed.join(", ")})`;
}

/** A timestamp as the raw driver gives it → Date. */
export function toDate(text: string): Date {
  return new Date(`${text.replace(" ", "T")}${/[+-]\d\d$/.test(text) ? ":00" : ""}`);
}

/** The same where it may be missing. */
export function toDateOrNull(text: string | null): Date | null {
  return text === null ? null : toDate(text);
}
