import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import { startEmbedded } from "../../db/embedded.ts";
import { loadSession } from "../../lib/auth/load-session.ts";
import { stopSending } from "../../lib/jobs/queue.ts";
import { loadShop } from "../../lib/shop.ts";
import { buildWhenStale } from "../lib/build.ts";
import { dataDirectory, nextCli, root, say } from "../lib/places.ts";
import { mustRun, typescript } from "../lib/run.ts";
import { freePortFrom, untilAnswers } from "../lib/web.ts";
import { type Calls, callsOf } from "./calls.ts";
import { type Deed, deeds, deedsTable } from "./deeds.ts";
import { fill } from "./fill.ts";
import { type Line, lines, report, table } from "./lines.ts";
import { growthOf, leastMinutes, underLoad } from "./memory.ts";
import { faultsOfPlans } from "./plans.ts";
import { isHeld, screensTable, vitals } from "./vitals.ts";
import type { Volume } from "./volume.ts";

const volumes: Record<string, Volume> = {
  quick: { orders: 100_000, variants: 5_000, customers: 20_000 },
  full: { orders: 1_000_000, variants: 20_000, customers: 200_000 },
};
const [mode = "", wanted = "30"] = process.argv.slice(2);
const size = mode === "quick" ? "quick" : "full";
const volume = volumes[size] as Volume;

const data = dataDirectory();
const server = await startEmbedded({ dataDir: path.join(data, "bench-postgres") });
const database = `bench_${size}`;
const url = server.url(database);
process.env.DATABASE_URL = url;
process.env.AUTH_SECRET = randomBytes(33).toString("base64");
const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", COUNTINGHOUSE_BENCH: "1" };

try {
  await prepare();
  await buildWhenStale(env);
  process.exitCode = (await (mode === "memory" ? remembered(Number(wanted)) : measured())) ? 0 : 1;
} finally {
  const { closeConnection } = await import("../../db/client.ts");
  // What a deed put into a queue was sent from this process.
  await stopSending();
  await closeConnection();
  await server.stop();
}

/** Every line once, beside its floor, and how the screens read; true when every budget held. */
async function measured(): Promise<boolean> {
  const { found, screens, done } = await withWeb(async (port) => {
    const calls = await callsOf(volume);
    // Before the load, whose orders are not what a screen shows on a usual day.
    const screens = await vitals(port, calls);
    say(screensTable(screens));
    const found: Line[] = [];
    for (const line of lines(port, calls, size === "quick" ? 2 : 5)) {
      found.push(await line());
      say(table(found.slice(-1), false));
    }
    const done = await staffDeeds(port, calls);
    say(deedsTable(done));
    return { found, screens, done };
  });
  say(`\n${table(found, true)}`);
  writeFileSync(
    path.join(data, `bench-${size}.json`),
    `${JSON.stringify({ size, volume, at: new Date(), lines: found, screens, deeds: done }, null, 2)}\n`,
  );
  if (size === "full") writeFileSync(path.join(root, "docs/performance.md"), report(found, screens, done, volume));
  await catchUp();
  const { statements, faults } = await faultsOfPlans(url);
  const grave = faults.filter((fault) => fault.grave);
  say(
    `\n${statements} statements of the screens: ${grave.length} read a large table whole or skip rows, ${faults.length - grave.length} read many rows because many were asked for.`,
  );
  for (const fault of new Set(faults.map(({ screen, fault }) => `${screen}: ${fault}`))) say(`  ${fault}`);
  const missed = [
    ...found.filter((line) => line.held === false),
    ...screens.filter((screen) => !isHeld(screen)),
    ...done.filter(({ held }) => !held),
  ];
  say(
    missed.length === 0
      ? "Every budget held."
      : `${missed.length} budgets missed: ${missed.map(({ name }) => name).join("; ")}`,
  );
  return missed.length === 0 && grave.length === 0;
}

/** What the owner does, through the commands that the screens call. */
async function staffDeeds(port: number, calls: Calls): Promise<Deed[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { TimeZone: "UTC" } });
  try {
    const [owner] = await sql`select id, session_version as version from staff where role = 'owner' limit 1`;
    const session = owner && (await loadSession(sql, { staffId: owner.id, version: owner.version }));
    if (!session) throw new Error("The database has no owner.");
    return await deeds({ sql, actor: session.actor, shop: await loadShop(sql), port, calls, since: new Date() });
  } finally {
    await sql.end();
  }
}

/** Half an hour of load, and whether the heap grew by less than a tenth after its first minutes. */
async function remembered(minutes: number): Promise<boolean> {
  if (!(minutes >= leastMinutes))
    throw new Error(`\`npm run bench -- memory ${wanted}\`: at least ${leastMinutes} minutes.`);
  const found = await withWeb((port) =>
    underLoad(port, volume, minutes, (minute, n) =>
      say(
        `minute ${n}: heap ${minute.heapMb.toFixed(0)} MB, resident ${minute.residentMb.toFixed(0)} MB, ${minute.requests} answers, ${minute.failed} not 2xx`,
      ),
    ),
  );
  const growth = growthOf(found);
  const failed = found.reduce((sum, minute) => sum + minute.failed, 0);
  say(`The heap grew by ${(growth * 100).toFixed(1)} % (< 10 %), ${failed} answers failed.`);
  return growth < 0.1 && failed === 0;
}

/** A database of the wanted size that passed `verify`; one that is there already is brought up to date and used again. */
async function prepare(): Promise<void> {
  await server.createDatabase(database);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const [ready] = await sql`select to_regclass('bench_filled') is not null as yes`;
  await sql.end();
  if (ready?.yes) {
    say(`Using the ${size} database that is there.`);
    await mustRun("Migrating", typescript("scripts/migrate.ts"), env);
    await catchUp();
    return;
  }
  await server.dropDatabase(database);
  await server.createDatabase(database);
  await mustRun("Migrating", typescript("scripts/migrate.ts"), env);
  const began = performance.now();
  const { setUpShop } = await import("../../lib/settings/set-up-shop.ts");
  const { hashPassword } = await import("../../lib/auth/password.ts");
  await setUpShop({
    shop: { name: "Bench", country: "", currency: "GBP", timeZone: "Europe/London", locale: "en" },
    owner: {
      name: "Bench",
      email: "owner@bench.invalid",
      passwordHash: await hashPassword(randomBytes(12).toString("hex")),
    },
  });
  const filling = postgres(url, { max: 1, onnotice: () => {} });
  await fill(filling, volume, say);
  say(`Filled in ${((performance.now() - began) / 1000).toFixed(0)} s.`);
  await mustRun("Verifying", typescript("scripts/verify.ts"), env);
  await filling`create table bench_filled as select now() as at`;
  await filling.end();
}

/** No worker runs beside the measuring: what it does each minute is done here. */
async function catchUp(): Promise<void> {
  const { tidySearch } = await import("../../lib/search/tidy-search.ts");
  await tidySearch();
  const { rollUpSales } = await import("../../lib/reports/jobs.ts");
  await rollUpSales();
}

async function withWeb<T>(work: (port: number) => Promise<T>): Promise<T> {
  const port = await freePortFrom(3900, "127.0.0.1");
  const address = `http://127.0.0.1:${port}`;
  const web = spawn(process.execPath, [nextCli, "start", "--hostname", "127.0.0.1", "--port", `${port}`], {
    cwd: root,
    env: { ...env, NEXTAUTH_URL: address },
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    await untilAnswers(address, AbortSignal.timeout(60_000));
    return await work(port);
  } finally {
    web.kill("SIGTERM");
    await new Promise((resolve) => web.once("exit", resolve));
  }
}
