import { spawn } from "node:child_process";
import { once } from "node:events";
import { nextCli, root } from "../scripts/lib/places.ts";
import { freePortFrom, untilAnswers } from "../scripts/lib/web.ts";

const HOST = "127.0.0.1";
// Stories run beside each other: two that look for a port at once would find the same one, and end each other's server.
const FIRST_PORT = 3700 + 20 * Number(process.env.TEST_PARALLEL_INDEX ?? 0);

/** Runs `work` beside another web process on the same database: what holds with one must hold with two. */
export async function withSecondServer(work: (address: string) => Promise<void>): Promise<void> {
  const port = await freePortFrom(FIRST_PORT, HOST);
  const child = spawn(process.execPath, [nextCli, "start", "--hostname", HOST, "--port", `${port}`], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", COUNTINGHOUSE_PROCESS: "web-2" },
    stdio: "ignore",
  });
  const gone = once(child, "exit");
  try {
    const address = `http://${HOST}:${port}`;
    const ended = gone.then(() =>
      Promise.reject(new Error(`the second server ended before it answered at ${address}`)),
    );
    await Promise.race([untilAnswers(address, AbortSignal.timeout(60_000)), ended]);
    await work(address);
  } finally {
    child.kill("SIGTERM");
    await gone;
  }
}
