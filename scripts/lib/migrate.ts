import { existsSync } from "node:fs";
import path from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { prepareQueues } from "../../lib/jobs/prepare-queues.ts";

/** Any fixed number: processes that migrate the same database wait for each other on it. */
const MIGRATION_LOCK = 760_418_233;

export const migrationsFolder = path.resolve(import.meta.dirname, "../../db/migrations");

/** Brings the database to the newest schema, once, however many processes ask for it; gives the number applied. */
export async function migrateDatabase(url: string, folder = migrationsFolder): Promise<number> {
  if (!existsSync(path.join(folder, "meta/_journal.json"))) throw new Error(`There are no migrations in ${folder}.`);
  // The lock belongs to a session, so everything runs on one connection.
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    const before = await appliedHashes(sql);
    await migrate(drizzle(sql), { migrationsFolder: folder });
    const after = await appliedHashes(sql);
    assertAllApplied(folder, after);
    await prepareQueues(url);
    return after.size - before.size;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function appliedHashes(sql: postgres.Sql): Promise<Set<string>> {
  const [table] = await sql<
    { found: boolean }[]
  >`select to_regclass('drizzle.__drizzle_migrations') is not null as found`;
  if (!table?.found) return new Set();
  const rows = await sql<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations`;
  return new Set(rows.map((row) => row.hash));
}

// The migrator only compares times: a file edited after it was applied, or merged late, would be skipped in silence.
function assertAllApplied(folder: string, applied: Set<string>): void {
  const missing = readMigrationFiles({ migrationsFolder: folder }).filter((file) => !applied.has(file.hash));
  if (missing.length === 0) return;
  const times = missing.map((file) => new Date(file.folderMillis).toISOString()).join(", ");
  throw new Error(
    `The migrations of ${times} differ from what this database was made with. ` +
      "Never edit a migration that has run, and give a new one a later time than all others.",
  );
}
