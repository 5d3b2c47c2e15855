import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dataDirectory } from "./places.ts";

/** The secret of a shop that keeps its own: made once, beside its database. */
export function ownSecret(): string {
  const file = path.join(dataDirectory(), "auth-secret");
  if (!existsSync(file)) writeFileSync(file, randomBytes(33).toString("base64"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
