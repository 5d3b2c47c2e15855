import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { switchEndpointInput } from "@/lib/webhooks/inputs";
import { lockEndpoint, sendQueue } from "@/lib/webhooks/lock-endpoint";

/**
 * Switches an endpoint on or off. While it is off it hears of nothing; what already waits for it goes on once it is on
 * again.
 */
export const switchEndpoint = defineCommand({
  name: "webhooks.switch",
  permission: "webhooks.manage",
  input: switchEndpointInput,
  refusals: ["no_such_endpoint", "endpoint_changed"],
  async run(context, { number, enabled }) {
    const { tx, now } = context;
    const endpoint = await lockEndpoint(tx, { number });
    if (isRefusal(endpoint)) return endpoint;
    if (endpoint.enabled === enabled) return { number, enabled };
    await tx.sql`
      update webhook_endpoints set enabled = ${enabled}, disabled_reason = null, failing_since = null, updated_at = ${now.toISOString()}
      where id = ${endpoint.id}`;
    if (enabled) await enqueue(tx, [{ queue: sendQueue, data: {} }]);
    await recordAudit(context, enabled ? "webhook.switched_on" : "webhook.switched_off", endpoint.name);
    return { number, enabled };
  },
});
