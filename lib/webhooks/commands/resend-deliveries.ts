import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { resendInput } from "@/lib/webhooks/inputs";
import { lockEndpoint, sendQueue } from "@/lib/webhooks/lock-endpoint";

/**
 * Sends deliveries of an endpoint again, as the same messages and with all their tries before them: those that are dead,
 * or the ones named, which may have arrived before. Refuses where there is none, and where the endpoint is off.
 */
export const resendDeliveries = defineCommand({
  name: "webhooks.resend",
  permission: "webhooks.manage",
  input: resendInput,
  refusals: ["no_such_endpoint", "endpoint_changed", "endpoint_off", "nothing_to_resend"],
  async run(context, { number, deliveries }) {
    const { tx, now } = context;
    const endpoint = await lockEndpoint(tx, { number });
    if (isRefusal(endpoint)) return endpoint;
    if (!endpoint.enabled) return refuse("endpoint_off", { name: endpoint.name });
    const which =
      deliveries === "dead" ? tx.sql`state = 'dead'` : tx.sql`id = any(${deliveries}::bigint[]) and state <> 'sending'`;
    const { count } = await tx.sql`
      update webhook_deliveries set state = 'waiting', tries = 0, next_at = ${now.toISOString()}, settled_at = null
      where endpoint_id = ${endpoint.id} and ${which}`;
    if (count === 0) return refuse("nothing_to_resend");
    await enqueue(tx, [{ queue: sendQueue, data: {} }]);
    await recordAudit(context, "webhook.deliveries_resent", endpoint.name, { deliveries: count });
    return { resent: count };
  },
});
