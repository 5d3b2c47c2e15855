import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, openSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type EmbeddedServer, startEmbedded } from "../../db/embedded.ts";
import { keepUp } from "../lib/keep-up.ts";
import { migrateDatabase } from "../lib/migrate.ts";
import { root } from "../lib/places.ts";
import { Supervisor, stopLeftOvers } from "../lib/supervisor.ts";
import { freePortFrom, webPart, workerPart } from "../lib/web.ts";
import { type SlowProxy, slowProxy } from "./proxy.ts";

const HOST = "127.0.0.1";
const FIRST_PORT = 3800;
const DATABASE = "chaos";
/** Connections of each process: with six processes and what listens, fewer than the server has. */
export const POOL = 4;
const DISK_BYTES = 3 * 2 ** 30;
export const webs = ["web 1", "web 2", "web 3", "web 4"] as const;
export const workers = ["worker 1", "worker 2"] as const;
/** These take the time for ten minutes later than it is. */
const fast: readonly string[] = ["web 4", "worker 2"];
const CLOCK_SECONDS = 600;

export type Stage = {
  /** Straight to the database, past the slow line. */
  url: string;
  ports: number[];
  proxy: SlowProxy;
  supervisor: Supervisor;
  server: EmbeddedServer;
  postmaster: string;
  /** Fills the disk under the database, and makes room again; null where this system lets nobody mount one. */
  disk: { fill: () => void; free: () => void } | null;
  log: string;
  stop: () => Promise<void>;
};

/** PostgreSQL on a disk of its own, a slow line before it, and processes that a supervisor keeps up. */
export async function openStage(processEnv: NodeJS.ProcessEnv): Promise<Stage> {
  const place = path.join(tmpdir(), `countinghouse-chaos-${process.pid}`);
  mkdirSync(place, { recursive: true, mode: 0o755 });
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_BYTES}`, "tmpfs", place]).status === 0;
  const notes = path.join(root, ".data/running");
  await stopLeftOvers(notes);
  const dataDir = path.join(place, "postgres");
  const server = await startEmbedded({ dataDir });
  await server.createDatabase(DATABASE);
  const url = server.url(DATABASE);
  await migrateDatabase(url);
  const watching = new AbortController();
  keepUp(server, watching.signal);
  const proxy = await slowProxy(server.port);
  const supervisor = new Supervisor(notes);
  const log = path.join(root, ".data", "chaos.log");
  const output = openSync(log, "w");
  const env = {
    ...processEnv,
    DATABASE_URL: url.replace(`:${server.port}/`, `:${proxy.port}/`),
    DATABASE_POOL: String(POOL),
    AUTH_SECRET: randomBytes(33).toString("base64"),
    COUNTINGHOUSE_DATA: place,
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const ports: number[] = [];
  for (const name of webs) {
    const port = await freePortFrom(FIRST_PORT + ports.length * 10, HOST);
    ports.push(port);
    const placed = { ...clockOf(name, env), NEXTAUTH_URL: `http://${HOST}:${port}` };
    supervisor.start({ ...webPart("production", HOST, port, placed), name, output });
  }
  for (const name of workers) {
    supervisor.start({ ...workerPart("production", clockOf(name, env)), name, output });
  }
  return {
    url,
    ports,
    proxy,
    supervisor,
    server,
    postmaster: path.join(dataDir, "postmaster.pid"),
    disk: mounted ? diskOf(place) : null,
    log,
    stop: async () => {
      await supervisor.stop();
      watching.abort();
      await proxy.close();
      await server.stop();
      if (mounted) spawnSync("umount", ["-l", place]);
      rmSync(place, { recursive: true, force: true });
      for (const left of [".json", ".lock", ".users"]) rmSync(`${dataDir}${left}`, { recursive: true, force: true });
    },
  };
}

function clockOf(name: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (!fast.includes(name)) return env;
  const preload = pathToFileURL(path.join(import.meta.dirname, "clock.mjs")).href;
  return { ...env, CHAOS_CLOCK_SECONDS: String(CLOCK_SECONDS), NODE_OPTIONS: `--import ${preload}` };
}

// A disk that may hold no more than it holds is full, without anybody writing gigabytes first.
function diskOf(place: string) {
  const resize = (bytes: number) => void spawnSync("mount", ["-o", `remount,size=${bytes}`, place]);
  return {
    fill: () => {
      const { blocks, bfree, bsize } = statfsSync(place);
      resize((blocks - bfree) * bsize);
    },
    free: () => resize(DISK_BYTES),
  };
}
