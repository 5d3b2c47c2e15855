import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { assert, isRefusal, refuse } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { endpointRef } from "@/lib/webhooks/inputs";
import { lockEndpoint, sendQueue } from "@/lib/webhooks/lock-endpoint";
import { testTopic } from "@/lib/webhooks/rules/topics";

/** Queues a message about no order, so that somebody sees whether it arrives. Refuses where the endpoint is off. */
export const sendTest = defineCommand({
  name: "webhooks.send_test",
  permission: "webhooks.manage",
  input: endpointRef,
  refusals: ["no_such_endpoint", "endpoint_changed", "endpoint_off"],
  async run(context, { number }) {
    const { tx } = context;
    const endpoint = await lockEndpoint(tx, { number });
    if (isRefusal(endpoint)) return endpoint;
    if (!endpoint.enabled) return refuse("endpoint_off", { name: endpoint.name });
    const [row] = await tx.sql<{ id: string }[]>`
      insert into webhook_deliveries (endpoint_id, topic) values (${endpoint.id}, ${testTopic}) returning id`;
    assert(row, "a delivery that was written has its number");
    await enqueue(tx, [{ queue: sendQueue, data: {} }]);
    await recordAudit(context, "webhook.tested", endpoint.name);
    return { delivery: Number(row.id) };
  },
});
