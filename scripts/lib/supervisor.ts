import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isAlive, processIdentity } from "../../db/embedded-lease.ts";
import { root, say } from "./places.ts";

const STOP_GRACE_MS = 15_000;
const LONGEST_PAUSE_MS = 30_000;
/** What ran this long did not die of being started: it is up again at once. */
const COUNTS_AS_STABLE_AFTER_MS = 10_000;
const QUICK_DEATHS_ALLOWED = 5;

export type Part = {
  name: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Where its output goes: the terminal, or an open file. */
  output?: number;
};

type Running = { part: Part; child: ChildProcess };

/**
 * Keeps Node.js processes running: starts again whichever dies, with growing pauses, and gives up on one that keeps
 * dying. Stops them in the reverse of their order. Remembers them on disk, so that the next start can stop what a
 * killed one left behind.
 */
export class Supervisor {
  private readonly running = new Map<string, Running>();
  private readonly order: string[] = [];
  private readonly noteFile: string;
  private stopping = false;
  private giveUp: (reason: string) => void = () => {};
  /** Settles with the reason when a part keeps dying. */
  readonly gaveUp = new Promise<string>((resolve) => {
    this.giveUp = resolve;
  });

  constructor(notes: string) {
    mkdirSync(notes, { recursive: true });
    this.noteFile = path.join(notes, `${processIdentity(process.pid)}.json`);
  }

  start(part: Part, quickDeaths = 0): void {
    const output = part.output ?? "inherit";
    const startedAt = Date.now();
    const child = spawn(process.execPath, part.args, {
      cwd: root,
      env: part.env,
      stdio: ["ignore", output, output],
      // A group of its own: Ctrl+C in the terminal reaches only this process, which then stops the parts in order.
      detached: process.platform !== "win32",
    });
    if (!this.order.includes(part.name)) this.order.push(part.name);
    this.running.set(part.name, { part, child });
    this.note();
    child.once("exit", (code, signal) => {
      this.running.delete(part.name);
      this.note();
      if (this.stopping) return;
      const stable = Date.now() - startedAt > COUNTS_AS_STABLE_AFTER_MS;
      this.startAgain(part, stable ? 1 : quickDeaths + 1, signal ?? `code ${code}`);
    });
  }

  /** Process id of a part that runs at this moment. */
  pidOf(name: string): number | undefined {
    return this.running.get(name)?.child.pid;
  }

  /** Stops everything, the last started first. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const name of [...this.order].reverse()) {
      const child = this.running.get(name)?.child;
      if (child?.pid) await stopGroup(child.pid, async () => void (await once(child, "exit")));
    }
    rmSync(this.noteFile, { force: true });
  }

  private startAgain(part: Part, deaths: number, how: string): void {
    if (deaths > QUICK_DEATHS_ALLOWED) {
      this.giveUp(`The ${part.name} ended ${deaths} times in a row (${how}).`);
      return;
    }
    const pause = Math.min(1000 * 2 ** (deaths - 1), LONGEST_PAUSE_MS);
    say(`The ${part.name} ended (${how}); starting it again in ${pause / 1000} s.`);
    setTimeout(() => {
      if (!this.stopping) this.start(part, deaths);
    }, pause);
  }

  private note(): void {
    const identities = [...this.running.values()].map(({ child }) => child.pid && processIdentity(child.pid));
    writeFileSync(this.noteFile, JSON.stringify(identities.filter(Boolean)));
  }
}

/** Stops the processes of supervisors that were killed before they could do it themselves. */
export async function stopLeftOvers(notes: string): Promise<void> {
  mkdirSync(notes, { recursive: true });
  for (const file of readdirSync(notes)) {
    if (isAlive(path.basename(file, ".json"))) continue;
    const identities = JSON.parse(readFileSync(path.join(notes, file), "utf8")) as string[];
    for (const identity of identities.filter(isAlive)) {
      say("Stopping what an interrupted run left behind.");
      await stopGroup(Number(identity.split("-")[0]), () => untilGone(identity));
    }
    rmSync(path.join(notes, file), { force: true });
  }
}

async function untilGone(identity: string): Promise<void> {
  while (isAlive(identity)) await wait(100);
}

async function stopGroup(pid: number, gone: () => Promise<void>): Promise<void> {
  const ended = gone();
  signalGroup(pid, "SIGTERM");
  const inTime = await Promise.race([ended.then(() => true), wait(STOP_GRACE_MS, false, { ref: false })]);
  if (inTime) return;
  signalGroup(pid, "SIGKILL");
  await ended;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
