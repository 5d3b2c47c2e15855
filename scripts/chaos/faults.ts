import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { newId } from "../../lib/core/ids.ts";
import type { ApiClient } from "./client.ts";
import type { Shop } from "./fill.ts";
import { importOrders, progressOf, tagOrders, until, type Work } from "./jobs.ts";
import { POOL, type Stage, webs, workers } from "./stage.ts";

export type Scene = { stage: Stage; api: ApiClient; shop: Shop; short: boolean; work: Work[] };
/** What a fault did beside being survived; `since` is when things could begin to mend. */
export type Done = { since: number; note?: string; resumedMs?: number; broken?: string };
export type Fault = {
  name: string;
  long?: true;
  skip?: (scene: Scene) => string | null;
  run: (scene: Scene) => Promise<Done>;
};

const serviceWithinMs = 15_000;

/** Waits until every web process is ready and takes an order; gives how long that took since then. */
export async function untilServing(scene: Scene, since: number): Promise<number> {
  const serves = async (port: number) => {
    const ready = await fetch(`http://127.0.0.1:${port}/api/health/ready`, { signal: AbortSignal.timeout(3000) });
    await ready.body?.cancel();
    return ready.status === 200 && takeIn(scene, port, "probe");
  };
  const longest = 8 * serviceWithinMs;
  await Promise.all(scene.stage.ports.map((port) => until(() => serves(port), `service on port ${port}`, longest)));
  return Date.now() - since;
}

/** Sends one order to one process, once; tells whether it was taken. */
async function takeIn({ api, shop }: Scene, port: number, what: string): Promise<boolean> {
  const body = orderOf(shop, what);
  return (await api.send(port, { path: "/api/v1/orders", body }, newId())).status === 201;
}

/** The same in a transaction of its own: orders that come one by one share two of them. */
async function takeInAlone({ api, shop }: Scene, port: number, what: string): Promise<boolean> {
  const body = { orders: [orderOf(shop, what)] };
  const answer = await api.send(port, { path: "/api/v1/orders/batch", body }, newId());
  return answer.status === 200 && (answer.body.answers as { status: number }[])[0]?.status === 201;
}

function orderOf(shop: Shop, what: string): Record<string, unknown> {
  return {
    channel: "manual",
    externalId: `${what}-${newId()}`,
    customer: { name: "Probe" },
    shipTo: { name: "Probe", line1: "1 Mill Lane", city: "Leeds", country: "GB" },
    paymentMethod: "cash",
    lines: [{ sku: shop.skus[0], quantity: 1 }],
  };
}

function kill({ stage }: Scene, name: string, signal: NodeJS.Signals): void {
  const pid = stage.supervisor.pidOf(name);
  if (pid !== undefined) process.kill(pid, signal);
}

const killPostgres = (scene: Scene): Done => {
  process.kill(Number(readFileSync(scene.stage.postmaster, "utf8").split("\n", 1)[0]), "SIGKILL");
  return { since: Date.now() };
};

/** Kills both workers in the middle of a long job, and times how long it stands still. */
async function killWorkers(scene: Scene, work: Work): Promise<Done> {
  scene.work.push(work);
  await until(async () => (await progressOf(work)).done > 0, "the first piece of a job");
  for (const name of workers) kill(scene, name, "SIGKILL");
  const since = Date.now();
  const before = await progressOf(work);
  if (before.status === "done") return { since, note: "the job was quicker than the fault" };
  await until(async () => (await progressOf(work)).done > before.done, "a job that goes on");
  return {
    since,
    resumedMs: Date.now() - since,
    note: `${work.kind} went on after ${before.done} of ${work.expected}`,
  };
}

/**
 * Ends a web process as a deployment does, with requests in flight: each of them is answered. A lock keeps them there
 * until the process says that it has them all.
 */
async function endGently(scene: Scene): Promise<Done> {
  const port = scene.stage.ports[0] as number;
  const sql = postgres(scene.stage.url, { max: 1, onnotice: () => {} });
  const [sent, since] = await sql.begin(async (tx) => {
    await tx`lock table orders in access exclusive mode`;
    const asked = Array.from({ length: 20 }, () => takeIn(scene, port, "term").catch(() => false));
    await until(async () => (await inFlight(port)) >= asked.length, "requests in flight", 20_000);
    kill(scene, webs[0], "SIGTERM");
    await wait(500);
    return [asked, Date.now()] as const;
  });
  await sql.end();
  const answered = (await Promise.all(sent)).filter(Boolean).length;
  const note = `${answered} of ${sent.length} requests in flight were answered`;
  return answered === sent.length ? { since, note } : { since, note, broken: note };
}

