import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import {
  type Binaries,
  findBinaries,
  ownDirectory,
  reachableDirectory,
  type ServerUser,
  serverUser,
} from "./embedded-binaries.ts";
import { commandOf, giveLeaseBack, takeLease, withLock } from "./embedded-lease.ts";

const START_TIMEOUT_SECONDS = 120;
const STOP_TIMEOUT_SECONDS = 60;
const SUPERUSER = "postgres";

const DURABLE = {
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  max_connections: "100",
  max_wal_size: "2GB",
  synchronous_commit: "on",
};

// For tests: a crash of the machine may lose everything, and everything is made anew.
const FAST = {
  ...DURABLE,
  shared_buffers: "128MB",
  max_connections: "200",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
};

const ALWAYS = {
  listen_addresses: "127.0.0.1",
  // TCP only: a socket file in a source tree trips the tools that scan it.
  unix_socket_directories: "",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  idle_in_transaction_session_timeout: "120s",
  logging_collector: "on",
  log_directory: "log",
  log_filename: "postgresql-%a.log",
  log_rotation_age: "1d",
  log_truncate_on_rotation: "on",
};

export type EmbeddedOptions = {
  /** Where the data lives; beside it lie the remembered port and password and who uses the server. */
  dataDir?: string;
  /** `fast` gives up durability for speed, and makes its data anew when it cannot be started. */
  mode?: "durable" | "fast";
  /** Stop by itself on SIGINT and SIGTERM; leave it off where somebody stops several things in order. */
  stopOnSignals?: boolean;
  say?: (line: string) => void;
};

export type EmbeddedServer = {
  port: number;
  /** The address of one database of this server, as `DATABASE_URL` wants it. */
  url: (database: string) => string;
  /** Makes the database unless it is there; tells whether it was made. */
  createDatabase: (database: string) => Promise<boolean>;
  dropDatabase: (database: string) => Promise<void>;
  /** Starts it again, on the same port, where it is gone without being asked to; tells whether it did. */
  revive: () => Promise<boolean>;
  /** Gives the server back; the last process that uses it stops it. */
  stop: () => Promise<void>;
};

type Place = {
  dataDir: string;
  accessFile: string;
  lockFile: string;
  leases: string;
  user: ServerUser | undefined;
  binaries: Binaries;
  settings: Record<string, string>;
};
type Access = { port: number; password: string };

/**
 * Starts PostgreSQL from npm's binaries, or joins the one that already runs on the same data. The server outlives
 * a parent that is killed; the next start finds and uses it.
 */
export async function startEmbedded(options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const place = findPlace(options);
  const access = await withLock(place.lockFile, async () => {
    const running = await joinRunning(place);
    const ready = running ?? (await startStopped(place, options));
    takeLease(place.leases);
    return ready;
  });

  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= withLock(place.lockFile, async () => {
      if (!giveLeaseBack(place.leases).othersLeft)
        pgCtl(place, ["stop", "-m", "fast", "-t", `${STOP_TIMEOUT_SECONDS}`]);
    });
    return stopping;
  };
  if (options.stopOnSignals) stopOnSignals(stop);

  return {
    port: access.port,
    url: (database) => addressOf(access, database),
    createDatabase: (database) =>
      withLock(place.lockFile, () =>
        withServer(access, async (sql) => {
          const [found] = await sql`select 1 from pg_database where datname = ${database}`;
          if (!found) await sql`create database ${sql(database)}`;
          return !found;
        }),
      ),
    dropDatabase: (database) =>
      withServer(access, async (sql) => {
        await sql`drop database if exists ${sql(database)} with (force)`;
      }),
    revive: async () =>
      !stopping &&
      withLock(place.lockFile, async () => {
        if (stopping || pgCtl(place, ["status"]).status === 0) return false;
        forgetDeadServer(place);
        // Whoever waits for it knows it by this port.
        if (!(await isFree(access.port))) return false;
        await launch(place, access);
        return true;
      }),
    stop,
  };
}

