import { getTableColumns, getTableName, type InferSelectModel, type Table } from "drizzle-orm";
import { CasingCache } from "drizzle-orm/casing";
import type postgres from "postgres";
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

/** From so many rows on PostgreSQL reads columns quicker than rows. */
const ROWS_WORTH_COLUMNS = 16;
/** From so many rows on, a column that has one value in all of them is sent once. */
const ROWS_WORTH_COMPARING = 100;

/**
 * Inserts any number of rows by one prepared statement: a few as JSON, many column by column, which PostgreSQL reads
 * several times quicker. All rows carry the properties of the first; the statement's text depends on them, on which
 * columns are the same in all rows and which are like another, so that PostgreSQL plans it a few times only.
 */
export function insertRows(tx: Tx, table: Table, rows: readonly object[], suffix = ""): Promise<{ count: number }> {
  const [text, parameters] =
    rows.length < ROWS_WORTH_COLUMNS ? byRow(table, rows, suffix) : byColumn(table, rows, suffix);
  const query = tx.sql.unsafe(text, parameters, { prepare: true });
  // Sent now: the driver would wait until somebody awaits it, and rows that refer to these would come first.
  return query.execute() as unknown as Promise<{ count: number }>;
}

type Statement = [text: string, parameters: (string | null)[]];
type Shape = { text: string; fields: { property: string; key: string }[] };

const shapesByTable = new WeakMap<Table, Map<string, Shape>>();

function byRow(table: Table, rows: readonly object[], suffix: string): Statement {
  const { text, fields } = shapeOf(table, Object.keys(rows[0] as object), suffix);
  let json = "[";
  for (const [index, row] of rows.entries()) {
    json += index > 0 ? ",{" : "{";
    for (const { property, key } of fields) json += key + jsonOf((row as Record<string, unknown>)[property]);
    json += "}";
  }
  return [text, [`${json}]`]];
}

/** The statement for rows of these properties; written once, because it is the same for every order. */
function shapeOf(table: Table, properties: string[], suffix: string): Shape {
  const shapes = shapesByTable.get(table) ?? new Map<string, Shape>();
  shapesByTable.set(table, shapes);
  const key = `${properties.join()} ${suffix}`;
  const known = shapes.get(key);
  if (known) return known;
  const columns = columnsOf(table);
  const used = properties.filter((property) => columns.has(property));
  const names = used.map((property) => columns.get(property)?.name as string);
  const list = names.map((name) => `"${name}"`).join(", ");
  const name = getTableName(table);
  const shape = {
    text: `insert into ${name} (${list}) select ${list} from json_populate_recordset(null::${name}, $1::text::json) ${suffix}`,
    fields: used.map((property, index) => ({ property, key: `${index > 0 ? "," : ""}"${names[index]}":` })),
  };
  shapes.set(key, shape);
  return shape;
}

function jsonOf(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "object" && !(value instanceof Date)) return toJson(value);
  return JSON.stringify(value);
}

function byColumn(table: Table, rows: readonly object[], suffix: string): Statement {
  const known = columnsOf(table);
  const columns = Object.keys(rows[0] as object)
    .filter((property) => known.has(property))
    .map((property) => ({ property, ...(known.get(property) as { name: string; type: string }) }));
  const list = columns.map(({ name }) => `"${name}"`).join(", ");
  const parameters: (string | null)[] = [];
  const selected: string[] = [];
  const unnested: { name: string; array: string; property: string; type: string; selected: string }[] = [];
  const comparing = rows.length >= ROWS_WORTH_COMPARING;
  for (const [index, { property, name, type }] of columns.entries()) {
    const parameter = () => `$${parameters.length}::text`;
    // The last chance for a column that varies, as the rows have to come from somewhere.
    const mayBeOne = comparing && (unnested.length > 0 || index < columns.length - 1);
    if (mayBeOne && sameInAll(rows, property)) {
      parameters.push(textOf((rows[0] as Record<string, unknown>)[property], type));
      selected.push(`${parameter()}::${type}`);
      continue;
    }
    const twin = comparing && unnested.find((other) => other.type === type && sameAs(rows, other.property, property));
    if (twin) {
      selected.push(twin.selected);
      continue;
    }
    // An array column's values are of different lengths, so they travel as texts.
    const element = type.endsWith("[]") ? "text" : type;
    parameters.push(arrayOf(rows, property, type));
    const value = element === type ? `r."${name}"` : `r."${name}"::${type}`;
    unnested.push({ name, array: `${parameter()}::${element}[]`, property, type, selected: value });
    selected.push(value);
  }
  return [
    `insert into ${getTableName(table)} (${list}) select ${selected.join(", ")}
     from unnest(${unnested.map(({ array }) => array).join(", ")}) as r(${unnested.map(({ name }) => `"${name}"`).join(", ")}) ${suffix}`,
    parameters,
  ];
}

