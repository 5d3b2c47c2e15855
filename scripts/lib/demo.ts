import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import { dataDirectory, say } from "./places.ts";
import { mustRun, typescript } from "./run.ts";

export type DemoLogin = { role: string; name: string; email: string; password: string };

const startedFile = () => path.join(dataDirectory(), "demo-started");
const loginsFile = () => path.join(dataDirectory(), "demo-logins.json");

/** Whether the last fill was cut off: its database is half a shop and must be made anew. */
export function demoWasInterrupted(): boolean {
  return existsSync(startedFile());
}

/** Fills the demo shop into a database that has no staff yet; tells whether it did. */
export async function fillDemo(env: NodeJS.ProcessEnv): Promise<boolean> {
  if (await hasStaff(env.DATABASE_URL ?? "")) return false;
  say("Filling the demo shop.");
  rmSync(loginsFile(), { force: true });
  writeFileSync(startedFile(), "");
  await mustRun("Filling the demo", typescript("scripts/demo.ts"), env);
  rmSync(startedFile(), { force: true });
  return true;
}

/** The sign-ins of the demo, none in a shop of one's own. */
export function demoLogins(): DemoLogin[] {
  if (!existsSync(loginsFile())) return [];
  return JSON.parse(readFileSync(loginsFile(), "utf8")) as DemoLogin[];
}

async function hasStaff(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<{ found: boolean }[]>`select exists (select from staff) as found`;
    return row?.found ?? false;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
