import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "../../db/schema/index.ts";
import { loadSession } from "../../lib/auth/load-session.ts";
import { largeTables } from "./large-tables.ts";
import { type Samples, type Screen, screensOf } from "./screens.ts";

type Statement = { text: string; parameters: unknown[] };
type Plan = {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Filter?: string;
  Plans?: Plan[];
};

/** More than the largest capped count or sample reads. */
const rowsAtMost = 20_001;

/** What is wrong with how a screen reads: the screen, and the table that it reads whole or the word that gives it away. */
export type Fault = { screen: string; fault: string };

/**
 * Reads every screen on the database of `url`, asks PostgreSQL how it does so, and tells what would not hold with ten
 * times the orders: a large table read from end to end, or rows skipped that were read.
 */
export async function faultsOfPlans(url: string): Promise<{ statements: number; faults: Fault[] }> {
  const heard: Statement[] = [];
  const debug = (_connection: number, text: string, parameters: unknown[]) => void heard.push({ text, parameters });
  const listening = postgres(url, { max: 1, debug, onnotice: () => {}, connection: { TimeZone: "UTC" } });
  const asking = postgres(url, { max: 1, onnotice: () => {} });
  // The house reads through the one connection of its process: here that is one which tells what it is asked.
  const process = globalThis as { countinghouseConnection?: unknown };
  const usual = process.countinghouseConnection;
  process.countinghouseConnection = {
    sql: listening,
    db: drizzle(listening, { schema, casing: "snake_case" }),
    transactions: listening,
  };
  const faults: Fault[] = [];
  let statements = 0;
  try {
    for (const screen of screensOf(await samplesOf(asking))) {
      const asked = await statementsOf(screen, heard);
      statements += asked.length;
      for (const statement of asked) {
        faults.push(...(await faultsOf(asking, statement)).map((fault) => ({ screen: screen.name, fault })));
      }
    }
  } finally {
    process.countinghouseConnection = usual;
    await Promise.all([listening.end(), asking.end()]);
  }
  return { statements, faults };
}

async function statementsOf(screen: Screen, heard: Statement[]): Promise<Statement[]> {
  heard.length = 0;
  await screen.read();
  return heard.filter(({ text }) => /^\s*(?:select|with)\b/i.test(text) && !/\bpg_catalog\b/.test(text));
}

async function faultsOf(sql: postgres.Sql, { text, parameters }: Statement): Promise<string[]> {
  const [row] = await sql.unsafe(`explain (analyze, timing off, format json) ${text}`, parameters as never[]);
  const [{ Plan: plan }] = (row as unknown as { "QUERY PLAN": [{ Plan: Plan }] })["QUERY PLAN"];
  const skips = /\boffset\s+(?:\d|\$|\()/i.test(text) ? ["skips rows by OFFSET"] : [];
  return [...skips, ...readWhole(plan)];
}

function readWhole(plan: Plan): string[] {
  const table = plan["Relation Name"] ?? "";
  const rows = (plan["Actual Rows"] + (plan["Rows Removed by Filter"] ?? 0)) * plan["Actual Loops"];
  const filter = plan.Filter ? ` where ${plan.Filter}` : "";
  const found: string[] = [];
  if (largeTables.includes(table) && plan["Node Type"] === "Seq Scan") found.push(`reads all of ${table}${filter}`);
  else if (largeTables.includes(table) && rows > rowsAtMost) found.push(`reads ${rows} rows of ${table}${filter}`);
  return [...found, ...(plan.Plans ?? []).flatMap(readWhole)];
}

async function samplesOf(sql: postgres.Sql): Promise<Samples> {
  const [row] = await sql`
    select s.id as staff, s.session_version as version, o.number, o.id as order_id, o.placed_at::text as placed_at,
      (select sku from variants order by sku limit 1) as sku, (select number from customers order by created_at desc limit 1) as customer,
      (select id from locations order by priority limit 1) as location
    from staff s cross join lateral (select * from orders where stage = 'completed' order by placed_at desc limit 1 offset 1000) o
    where s.role = 'owner' limit 1`;
  const session = row && (await loadSession(sql, { staffId: row.staff, version: row.version }));
  if (!row || !session) throw new Error("The database is not filled.");
  return {
    actor: session.actor,
    timeZone: session.shop.timeZone,
    currency: session.shop.currency,
    order: { number: row.number, placedAt: row.placed_at, id: row.order_id },
    sku: row.sku,
    customer: row.customer,
    location: row.location,
  };
}
