import { recordAudit } from "@/lib/audit";
import { seal, unseal } from "@/lib/auth/sealed";
import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { rotateSecretInput } from "@/lib/webhooks/inputs";
import { lockEndpoint, sendQueue } from "@/lib/webhooks/lock-endpoint";

/** How long the secret before signs beside the new one. */
const bothForMs = 24 * 3_600_000;

/** Gives an endpoint another secret. The one before signs beside it for a day, so that the receiver can change over. */
export const rotateSecret = defineCommand({
  name: "webhooks.rotate_secret",
  permission: "webhooks.manage",
  input: rotateSecretInput,
  refusals: ["no_such_endpoint", "endpoint_changed"],
  async run(context, { number, secret }) {
    const { tx, now } = context;
    const endpoint = await lockEndpoint(tx, { number });
    if (isRefusal(endpoint)) return endpoint;
    const [kept] = await tx.sql<{ secret: string }[]>`select secret from webhook_endpoints where id = ${endpoint.id}`;
    // One that cannot be read any more signs nothing.
    const before = kept && unseal(kept.secret, "webhook") !== null ? kept.secret : null;
    const until = before === null ? null : new Date(now.getTime() + bothForMs).toISOString();
    await tx.sql`
      update webhook_endpoints set previous_secret = ${before}, previous_until = ${until},
        secret = ${seal(secret, "webhook")}, updated_at = ${now.toISOString()} where id = ${endpoint.id}`;
    if (before === null) await enqueue(tx, [{ queue: sendQueue, data: {} }]);
    await recordAudit(context, "webhook.secret_rotated", endpoint.name);
    return { number };
  },
});
