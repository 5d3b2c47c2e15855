import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { authSecret } from "./session-token";

/** What a secret is for; one that was sealed for one use is not opened for another. */
export type SealedUse = "channel" | "mail" | "webhook";

const prefix = "sealed:1:";
const ivBytes = 12;
const tagBytes = 16;

/**
 * A secret as the database keeps it: encrypted with a key that follows from `AUTH_SECRET`, so that neither a copy of the
 * database nor a backup gives it away.
 */
export function seal(secret: string, use: SealedUse): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", keyFor(use), iv);
  const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return prefix + Buffer.concat([iv, cipher.getAuthTag(), text]).toString("base64url");
}

/** The secret, or null where it was sealed under another `AUTH_SECRET`: then it has to be entered anew. */
export function unseal(kept: string, use: SealedUse): string | null {
  // Rows of before secrets were sealed hold them as they are, until the worker starts.
  if (!isSealed(kept)) return kept;
  const bytes = Buffer.from(kept.slice(prefix.length), "base64url");
  if (bytes.length < ivBytes + tagBytes) return null;
  const decipher = createDecipheriv("aes-256-gcm", keyFor(use), bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  const text = decipher.update(bytes.subarray(ivBytes + tagBytes));
  try {
    return Buffer.concat([text, decipher.final()]).toString("utf8");
  } catch {
    // A key that does not fit says so by its tag, and in no other way.
    return null;
  }
}

export function isSealed(kept: string): boolean {
  return kept.startsWith(prefix);
}

const keys = new Map<string, Buffer>();

function keyFor(use: SealedUse): Buffer {
  const secret = authSecret();
  const name = `${use}\n${secret}`;
  const key = keys.get(name) ?? Buffer.from(hkdfSync("sha256", secret, "", `countinghouse sealed ${use}`, 32));
  keys.set(name, key);
  return key;
}