function findPlace(options: EmbeddedOptions): Place {
  const wanted = path.resolve(options.dataDir ?? ".data/postgres");
  mkdirSync(path.dirname(wanted), { recursive: true });
  const user = serverUser();
  const dataDir = reachableDirectory(wanted, user);
  if (dataDir !== wanted) {
    options.say?.(`PostgreSQL's user cannot enter ${path.dirname(wanted)}; its data lives in ${dataDir}.`);
  }
  return {
    dataDir,
    accessFile: `${wanted}.json`,
    lockFile: `${wanted}.lock`,
    leases: `${wanted}.users`,
    user,
    binaries: findBinaries(user),
    settings: { ...ALWAYS, ...(options.mode === "fast" ? FAST : DURABLE) },
  };
}

async function joinRunning(place: Place): Promise<Access | null> {
  forgetDeadServer(place);
  if (pgCtl(place, ["status"]).status !== 0) return null;
  const access = readAccess(place);
  if (access) {
    const deadline = Date.now() + START_TIMEOUT_SECONDS * 1000;
    while (Date.now() < deadline && pgCtl(place, ["status"]).status === 0) {
      if (await answers(place, access)) return access;
      await wait(250);
    }
  }
  // It runs but cannot be talked to: its password or port is no longer known.
  pgCtl(place, ["stop", "-m", "fast", "-t", `${STOP_TIMEOUT_SECONDS}`]);
  return null;
}

// After a power cut the remembered process id may belong to somebody else, who must not be waited for or stopped.
function forgetDeadServer(place: Place): void {
  const file = path.join(place.dataDir, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n", 1)[0]);
  const command = pid > 0 ? commandOf(pid) : "";
  if (command !== null && !command.includes("postgres")) rmSync(file, { force: true });
}

async function startStopped(place: Place, options: EmbeddedOptions): Promise<Access> {
  const made = !existsSync(path.join(place.dataDir, "PG_VERSION"));
  let access = readAccess(place);
  if (made) {
    options.say?.("Making a new PostgreSQL database.");
    access = initialise(place);
  } else {
    refuseOtherVersion(place);
    access ??= resetPassword(place);
  }
  try {
    return await launch(place, access);
  } catch (error) {
    if (made || options.mode !== "fast") throw error;
    options.say?.("The test database could not be started; making it anew.");
    rmSync(place.dataDir, { recursive: true, force: true });
    return launch(place, initialise(place));
  }
}

function initialise(place: Place): Access {
  rmSync(place.dataDir, { recursive: true, force: true });
  ownDirectory(place.dataDir, place.user);
  const access = { port: 0, password: randomBytes(24).toString("base64url") };
  const passwordFile = path.join(tmpdir(), `countinghouse-${randomBytes(9).toString("hex")}`);
  writeFileSync(passwordFile, `${access.password}\n`, { mode: 0o600, flag: "wx" });
  if (place.user) chownSync(passwordFile, place.user.uid, place.user.gid);
  const result = spawnSync(
    place.binaries.initdb,
    [
      `--pgdata=${place.dataDir}`,
      `--username=${SUPERUSER}`,
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      // The built-in provider sorts and folds case the same on every system; lc_ctype is what trigrams read letters by.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--lc-collate=C",
      `--lc-ctype=${characterLocale()}`,
      "--lc-messages=C",
      "--lc-monetary=C",
      "--lc-numeric=C",
      "--lc-time=C",
      "--no-instructions",
    ],
    { ...place.user, cwd: "/", encoding: "utf8" },
  );
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) {
    rmSync(place.dataDir, { recursive: true, force: true });
    throw new Error(`PostgreSQL could not make its data directory ${place.dataDir}:\n${problemOf(result)}`);
  }
  writeAccess(place, access);
  return access;
}

/** A locale that knows letters beyond ASCII: without one, trigram search does not see Chinese at all. */
function characterLocale(): string {
  const listed = spawnSync("locale", ["-a"], { encoding: "utf8" }).stdout ?? "";
  const available = listed.split(/\s+/);
  const best = ["C.UTF-8", "C.utf8", "en_US.UTF-8", "en_US.utf8", "UTF-8"].find((name) => available.includes(name));
  return best ?? available.find((name) => /utf-?8$/i.test(name)) ?? "C";
}

