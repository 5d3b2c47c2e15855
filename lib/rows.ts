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
const ROWS_WORTH_COLUMNS = 6;
/** From so many rows on, a column that has one value in all of them is sent once. */
const ROWS_WORTH_COMPARING = 100;

/**
 * Inserts any number of rows by one prepared statement: a few as JSON, many column by column, which PostgreSQL reads
 * several times quicker. All rows carry the properties of the first; the statement's text depends on them, on which
 * columns are the same in all rows and which are like another, so that PostgreSQL plans it a few times only.
 */
export function insertRows(tx: Tx, table: Table, rows: readonly object[], suffix = ""): Promise<{ count: number }> {
  return insertion(table, rows, suffix)(tx);
}

/** `insertRows` in two steps: the statement is written now, while PostgreSQL is busy, and sent by what is answered. */
export function insertion(table: Table, rows: readonly object[], suffix = ""): (tx: Tx) => Promise<{ count: number }> {
  const [text, parameters] =
    rows.length < ROWS_WORTH_COLUMNS ? byRow(table, rows, suffix) : byColumn(table, rows, suffix);
  // Sent at once: the driver would wait until somebody awaits it, and rows that refer to these would come first.
  return (tx) => tx.sql.unsafe(text, parameters, { prepare: true }).execute() as unknown as Promise<{ count: number }>;
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
  const bind = (value: string | null) => `$${parameters.push(value)}::text`;
  const selected: string[] = [];
  const unnested: { name: string; array: string; values: readonly unknown[]; type: string; selected: string }[] = [];
  const comparing = rows.length >= ROWS_WORTH_COMPARING;
  for (const [index, { property, name, type }] of columns.entries()) {
    const values = rows.map((row) => (row as Record<string, unknown>)[property] ?? null);
    // The last chance for a column that varies, as the rows have to come from somewhere.
    const mayBeOne = comparing && (unnested.length > 0 || index < columns.length - 1);
    if (mayBeOne && values.every((value) => value === values[0])) {
      selected.push(once(bind(textOf(values[0], type)), type));
      continue;
    }
    const twin = comparing && unnested.find((other) => other.type === type && sameValues(other.values, values));
    if (twin) {
      selected.push(twin.selected);
      continue;
    }
    const travelling = travellingAs(values, type);
    const repeated = comparing ? repeatedIn(values, travelling) : null;
    const value = repeated
      ? `${once(bind(arrayOf(repeated.list, travelling)), `${travelling}[]`)}[r."${name}"]`
      : `r."${name}"`;
    const array = repeated
      ? `${bind(arrayOf(repeated.places, "integer"))}::integer[]`
      : `${bind(arrayOf(values, travelling))}::${travelling}[]`;
    const arriving = arrived(value, travelling, type);
    unnested.push({ name, array, values, type, selected: arriving });
    selected.push(arriving);
  }
  // Unnested where they are selected: from a table function PostgreSQL would store them all once more.
  return [
    `insert into ${getTableName(table)} (${list}) select ${selected.join(", ")}
     from (select ${unnested.map(({ array, name }) => `unnest(${array}) as "${name}"`).join(", ")}) r ${suffix}`,
    parameters,
  ];
}

/** Read from its text once, not in every row: a query of its own that depends on no row. */
function once(parameter: string, type: string): string {
  return type === "text" ? parameter : `(select ${parameter}::${type})`;
}

/** Moments travel as seconds since 1970, which PostgreSQL reads many times quicker than a date's text. */
const SECONDS = "double precision";
/** Milliseconds; up to here seconds of that type are exact to the microsecond. */
const FARTHEST_AS_SECONDS = 2 ** 32 * 1000;

/** The type of a column's values on their way. */
function travellingAs(values: readonly unknown[], type: string): string {
  // An array column's values are of different lengths, so they travel as texts.
  if (type.endsWith("[]")) return "text";
  if (!type.startsWith("timestamp")) return type;
  const near = (value: unknown) => value instanceof Date && Math.abs(value.getTime()) < FARTHEST_AS_SECONDS;
  return values.every((value) => value === null || near(value)) ? SECONDS : type;
}

function arrived(value: string, travelling: string, type: string): string {
  if (travelling === type) return value;
  return travelling === SECONDS ? `to_timestamp(${value})` : `${value}::${type}`;
}

/** Values that take as much room each, so that one is found in a list of them at once. */
const FOUND_AT_ONCE = new Set(["uuid", SECONDS]);
/** Of these at most that share of the rows is worth a list of its own. */
const SHARE_WORTH_A_LIST = 0.5;
/** So many texts are walked through as quickly as one is read. */
const TEXTS_WORTH_A_LIST = 8;

/**
 * Values that come again and again travel once, and each row says which is its own (from 1; null for none). Of long
 * lists only neighbours are compared: lines of an order and movements of an item stand together.
 */
function repeatedIn(
  values: readonly unknown[],
  travelling: string,
): { list: unknown[]; places: (number | null)[] } | null {
  const isText = travelling === "text";
  if (!isText && !FOUND_AT_ONCE.has(travelling)) return null;
  const most = isText ? TEXTS_WORTH_A_LIST : values.length * SHARE_WORTH_A_LIST;
  const list: unknown[] = [];
  const places: (number | null)[] = [];
  let place = 0;
  for (const value of values) {
    if (value === null) {
      places.push(null);
      continue;
    }
    if (place === 0 || list[place - 1] !== value) place = (isText ? list.indexOf(value) : -1) + 1 || list.push(value);
    if (place > most || Array.isArray(value)) return null;
    places.push(place);
  }
  return { list, places };
}

function sameValues(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.every((value, index) => value === other[index]);
}

/** A value as PostgreSQL reads it from text, null for none. */
function textOf(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  if (type === "jsonb" || type === "json") return toJson(value);
  if (Array.isArray(value)) return `{${value.map((item) => quoted(String(item))).join(",")}}`;
  if (typeof value === "boolean") return value ? "t" : "f";
  return value instanceof Date ? value.toISOString() : String(value);
}

/** Types whose texts never hold a character that an array would read as its own. */
const BARE = /^(?:uuid|integer|bigint|smallint|boolean|numeric|timestamp)/;

/** PostgreSQL's text of an array; what can be joined as it is, is, as this is done for half a million rows of a file. */
function arrayOf(values: readonly unknown[], type: string): string {
  if (type === SECONDS) return `{${(values as (Date | null)[]).map(secondsOf).join(",")}}`;
  if (BARE.test(type)) return `{${values.map((value) => textOf(value, type) ?? "NULL").join(",")}}`;
  const texts = values.map((value) => textOf(value, type));
  const plain = !texts.includes(null) && !/["\\]/.test(texts.join(""));
  if (plain) return `{"${texts.join('","')}"}`;
  return `{${texts.map((text) => (text === null ? "NULL" : quoted(text))).join(",")}}`;
}

function secondsOf(moment: Date | null): number | "NULL" {
  return moment ? moment.getTime() / 1000 : "NULL";
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
