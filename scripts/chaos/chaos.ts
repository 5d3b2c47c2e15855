import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { closeConnection } from "../../db/client.ts";
import { surviveCutConnection } from "../../lib/jobs/worker.ts";
import { buildWhenStale } from "../lib/build.ts";
import { root, say } from "../lib/places.ts";
import { ApiClient } from "./client.ts";
import { type Fault, faults, type Scene, untilServing } from "./faults.ts";
import { fillShop } from "./fill.ts";
import { until } from "./jobs.ts";
import { judge, type Verdict } from "./judge.ts";
import { Ledger, type Tally } from "./ledger.ts";
import { load } from "./load.ts";
import { openStage, type Stage } from "./stage.ts";

const short = process.argv.includes("short");
const clients = short ? 6 : 12;
const serviceWithinMs = 15_000;
const resumedWithinMs = 60_000;

type Line = {
  fault: string;
  service: number | null;
  resumed: number | null;
  requests: number;
  repeated: number;
  note: string;
  held: boolean | null;
};

const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production" };
await buildWhenStale(env);
const stage = await openStage(env);
process.env.DATABASE_URL = stage.url;
process.env.DATABASE_POOL = "6";
const began = Date.now();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => void stage.stop().finally(() => process.exit(1)));
}
process.on("unhandledRejection", surviveCutConnection);
let failed = true;
try {
  failed = !(await runAll(stage));
} finally {
  await closeConnection();
  await stage.stop();
}
process.exit(failed ? 1 : 0);

async function runAll(on: Stage): Promise<boolean> {
  const shop = await fillShop();
  const ledger = new Ledger();
  const stop = new AbortController();
  const api = new ApiClient(on.ports, shop.secret, ledger, stop.signal);
  const scene: Scene = { stage: on, api, shop, short, work: [] };
  await untilServing(scene, Date.now());
  say(
    `Four web processes and two workers serve; one of each takes it for ten minutes later. ${clients} clients begin.`,
  );
  const loading = load(api, shop, ledger, clients);
  await wait(2000);
  const lines: Line[] = [];
  for (const fault of faults.filter(({ long }) => !short || !long)) {
    lines.push(await suffer(fault, scene, ledger));
    say(table(lines.slice(-1), lines.length === 1));
  }
  stop.abort();
  await loading;
  const verdict = await judge(ledger, scene.work);
  api.close();
  return report(lines, ledger.tally(), verdict);
}

/** One fault, until everything serves again and clients got on with their work. */
async function suffer(fault: Fault, scene: Scene, ledger: Ledger): Promise<Line> {
  const skipped = fault.skip?.(scene);
  const empty = { service: null, resumed: null, requests: 0, repeated: 0 };
  if (skipped) return { fault: fault.name, ...empty, note: `skipped: ${skipped}`, held: null };
  const from = ledger.entries.length;
  try {
    const done = await fault.run(scene);
    const service = await untilServing(scene, done.since);
    const resumed = done.resumedMs ?? null;
    const before = ledger.entries.length;
    await until(async () => ledger.entries.length > before + clients, "clients that get on");
    const { requests, repeated } = ledger.tally(from);
    // A job is waited for after the fault: by then service has long been back.
    const inTime = resumed === null ? service <= serviceWithinMs : resumed <= resumedWithinMs;
    const note = done.note ?? "";
    return {
      fault: fault.name,
      service: resumed === null ? service : null,
      resumed,
      requests,
      repeated,
      note,
      held: inTime && !done.broken,
    };
  } catch (error) {
    return { fault: fault.name, ...empty, note: error instanceof Error ? error.message : String(error), held: false };
  }
}

function table(lines: readonly Line[], head: boolean): string {
  const seconds = (milliseconds: number | null) => (milliseconds === null ? "" : (milliseconds / 1000).toFixed(1));
  const verdict = (held: boolean | null) => (held === null ? "skipped" : held ? "held" : "MISSED");
  const rows = lines.map(
    ({ fault, service, resumed, requests, repeated, note, held }) =>
      `| ${fault} | ${seconds(service)} | ${seconds(resumed)} | ${requests} | ${repeated} | ${verdict(held)} | ${note} |`,
  );
  const header = [
    "| fault | full service after s | jobs resumed after s | requests | sent again | | |",
    "|---|---|---|---|---|---|---|",
  ];
  return [...(head ? header : []), ...rows].join("\n");
}

function report(lines: readonly Line[], tally: Tally, verdict: Verdict): boolean {
  const { wrong, unknown, jobs, broken } = verdict;
  const unfinished = jobs.filter((job) => job.status !== "done" || job.happened !== job.expected);
  const held =
    lines.every((line) => line.held !== false) && wrong.length + unknown + unfinished.length + broken.length === 0;
  const seconds = Math.round((Date.now() - began) / 1000);
  say();
  say(
    `${tally.requests} requests in ${seconds} s: ${tally.done} done, ${tally.refused} refused, ${tally.repeated} sent again until they were answered.`,
  );
  say(
    `Not exactly as answered: ${wrong.length}. Never answered: ${unknown}. Jobs not right: ${unfinished.length} of ${jobs.length}. Promises broken: ${broken.length}.`,
  );
  for (const each of [...wrong, ...unfinished, ...broken].slice(0, 20)) say(JSON.stringify(each));
  const file = path.join(root, "test-results", short ? "chaos-short.json" : "chaos.json");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(
    file,
    `${JSON.stringify({ at: new Date().toISOString(), seconds, held, lines, tally, verdict }, null, 2)}\n`,
  );
  say(
    `${held ? "Everything held" : "NOT everything held"}; ${path.relative(root, file)} has it all, ${path.relative(root, stage.log)} what the processes said.`,
  );
  return held;
}