function sameInAll(rows: readonly object[], property: string): boolean {
  const first = (rows[0] as Record<string, unknown>)[property] ?? null;
  return rows.every((row) => ((row as Record<string, unknown>)[property] ?? null) === first);
}

function sameAs(rows: readonly object[], one: string, other: string): boolean {
  return rows.every((row) => {
    const { [one]: first, [other]: second } = row as Record<string, unknown>;
    return (first ?? null) === (second ?? null);
  });
}

/** A value as PostgreSQL reads it from text, null for none. */
function textOf(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  if (type === "jsonb" || type === "json") return toJson(value);
  if (Array.isArray(value)) return `{${value.map((item) => quoted(String(item))).join(",")}}`;
  return value instanceof Date ? value.toISOString() : String(value);
}

/** Types whose texts never hold a character that an array would read as its own. */
const BARE = /^(?:uuid|integer|bigint|smallint|boolean|numeric|timestamp)/;

function arrayOf(rows: readonly object[], property: string, type: string): string {
  const bare = BARE.test(type) && !type.endsWith("[]");
  let text = "{";
  for (const [index, row] of rows.entries()) {
    const value = textOf((row as Record<string, unknown>)[property], type);
    if (index > 0) text += ",";
    text += value === null ? "NULL" : bare ? value : quoted(value);
  }
  return `${text}}`;
}

function quoted(text: string): string {
  return /["\\]/.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : `"${text}"`;
}

type Reader = { list: string; decoded: { property: string; decode: (value: unknown) => unknown }[] };
const readersByTable = new WeakMap<Table, Reader>();

/** What the raw driver gives as text although the table's type is another. */
const TOLD_AS_TEXT = /^(?:bigint|timestamp)/;

function readerOf(table: Table): Reader {
  const known = readersByTable.get(table);
  if (known) return known;
  const columns = Object.entries(getTableColumns(table));
  const reader: Reader = {
    list: columns.map(([property, column]) => `t."${casing.getColumnCasing(column)}" as "${property}"`).join(", "),
    decoded: columns
      .filter(([, column]) => TOLD_AS_TEXT.test(column.getSQLType()))
      .map(([property, column]) => ({ property, decode: (value) => column.mapFromDriverValue(value) })),
  };
  readersByTable.set(table, reader);
  return reader;
}

/**
 * Whole rows of a table as its type says, by one prepared statement: `rest` follows `from <table> t`. For what is read
 * so often that the query builder's own work would show. Sent at once, so that several travel together.
 */
export async function selectRows<T extends Table>(
  { sql }: { sql: postgres.ISql },
  table: T,
  rest: string,
  parameters: postgres.ParameterOrJSON<never>[],
): Promise<InferSelectModel<T>[]> {
  const { list, decoded } = readerOf(table);
  const query = sql.unsafe(`select ${list} from ${getTableName(table)} t ${rest}`, parameters, { prepare: true });
  const rows = (await query.execute()) as unknown as Record<string, unknown>[];
  for (const row of rows) {
    for (const { property, decode } of decoded) if (row[property] !== null) row[property] = decode(row[property]);
  }
  return rows as InferSelectModel<T>[];
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
