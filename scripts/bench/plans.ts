import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "../../db/schema/index.ts";
import { loadSession } from "../../lib/auth/load-session.ts";
import { largeTables } from "./large-tables.ts";
import { type Samples, type Screen, screensOf } from "./screens.ts";

type Statement = { text: string; parameters: unknown[] };
type Plan = {
  "Node Type": string;
  "Total Cost": number;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Filter?: string;
  Plans?: Plan[];
};

/** More than the largest capped count or sample reads. */
const rowsAtMost = 20_001;

/**
 * What is wrong with how a screen reads: the screen, and the table that it reads whole or the word that gives it away.
 * `grave` where it does so whatever is asked for; else it reads much because much was asked for, a day's orders or a
 * quarter's movements.
 */
export type Fault = { screen: string; fault: string; grave: boolean };

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
        faults.push(
          ...(await faultsOf(asking, statement)).map((fault) => ({
            screen: screen.name,
            fault,
            grave: isGrave(fault),
          })),
        );
      }
    }
  } finally {
    process.countinghouseConnection = usual;
    await Promise.all([listening.end(), asking.end()]);
  }
  return { statements, faults };
}

function isGrave(fault: string): boolean {
  return /\b(?:reads all of|skips rows)\b/.test(fault);
}

async function statementsOf(screen: Screen, heard: Statement[]): Promise<Statement[]> {
  heard.length = 0;
  await screen.read();
  return heard.filter(({ text }) => /^\s*(?:select|with)\b/i.test(text) && !/\bpg_catalog\b/.test(text));
}

async function faultsOf(sql: postgres.Sql, statement: Statement): Promise<string[]> {
  const { text, parameters } = statement;
  const plan = await planOf(sql, `explain (analyze, timing off, format json) ${text}`, parameters);
  const skips = /\boffset\s+(?:\d|\$|\()/i.test(text) ? ["skips rows by OFFSET"] : [];
  const found = readWhole(plan);
  const kept =
    found.length === 0 ? (await keptPlan(sql, statement, plan)).map((fault) => `its kept plan ${fault}`) : [];
  return [...skips, ...found, ...kept];
}

/**
 * What is wrong with the plan for any values, which PostgreSQL keeps after a statement's fifth time where it reckons it
 * no dearer than one made for the values at hand: a process that has run for a minute asks by it.
 */
async function keptPlan(sql: postgres.Sql, { text, parameters }: Statement, made: Plan): Promise<string[]> {
  if (parameters.length === 0) return [];
  await sql.unsafe("set plan_cache_mode = force_generic_plan");
  await sql.unsafe(`prepare kept as ${text}`);
  try {
    const execute = `execute kept(${parameters.map(literal).join(", ")})`;
    const { "Total Cost": cost } = await planOf(sql, `explain (format json) ${execute}`);
    if (cost >= made["Total Cost"] + planningCost(made)) return [];
    return readWhole(await planOf(sql, `explain (analyze, timing off, format json) ${execute}`));
  } finally {
    await sql.unsafe("deallocate kept");
    await sql.unsafe("reset plan_cache_mode");
  }
}

/** What PostgreSQL adds to a plan made for the values at hand: 1,000 operators, and as many again for each table (plancache.c). */
function planningCost(plan: Plan): number {
  const tables = (of: Plan): number =>
    (of["Relation Name"] ? 1 : 0) + (of.Plans ?? []).reduce((n, p) => n + tables(p), 0);
  return 2.5 * (tables(plan) + 1);
}

/** A parameter as text of SQL, whose type the statement tells. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return "null";
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  if (value instanceof Date) return quoted(value.toISOString());
  if (Array.isArray(value)) return quoted(`{${value.map((one) => JSON.stringify(String(one))).join(",")}}`);
  return quoted(typeof value === "object" ? JSON.stringify(value) : String(value));
}

async function planOf(sql: postgres.Sql, text: string, parameters: unknown[] = []): Promise<Plan> {
  const [row] = await sql.unsafe(text, parameters as never[]);
  return (row as unknown as { "QUERY PLAN": [{ Plan: Plan }] })["QUERY PLAN"][0].Plan;
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
