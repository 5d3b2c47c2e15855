import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { gatheringSockets } from "./gathering-socket";
import * as schema from "./schema";

export type Database = PostgresJsDatabase<typeof schema>;

/** Address of the database; a clear error when nothing set it. */
export function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set: run `npm start`, or point it at a PostgreSQL 15 or newer.");
  return url;
}

/**
 * What a connection is called, with more blanks than the driver gathers before it writes. A connection that closes while
 * something is still to be written leaves the driver waiting to write for ever, also after it has connected again; a first
 * message of this length is written at once, and ends that. PostgreSQL keeps the first 63 characters.
 */
export function longName(name: string): string {
  return name.padEnd(1100);
}

type Connection = { sql: postgres.Sql; db: Database; transactions: postgres.Sql };

/**
 * Transactions have connections of their own. The driver sends statements that stand alone one behind the other on a
 * connection that is busy; where a transaction's beginning fell in at the end of a full line of them, it was opened on
 * the server and belonged to nobody.
 */
function connect(): Connection {
  const places = Number(process.env.DATABASE_POOL ?? 8);
  // What commands ask they ask by keys: one plan is good for all values, and making it took longer than the answer.
  return {
    ...pool(Math.ceil(places / 2)),
    transactions: pool(places, { plan_cache_mode: "force_generic_plan" }).sql,
  };
}

/**
 * Seconds until a connection that was lost is tried again, after so many failures of the pool. The driver's own pause grows
 * to twenty seconds, and a statement that was given such a connection waits it out while the server has long been back.
 */
export function pauseBeforeConnecting(failures: number): number {
  return (0.5 + Math.random() / 2) * Math.min(2 ** failures / 50, 1);
}

/** Drizzle makes a pool's values what the whole house reads: times as texts, JSON as it was written. */
function pool(max: number, settings: Record<string, string> = {}): { sql: postgres.Sql; db: Database } {
  // The driver's description of its options leaves `socket` out.
  const options: postgres.Options<Record<string, never>> & { socket: ReturnType<typeof gatheringSockets> } = {
    max,
    socket: gatheringSockets(),
    idle_timeout: 30,
    connect_timeout: 10,
    backoff: pauseBeforeConnecting,
    connection: {
      application_name: longName(process.env.COUNTINGHOUSE_PROCESS ?? "countinghouse"),
      TimeZone: "UTC",
      ...settings,
    },
    // Notices of migrations and "relation exists" are no news for a log.
    onnotice: () => {},
  };
  const sql = postgres(databaseUrl(), options);
  return { sql, db: drizzle(sql, { schema, casing: "snake_case" }) };
}

// A dev server re-evaluates modules: one pool per process survives on globalThis.
const held = globalThis as { countinghouseConnection?: Connection };

/**
 * The process's pools, opened on first use: `sql`, and the Drizzle handle on it, for statements that stand alone, and
 * `transactions`, which only `begin`.
 */
export function connection(): Connection {
  held.countinghouseConnection ??= connect();
  return held.countinghouseConnection;
}

/** Reads outside a transaction. */
export function db(): Database {
  return connection().db;
}

/** Closes the pools; the process may end after it. */
export async function closeConnection(): Promise<void> {
  const open = held.countinghouseConnection;
  held.countinghouseConnection = undefined;
  await Promise.all([open?.sql.end({ timeout: 5 }), open?.transactions.end({ timeout: 5 })]);
}
