import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { deliveryRef } from "../inputs";

/** Puts a delivery aside that nobody will mend. It stays to be read. Refuses one that has had its effect. */
export const ignoreDelivery = defineCommand({
  name: "channels.ignore_delivery",
  permission: "channels.map",
  input: deliveryRef,
  refusals: ["delivery_settled"],
  async run(context, { id }) {
    const [row] = await context.tx.sql<{ deliveryId: string }[]>`
      update channel_inbox set status = 'ignored', error = 'by_hand', processed_at = ${context.now.toISOString()}
      where id = ${id} and status in ('received', 'failed', 'dead')
      returning delivery_id as "deliveryId"`;
    if (!row) return refuse("delivery_settled");
    await recordAudit(context, "channel.delivery_ignored", row.deliveryId);
    return { id };
  },
});
