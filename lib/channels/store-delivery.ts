import { createHash } from "node:crypto";
import { type DatabaseRefusalCode, transact } from "@/db/transaction";
import { newId } from "@/lib/core/ids";
import type { Refusal } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";

export type Delivery = {
  channelId: string;
  deliveryId: string | null;
  topic: string;
  headers: Record<string, string>;
  body: Buffer;
};

/**
 * Keeps a webhook as it came, once, and queues its reading in the same transaction: whoever got a 200 will be served.
 * A refusal says that nothing was kept.
 */
export async function storeDelivery(delivery: Delivery): Promise<"stored" | "known" | Refusal<DatabaseRefusalCode>> {
  const id = newId();
  // Without a name of its own a delivery is the same as another of the same bytes.
  const deliveryId = delivery.deliveryId || `sha256:${createHash("sha256").update(delivery.body).digest("hex")}`;
  return transact(async (tx) => {
    const [stored] = await tx.sql`
      insert into channel_inbox (id, channel_id, delivery_id, topic, headers, body, status)
      values (${id}, ${delivery.channelId}, ${deliveryId.slice(0, 200)}, ${delivery.topic.slice(0, 100)},
              ${JSON.stringify(delivery.headers)}::text::jsonb, ${delivery.body}, 'received')
      on conflict (channel_id, delivery_id) do nothing
      returning id`;
    if (stored) await enqueue(tx, [{ queue: "inbox.process", data: { id } }]);
    return stored ? ("stored" as const) : ("known" as const);
  });
}
