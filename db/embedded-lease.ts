import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

// A holder creates its lock and writes its name into it a moment later.
const NAMELESS_LOCK_IS_STALE_AFTER_MS = 2_000;

/** Names a process for as long as it lives: its id and, where the system tells, when it started, since ids are reused. */
export function processIdentity(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return null;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return `${pid}-${fields[19] ?? ""}`;
  } catch {
    return `${pid}-`;
  }
}

/** The command of a process: empty when there is none, null when this system does not tell. */
export function commandOf(pid: number): string | null {
  if (!processIdentity(pid)) return "";
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0", 1)[0] ?? "";
  } catch {
    const listed = spawnSync("ps", ["-o", "comm=", "-p", `${pid}`], { encoding: "utf8" });
    return listed.status === 0 ? listed.stdout.trim() : null;
  }
}

export function isAlive(identity: string): boolean {
  const pid = Number(identity.split("-", 1)[0]);
  return Number.isSafeInteger(pid) && pid > 0 && processIdentity(pid) === identity;
}

function ownIdentity(): string {
  return processIdentity(process.pid) ?? `${process.pid}-`;
}

/** Runs `work` while no other process runs any under the same lock; a lock whose holder has died is taken over. */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, ownIdentity(), { flag: "wx" });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (lockIsStale(lock)) rmSync(lock, { force: true });
    else await wait(100);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function lockIsStale(lock: string): boolean {
  try {
    const holder = readFileSync(lock, "utf8");
    if (holder === "") return Date.now() - statSync(lock).mtimeMs > NAMELESS_LOCK_IS_STALE_AFTER_MS;
    return !isAlive(holder);
  } catch {
    return false;
  }
}

/** Records that this process uses the server, so that another one does not stop it. */
export function takeLease(directory: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, ownIdentity()), "");
}

/** Gives this process's use back and tells whether any living process is left. */
export function giveLeaseBack(directory: string): { othersLeft: boolean } {
  rmSync(path.join(directory, ownIdentity()), { force: true });
  let othersLeft = false;
  for (const identity of readdirSync(directory)) {
    if (isAlive(identity)) othersLeft = true;
    else rmSync(path.join(directory, identity), { force: true });
  }
  return { othersLeft };
}
