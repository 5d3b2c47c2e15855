import { mkdirSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");

/** The shop's database on the PostgreSQL that `npm start` brings up. */
export const DATABASE = "countinghouse";

/** Where a run keeps what is its own: the database, its secret, the demo's logins. */
export function dataDirectory(): string {
  const directory = path.resolve(root, process.env.COUNTINGHOUSE_DATA ?? ".data");
  mkdirSync(directory, { recursive: true });
  return directory;
}

export function packageScript(file: string): string {
  return path.join(root, "node_modules", file);
}

export const nextCli = packageScript("next/dist/bin/next");

export function say(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** A failure whose message says all there is to say: shown without a stack. */
export class PlainError extends Error {}

export function explain(error: unknown): string {
  if (error instanceof PlainError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
