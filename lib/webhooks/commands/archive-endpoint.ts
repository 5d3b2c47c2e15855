import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { endpointRef } from "@/lib/webhooks/inputs";
import { lockEndpoint } from "@/lib/webhooks/lock-endpoint";

/** Deletes an endpoint: nothing is sent there any more, and what waits or is dead is called off. */
export const archiveEndpoint = defineCommand({
  name: "webhooks.archive",
  permission: "webhooks.manage",
  input: endpointRef,
  refusals: ["no_such_endpoint", "endpoint_changed"],
  async run(context, { number }) {
    const { tx, now } = context;
    const endpoint = await lockEndpoint(tx, { number });
    if (isRefusal(endpoint)) return endpoint;
    const at = now.toISOString();
    await tx.sql`
      update webhook_endpoints set enabled = false, disabled_reason = null, archived_at = ${at}, updated_at = ${at}
      where id = ${endpoint.id}`;
    const { count } = await tx.sql`
      update webhook_deliveries set state = 'cancelled', settled_at = ${at}
      where endpoint_id = ${endpoint.id} and state in ('waiting', 'dead')`;
    await recordAudit(context, "webhook.archived", endpoint.name, { cancelled: count });
    return { number, cancelled: count };
  },
});
