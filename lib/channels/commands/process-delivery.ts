import { z } from "zod";
import { type CommandContext, defineCommand } from "@/lib/command";
import { isRefusal, type Refusal } from "@/lib/core/result";
import { receiveOrder } from "@/lib/orders/commands/receive-order";
import { receiveOrderInput } from "@/lib/orders/inputs";
import { changedOrder } from "../changed-order";
import { newOrder } from "../new-order";
import { type ChannelOrder, unreadable } from "../rules/channel-order";
import type { Processed } from "../rules/inbox";
import { type Platform, readDelivery } from "../rules/platforms";

type Stored = {
  id: string;
  status: string;
  topic: string;
  body: Buffer;
  channelId: string;
  code: string;
  kind: Platform;
  orderNumber: string | null;
};

/**
 * Reads a stored webhook: takes the order it tells of, or changes the one that is here. The delivery is marked in the
 * same transaction, so that it has its effect once, however often it is tried. Refuses what cannot be read or taken.
 */
export const processDelivery = defineCommand({
  name: "channels.process_delivery",
  permission: "orders.create",
  input: z.strictObject({ id: z.uuid() }),
  refusals: ["unreadable_delivery", "gone", ...receiveOrder.refusals],
  async run(context, { id }) {
    const { sql } = context.tx;
    const [stored] = await sql<Stored[]>`
      select i.id, i.status, i.topic, i.body, i.channel_id as "channelId", c.code, c.kind, i.order_number as "orderNumber"
      from channel_inbox i join channels c on c.id = i.channel_id where i.id = ${id} for update of i`;
    if (!stored || stored.status === "done" || stored.status === "ignored") {
      return { order: stored?.orderNumber ?? null, ignored: null } satisfies Processed;
    }
    const told = readDelivery(stored.kind, stored.topic, stored.body);
    const processed = isRefusal(told)
      ? told
      : told === "other_topic"
        ? ({ order: null, ignored: "other_topic" } satisfies Processed)
        : await take(context, stored, told);
    if (isRefusal(processed)) return processed;
    await sql`
      update channel_inbox set attempts = attempts + 1, processed_at = ${context.now.toISOString()},
        status = ${processed.ignored ? "ignored" : "done"}, error = ${processed.ignored ?? ""}, order_number = ${processed.order}
      where id = ${id}`;
    return processed;
  },
});

async function take(
  context: CommandContext,
  stored: Stored,
  told: ChannelOrder,
): Promise<Processed | Refusal<"unreadable_delivery">> {
  const { sql } = context.tx;
  const input = receiveOrderInput.safeParse({ channel: stored.code, ...told.order });
  if (!input.success) return unreadable(input.error.issues[0]?.path.join(".") ?? "body");
  // "Created" and "updated" of one order arrive together: the second waits and then finds the order.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`delivery ${stored.channelId} ${told.externalId}`}, 3))`;
  const [known] = await sql<{ number: string }[]>`
    select number from orders where channel_id = ${stored.channelId} and external_id = ${told.externalId}`;
  if (!known) return newOrder(context, told, input.data);
  return changedOrder(context, known.number, told, await lastTold(context, stored, known.number));
}

/** What the channel said of the order before this delivery. */
async function lastTold({ tx }: CommandContext, stored: Stored, number: string): Promise<ChannelOrder | null> {
  const [last] = await tx.sql<{ topic: string; body: Buffer }[]>`
    select topic, body from channel_inbox
    where order_number = ${number} and channel_id = ${stored.channelId} and status in ('done', 'ignored') and id <> ${stored.id}
      and error <> 'older_than_known'
    order by processed_at desc limit 1`;
  const told = last ? readDelivery(stored.kind, last.topic, last.body) : "other_topic";
  return isRefusal(told) || told === "other_topic" ? null : told;
}
