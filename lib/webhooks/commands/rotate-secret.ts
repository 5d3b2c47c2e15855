import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { rotateSecretInput } from "@/lib/webhooks/inputs";
import { lockEndpoint } from "@/lib/webhooks/lock-endpoint";

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
    await tx.sql`
      update webhook_endpoints set previous_secret = secret, previous_until = ${new Date(now.getTime() + bothForMs).toISOString()},
        secret = ${secret}, updated_at = ${now.toISOString()} where id = ${endpoint.id}`;
    await recordAudit(context, "webhook.secret_rotated", endpoint.name);
    return { number };
  },
});
