import { createHmac } from "node:crypto";

const prefix = "whsec_";

/** A secret as Standard Webhooks writes it: a prefix and at least 24 bytes in base64. */
export const secretPattern = /^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export type Signed = { id: string; timestamp: number; body: string };

/**
 * The headers that let a receiver see who sent this and when, by the Standard Webhooks specification: one signature for
 * each secret, so that a receiver who still knows the old one is not cut off. `timestamp` is in seconds.
 */
export function signedHeaders({ id, timestamp, body }: Signed, secrets: readonly string[]): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const bytes = Buffer.from(secret.slice(prefix.length), "base64");
    return `v1,${createHmac("sha256", bytes).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatures.join(" "),
  };
}

/** What a receiver knows a message by. */
export function messageName(id: string): string {
  return `msg_${id.replaceAll("-", "")}`;
}
