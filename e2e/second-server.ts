import { spawn } from "node:child_process";
import { once } from "node:events";
import { nextCli, root } from "../scripts/lib/places.ts";
import { freePortFrom, untilAnswers } from "../scripts/lib/web.ts";

const HOST = "127.0.0.1";
const FIRST_PORT = 3700;

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
    await untilAnswers(address, AbortSignal.timeout(60_000));
    await work(address);
  } finally {
    child.kill("SIGTERM");
    await gone;
  }
}
