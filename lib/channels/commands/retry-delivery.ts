import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { deliveryRef } from "../inputs";

/** Tries a delivery again at once, with all its attempts before it. Refuses one that has had its effect. */
export const retryDelivery = defineCommand({
  name: "channels.retry_delivery",
  permission: "channels.map",
  input: deliveryRef,
  refusals: ["delivery_settled"],
  async run(context, { id }) {
    const [row] = await context.tx.sql<{ deliveryId: string }[]>`
      update channel_inbox set status = 'received', attempts = 0, error = ''
      where id = ${id} and status in ('failed', 'dead')
      returning delivery_id as "deliveryId"`;
    if (!row) return refuse("delivery_settled");
    await enqueue(context.tx, [{ queue: "inbox.process", data: { id } }]);
    await recordAudit(context, "channel.delivery_retried", row.deliveryId);
    return { id };
  },
});