function refuseOtherVersion(place: Place): void {
  const data = readFileSync(path.join(place.dataDir, "PG_VERSION"), "utf8").trim();
  const server = spawnSync(place.binaries.postgres, ["--version"], {
    ...place.user,
    cwd: "/",
    encoding: "utf8",
  }).stdout;
  const own = server.match(/(\d+)\./)?.[1];
  if (own && own !== data) {
    throw new Error(
      `The data in ${place.dataDir} was written by PostgreSQL ${data}, and this is PostgreSQL ${own}. ` +
        "Move it with pg_dump of the old version, or move the directory away to begin anew.",
    );
  }
}

function resetPassword(place: Place): Access {
  const access = { port: 0, password: randomBytes(24).toString("base64url") };
  const result = spawnSync(place.binaries.postgres, ["--single", "-D", place.dataDir, "postgres"], {
    ...place.user,
    cwd: "/",
    input: `alter role ${SUPERUSER} password '${access.password}'\n`,
    encoding: "utf8",
  });
  if (result.status !== 0) throw new Error(`The database password could not be renewed:\n${problemOf(result)}`);
  writeAccess(place, access);
  return access;
}

async function launch(place: Place, access: Access): Promise<Access> {
  const port = access.port > 0 && (await isFree(access.port)) ? access.port : await freePort();
  const placed = { ...access, port };
  writeAccess(place, placed);
  const settings = Object.entries({ ...place.settings, port: `${port}` }).map(([name, value]) => `-c ${name}=${value}`);
  const log = path.join(place.dataDir, "start.log");
  const result = pgCtl(place, ["start", "-w", "-t", `${START_TIMEOUT_SECONDS}`, "-l", log, "-o", settings.join(" ")]);
  if (result.status !== 0 || !(await answers(place, placed))) {
    throw new Error(`PostgreSQL did not start on ${place.dataDir}:\n${problemOf(result)}\n${tail(log)}`);
  }
  return placed;
}

function pgCtl(place: Place, args: string[]) {
  const [action = "", ...rest] = args;
  return spawnSync(place.binaries.pgCtl, [action, "-D", place.dataDir, ...rest], {
    ...place.user,
    cwd: "/",
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
}

async function answers(place: Place, access: Access): Promise<boolean> {
  try {
    return await withServer(access, async (sql) => {
      const [row] = await sql<{ directory: string }[]>`select current_setting('data_directory') as directory`;
      return row?.directory === place.dataDir;
    });
  } catch {
    return false;
  }
}

async function withServer<T>(access: Access, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(addressOf(access, "postgres"), { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

function addressOf(access: Access, database: string): string {
  return `postgres://${SUPERUSER}:${access.password}@127.0.0.1:${access.port}/${database}`;
}

function readAccess(place: Place): Access | null {
  try {
    const read = JSON.parse(readFileSync(place.accessFile, "utf8")) as Partial<Access>;
    if (typeof read.port !== "number" || typeof read.password !== "string") return null;
    return { port: read.port, password: read.password };
  } catch {
    return null;
  }
}

function writeAccess(place: Place, access: Access): void {
  writeFileSync(place.accessFile, `${JSON.stringify(access)}\n`, { mode: 0o600 });
  chmodSync(place.accessFile, 0o600);
}

export function freePort(): Promise<number> {
  return listenOn(0);
}

async function isFree(port: number): Promise<boolean> {
  return (await listenOn(port).catch(() => null)) === port;
}

function listenOn(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(port, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
}

function stopOnSignals(stop: () => Promise<void>): void {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.once(signal, () => void stop().finally(() => process.exit(code)));
  }
}

function problemOf(result: { error?: Error; stdout: string; stderr: string }): string {
  return result.error?.message ?? `${result.stdout ?? ""}${result.stderr ?? ""}`.trim();
}

function tail(file: string): string {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n").slice(-15).join("\n");
  } catch {
    return "";
  }
}
