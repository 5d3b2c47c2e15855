import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { queueDeliveryInput } from "@/lib/webhooks/inputs";
import { lockEndpoint, sendQueue } from "@/lib/webhooks/lock-endpoint";
import { ruleTopic } from "@/lib/webhooks/rules/topics";

/**
 * Writes down that a rule calls an endpoint about the order it fired on, once a firing. It is sent after the transaction,
 * behind what the endpoint has not heard of the same order yet. Refuses where the endpoint is gone or off.
 */
export const queueDelivery = defineCommand({
  name: "webhooks.queue",
  permission: "automation.manage",
  input: queueDeliveryInput,
  refusals: ["no_such_endpoint", "endpoint_changed", "endpoint_off"],
  async run({ tx }, { endpoint: number, order, firing }) {
    const endpoint = await lockEndpoint(tx, { number });
    if (isRefusal(endpoint)) return endpoint;
    if (!endpoint.enabled) return refuse("endpoint_off", { name: endpoint.name });
    await tx.sql`
      insert into webhook_deliveries (endpoint_id, topic, order_id, seq, firing_id)
      select ${endpoint.id}, ${ruleTopic}, f.order_id, f.seq, f.id
      from automation_firings f join orders o on o.id = f.order_id where f.id = ${firing} and o.number = ${order}
      on conflict do nothing`;
    await enqueue(tx, [{ queue: sendQueue, data: {} }]);
    return { endpoint: endpoint.name };
  },
});
