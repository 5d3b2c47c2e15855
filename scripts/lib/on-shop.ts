import path from "node:path";
import { startEmbedded } from "../../db/embedded.ts";
import { migrateDatabase } from "./migrate.ts";
import { ownSecret } from "./own-secret.ts";
import { DATABASE, dataDirectory } from "./places.ts";
import { runNode, stopRunning, typescript } from "./run.ts";

/**
 * Runs a script on the shop that `DATABASE_URL` names, else on the one that `npm start` keeps here: beside it while it
 * is up, and on its database alone while it is not. Gives the script's exit code.
 */
export async function onShop(script: string, args: readonly string[]): Promise<number> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stopRunning);
  if (process.env.DATABASE_URL) return runNode([...typescript(script), ...args]);
  const embedded = await startEmbedded({ dataDir: path.join(dataDirectory(), "postgres") });
  try {
    await embedded.createDatabase(DATABASE);
    const url = embedded.url(DATABASE);
    await migrateDatabase(url);
    const secret = process.env.AUTH_SECRET ?? ownSecret();
    const env = { ...process.env, DATABASE_URL: url, AUTH_SECRET: secret, COUNTINGHOUSE_DATA: dataDirectory() };
    return await runNode([...typescript(script), ...args], env);
  } finally {
    await embedded.stop();
  }
}