async function inFlight(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/api/metrics`)).text();
  return Number(/^countinghouse_http_requests_in_flight (\d+)$/m.exec(text)?.[1] ?? 0);
}

async function fillPools(scene: Scene): Promise<Done> {
  const { stage } = scene;
  const sql = postgres(stage.url, { max: 1, onnotice: () => {} });
  let full = 0;
  const waiting = await sql.begin(async (tx) => {
    await tx`lock table orders in access exclusive mode`;
    const asked = stage.ports.flatMap((port) =>
      Array.from({ length: POOL + 2 }, () => takeInAlone(scene, port, "full").catch(() => false)),
    );
    await wait(1500);
    const said = await Promise.all(
      stage.ports.map(
        async (port) => (await fetch(`http://127.0.0.1:${port}/api/health/ready`)).json() as Promise<{ pool?: string }>,
      ),
    );
    full = said.filter(({ pool }) => pool === "full").length;
    return asked;
  });
  const since = Date.now();
  await sql.end();
  const taken = (await Promise.all(waiting)).filter(Boolean).length;
  const note = `${full} of ${stage.ports.length} processes said that their pool was full; ${taken} of ${waiting.length} orders that waited were taken`;
  return full === stage.ports.length && taken === waiting.length ? { since, note } : { since, note, broken: note };
}

async function cutConnections({ stage }: Scene): Promise<Done> {
  const sql = postgres(stage.url, { max: 1, onnotice: () => {} });
  let cut = 0;
  for (let round = 0; round < 5; round += 1) {
    const rows = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    cut += rows.length;
    await wait(400);
  }
  await sql.end();
  return { since: Date.now(), note: `${cut} connections cut in five rounds` };
}

async function slowLine({ stage, short }: Scene): Promise<Done> {
  stage.proxy.slowBy(100);
  await wait(short ? 3000 : 15_000);
  stage.proxy.slowBy(0);
  return { since: Date.now() };
}

async function fullDisk({ stage }: Scene): Promise<Done> {
  stage.disk?.fill();
  await wait(6000);
  stage.disk?.free();
  return { since: Date.now() };
}

const fromTime = async (scene: Scene, name: string, signal: NodeJS.Signals): Promise<Done> => {
  kill(scene, name, signal);
  return { since: Date.now() };
};

const postgresKill = (n: number, long?: true): Fault => ({
  name: `PostgreSQL killed, ${n} of 6`,
  long,
  run: async (scene) => killPostgres(scene),
});

/** In this order; a short run leaves out the long ones. */
export const faults: readonly Fault[] = [
  { name: "a web process killed", run: (scene) => fromTime(scene, webs[1], "SIGKILL") },
  { name: "a web process ended by SIGTERM under load", run: endGently },
  { name: "connections cut", run: cutConnections },
  postgresKill(1),
  {
    name: "both workers killed during an import",
    run: async (scene) => killWorkers(scene, await importOrders(scene.shop, scene.short ? 3000 : 20_000)),
  },
  postgresKill(2, true),
  {
    name: "both workers killed during a bulk change",
    long: true,
    run: async (scene) => killWorkers(scene, await tagOrders(scene.shop, 1000)),
  },
  { name: "a slow line, 100 ms", run: slowLine },
  postgresKill(3, true),
  { name: "full pools", long: true, run: fillPools },
  {
    name: "all web processes killed",
    long: true,
    run: async (scene) => {
      for (const name of webs) kill(scene, name, "SIGKILL");
      return { since: Date.now() };
    },
  },
  postgresKill(4, true),
  { name: "a worker ended by SIGTERM", long: true, run: (scene) => fromTime(scene, workers[0], "SIGTERM") },
  {
    name: "full disk under the database",
    long: true,
    skip: ({ stage }) => (stage.disk ? null : "no disk of its own could be mounted here; that needs root"),
    run: fullDisk,
  },
  postgresKill(5, true),
  postgresKill(6, true),
];
