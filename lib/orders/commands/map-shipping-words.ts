import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { isRefusal, refuse } from "@/lib/core/result";
import { findChannel } from "@/lib/orders/load-intake-facts";
import { lockOrders } from "@/lib/orders/lock-order";
import { offerNamed } from "@/lib/orders/rules/named-service";
import { planMappedService } from "@/lib/orders/rules/service";
import { post } from "@/lib/post";
import { mapWordsInput } from "@/lib/shipping/inputs";
import { loadShipping } from "@/lib/shipping/load-shipping";
import { wordsOf } from "@/lib/shipping/rules/shipping";

const ordersAtOnce = 200;
const waiting = ["draft", "awaiting_payment", "review", "backordered", "ready", "picking", "packing", "partly_shipped"];

/**
 * Says once which service a channel's words stand for: orders that wait without one get it, and later orders come in with
 * it. Answers how many orders it touched and whether more wait, which are done by doing it again. Without a service the
 * mapping is forgotten; orders keep what they have.
 */
export const mapShippingWords = defineCommand({
  name: "shipping.map_words",
  permission: "settings.edit",
  input: mapWordsInput,
  refusals: ["unknown_channel", "unknown_service"],
  async run(context, input) {
    const { tx, actor, now, shop } = context;
    // Before anything is written: what is remembered must be what everybody sees.
    const book = await loadShipping(tx, shop.shippingVersion);
    const channel = input.channel === null ? null : await findChannel(tx, { code: input.channel, closed: true });
    if (channel === undefined) return refuse("unknown_channel", { channel: input.channel });
    const words = wordsOf(input.words);
    const offer = offerNamed(book, input.service);
    if (isRefusal(offer)) return offer;
    const channelId = channel?.id ?? null;
    if (offer === null) {
      await tx.sql`delete from shipping_mappings where channel_id is not distinct from ${channelId} and words = ${words}`;
      await recordAudit(context, "shipping.words_forgotten", words, { channel: input.channel });
      return { orders: 0, more: false };
    }
    const [written] = await tx.sql`
      insert into shipping_mappings (id, channel_id, words, service_id, created_by, created_at)
      values (${newId()}, ${channelId}, ${words}, ${offer.service.id}, ${actor.name}, ${now.toISOString()})
      on conflict (channel_id, words) do update
        set service_id = excluded.service_id, created_by = excluded.created_by, created_at = excluded.created_at
        where shipping_mappings.service_id <> excluded.service_id
      returning id`;
    if (written)
      await recordAudit(context, "shipping.words_mapped", words, { channel: input.channel, service: input.service });
    // Words are compared as the house writes them, which the database does not know: few are in use.
    const ofChannel = channelId === null ? tx.sql`` : tx.sql`and channel_id = ${channelId}`;
    const inUse = await tx.sql<{ text: string }[]>`
      select distinct shipping_service as text from orders
      where stage = any(${waiting}) and shipping_service_id is null ${ofChannel}`;
    const texts = inUse.map(({ text }) => text).filter((text) => wordsOf(text) === words);
    const found = await tx.sql<{ number: string }[]>`
      select number from orders o
      where stage = any(${waiting}) and shipping_service_id is null and shipping_service = any(${texts}::text[]) ${ofChannel}
        ${
          channelId === null
            ? tx.sql`and not exists (select 1 from shipping_mappings m where m.channel_id = o.channel_id and m.words = ${words})`
            : tx.sql``
        }
      order by id limit ${ordersAtOnce + 1}`;
    const orders = await lockOrders(
      tx,
      found.slice(0, ordersAtOnce).map(({ number }) => number),
    );
    const plans = orders
      .filter(({ shippingServiceId }) => shippingServiceId === null)
      .map((order) => planMappedService(order, offer));
    await post(context, plans);
    return { orders: plans.length, more: found.length > ordersAtOnce };
  },
});
