import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { inject } from "vitest";
import { TEST_DATABASE_PREFIX } from "./database-names.ts";

const OBJECT_IN_USE = "55006";
const COPY_ATTEMPTS = 10;

export type TestDatabase = {
  url: string;
  drop: () => Promise<void>;
};

/**
 * A migrated, empty database of its own: a copy of the template. Every `*.db.test.ts` already has one in
 * `process.env.DATABASE_URL` (see database-per-file.ts); call this only where a test needs a second one.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `${TEST_DATABASE_PREFIX}${process.pid}_${randomBytes(6).toString("hex")}`;
  const template = inject("templateDatabase");
  await onServer((sql) => copyOf(sql, template, name));
  const url = new URL(inject("testServerUrl"));
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    drop: () =>
      onServer(async (sql) => {
        await sql`drop database if exists ${sql(name)} with (force)`;
      }),
  };
}

// Another copy of the same template can be under way for a moment.
async function copyOf(sql: postgres.Sql, template: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await sql`create database ${sql(name)} template ${sql(template)} strategy file_copy`;
      return;
    } catch (error) {
      const busy = error instanceof postgres.PostgresError && error.code === OBJECT_IN_USE;
      if (!busy || attempt === COPY_ATTEMPTS) throw error;
      await wait(50 * attempt);
    }
  }
}

async function onServer<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(inject("testServerUrl"), { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
