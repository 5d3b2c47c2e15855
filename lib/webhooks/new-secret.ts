import { randomBytes } from "node:crypto";

/** A secret that signs webhooks, as Standard Webhooks writes it. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}
