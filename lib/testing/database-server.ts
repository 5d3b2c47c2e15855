import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../../db/embedded.ts";
import { processIdentity } from "../../db/embedded-lease.ts";
import { migrateDatabase, migrationsFolder } from "../../scripts/lib/migrate.ts";
import { TEST_DATABASE_PREFIX } from "./database-names.ts";

const TEMPLATE_PREFIX = "ch_template_";
/** Test runs that begin together make the template once. */
const TEMPLATE_LOCK = 760_418_234;

declare module "vitest" {
  interface ProvidedContext {
    testServerUrl: string;
    templateDatabase: string;
  }
}

/** Vitest's global set-up of the `db` project: one fast server for all runs on this machine, one migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await testServer();
  project.provide("testServerUrl", url);
  // `npm run mutants` brings a template with one guard taken away.
  project.provide("templateDatabase", process.env.TEST_TEMPLATE_DATABASE ?? (await prepareTemplate(url)));
  return stop;
}

/** The server tests run on: `TEST_DATABASE_URL` when set (any database of it), else an embedded one shared by all runs. */
export async function testServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: async () => {} };
  const server = await startEmbedded({ dataDir: ".data/test-postgres", mode: "fast" });
  return { url: server.url("postgres"), stop: server.stop };
}

/** Makes sure a migrated, empty database of the present schema exists, to be copied; gives its name. */
export async function prepareTemplate(serverUrl: string, folder = migrationsFolder): Promise<string> {
  const template = `${TEMPLATE_PREFIX}${hashOf(folder)}`;
  const sql = postgres(serverUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${TEMPLATE_LOCK})`;
    await dropLeftOvers(sql, template);
    const [found] = await sql`select 1 from pg_database where datname = ${template}`;
    if (!found) {
      // Migrated under another name first: a template that exists is complete.
      const draft = `${template}_draft`;
      await sql`drop database if exists ${sql(draft)} with (force)`;
      await sql`create database ${sql(draft)}`;
      await migrateDatabase(databaseOn(serverUrl, draft), folder);
      await sql`alter database ${sql(draft)} rename to ${sql(template)}`;
      await sql`alter database ${sql(template)} allow_connections false`;
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
  return template;
}

export function databaseOn(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

// Databases of runs that were killed, and templates of schemas that nobody has used for a day.
async function dropLeftOvers(sql: postgres.Sql, current: string): Promise<void> {
  const found = await sql<{ name: string; old: boolean }[]>`
    select datname as name, (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '1 day' as old
    from pg_database
    where starts_with(datname, ${TEST_DATABASE_PREFIX}) or starts_with(datname, ${TEMPLATE_PREFIX})`;
  for (const { name, old } of found) {
    const owner = name.startsWith(TEST_DATABASE_PREFIX)
      ? Number(name.slice(TEST_DATABASE_PREFIX.length).split("_")[0])
      : null;
    const unused = owner === null ? old && name !== current : processIdentity(owner) === null;
    if (unused) await sql`drop database if exists ${sql(name)} with (force)`;
  }
}

function hashOf(folder: string): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith(".sql")) hash.update(file).update(readFileSync(path.join(folder, file)));
  }
  return hash
    .update(readFileSync(path.join(folder, "meta/_journal.json")))
    .update(readFileSync(path.resolve(import.meta.dirname, "../jobs/queues.ts")))
    .digest("hex")
    .slice(0, 16);
}
