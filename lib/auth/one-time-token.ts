import { createHash, randomBytes } from "node:crypto";

/** A secret for a link or a key: 256 random bits that survive every mail program and shell. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a token. It is random, so a plain hash is enough and one look-up finds it. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
