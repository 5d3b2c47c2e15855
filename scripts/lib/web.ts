import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { nextCli, PlainError } from "./places.ts";
import { typescript } from "./run.ts";
import type { Part } from "./supervisor.ts";

const PORTS_TRIED = 50;
const ANSWER_TIMEOUT_MS = 120_000;

export type Mode = "production" | "development";

export function webPart(mode: Mode, host: string, port: number, env: NodeJS.ProcessEnv): Part {
  const command = mode === "production" ? "start" : "dev";
  return {
    name: "web server",
    args: [nextCli, command, "--hostname", host, "--port", `${port}`],
    env: { ...env, NODE_ENV: mode, COUNTINGHOUSE_PROCESS: "web" },
  };
}

export function workerPart(mode: Mode, env: NodeJS.ProcessEnv): Part {
  return {
    name: "worker",
    args: typescript("scripts/worker.ts"),
    env: { ...env, NODE_ENV: mode, COUNTINGHOUSE_PROCESS: "worker" },
  };
}

/** The wanted port, or the next one that nobody listens on. */
export async function freePortFrom(wanted: number, host: string): Promise<number> {
  for (let port = wanted; port < wanted + PORTS_TRIED; port++) if (await isFree(port, host)) return port;
  throw new PlainError(`No port from ${wanted} to ${wanted + PORTS_TRIED - 1} is free; set PORT to one that is.`);
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(new PlainError(`Cannot listen on ${host}:${port} (${error.code}); set HOST and PORT differently.`));
    });
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** Waits until the server answers at all; what it answers is its own matter. */
export async function untilAnswers(address: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + ANSWER_TIMEOUT_MS;
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    const answered = await fetch(`${address}/api/health`, { redirect: "manual" }).catch(() => null);
    if (answered) return;
    await wait(150);
  }
  throw new PlainError(`The web server did not answer on ${address} within ${ANSWER_TIMEOUT_MS / 1000} s.`);
}
