import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import { TEST_DATABASE_PREFIX } from "../../lib/testing/database-names.ts";
import { PlainError, root } from "./places.ts";
import { mustRun, typescript } from "./run.ts";
import { Supervisor, stopLeftOvers } from "./supervisor.ts";
import { freePortFrom, untilAnswers, webPart, workerPart } from "./web.ts";

const HOST = "127.0.0.1";
const FIRST_PORT = 3200;

type Options = {
  serverUrl: string;
  template: string;
  env: NodeJS.ProcessEnv;
  /** An open file for what web and worker say. */
  log: number;
  databaseOn: (serverUrl: string, database: string) => string;
};

/** Runs `work` beside a production web server and a worker on a demo shop of their own; all of it is gone afterwards. */
export async function withTestShop(options: Options, work: (env: NodeJS.ProcessEnv) => Promise<void>): Promise<void> {
  const name = `${TEST_DATABASE_PREFIX}${process.pid}_shop`;
  const data = path.join(root, ".data/test-shops", `${process.pid}`);
  const notes = path.join(root, ".data/running");
  await stopLeftOvers(notes);
  mkdirSync(data, { recursive: true });
  const sql = postgres(options.serverUrl, { max: 1, onnotice: () => {} });
  const supervisor = new Supervisor(notes);
  try {
    await sql`drop database if exists ${sql(name)} with (force)`;
    await sql`create database ${sql(name)} template ${sql(options.template)}`;
    const port = await freePortFrom(FIRST_PORT, HOST);
    const address = `http://${HOST}:${port}`;
    const env = {
      ...options.env,
      DATABASE_URL: options.databaseOn(options.serverUrl, name),
      COUNTINGHOUSE_DATA: data,
      AUTH_SECRET: randomBytes(33).toString("base64"),
      NEXTAUTH_URL: address,
      E2E_BASE_URL: address,
      // Stories have systems of their own on this machine that hear of orders.
      WEBHOOKS_TO_LOOPBACK: "1",
    };
    await mustRun("Filling the demo", typescript("scripts/demo.ts"), { ...env, NODE_ENV: "production" });
    supervisor.start({ ...webPart("production", HOST, port, env), output: options.log });
    supervisor.start({ ...workerPart("production", env), output: options.log });
    const gaveUp = supervisor.gaveUp.then((reason) => Promise.reject(new PlainError(reason)));
    await Promise.race([untilAnswers(address, AbortSignal.timeout(120_000)), gaveUp]);
    await Promise.race([work(env), gaveUp]);
  } finally {
    await supervisor.stop();
    await sql`drop database if exists ${sql(name)} with (force)`;
    await sql.end({ timeout: 5 });
    rmSync(data, { recursive: true, force: true });
  }
}
