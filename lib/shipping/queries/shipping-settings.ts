import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { readShipping } from "../load-shipping";
import { mappedService, wordsOf } from "../rules/shipping";

const lookedDays = 30;

export type MappingRow = {
  channel: string | null;
  channelName: string;
  channelNameZh: string;
  words: string;
  service: string;
};

export type WaitingWords = {
  channel: string;
  channelName: string;
  channelNameZh: string;
  words: string;
  /** Orders of the last thirty days that said so, and those of them that are still to be sent. */
  orders: number;
  open: number;
};

/** Carriers, services, mappings, and the words of channels that nobody has mapped yet, the most used first. */
export async function getShippingSettings(actor: Actor, now: Date) {
  assert(may(actor, "settings.read"), `${actor.role} may not settings.read`);
  const { sql } = connection();
  const since = new Date(now.getTime() - lookedDays * 86_400_000).toISOString();
  const [book, mappings, said] = await Promise.all([
    readShipping(connection()),
    sql<MappingRow[]>`
      select c.code as channel, coalesce(c.name, '') as "channelName", coalesce(c.name_zh, '') as "channelNameZh", m.words, s.code as service
      from shipping_mappings m join shipping_services s on s.id = m.service_id left join channels c on c.id = m.channel_id
      order by m.words, c.name nulls first`,
    sql<(WaitingWords & { channelId: string })[]>`
      select u.channel_id as "channelId", c.code as channel, c.name as "channelName", c.name_zh as "channelNameZh", u.words, u.orders, u.open
      from (
        select channel_id, shipping_service as words, count(*)::int as orders,
          (count(*) filter (where stage in ('awaiting_payment', 'review', 'backordered', 'ready', 'picking', 'packing', 'partly_shipped')))::int as open
        from orders where placed_at > ${since} and shipping_service_id is null and shipping_service <> '' and stage not in ('draft', 'cancelled')
        group by channel_id, shipping_service order by orders desc limit 500
      ) u join channels c on c.id = u.channel_id`,
  ]);
  const waiting = new Map<string, WaitingWords>();
  for (const { channelId, ...row } of said) {
    const words = wordsOf(row.words);
    if (words === "" || mappedService(book, channelId, words) !== null) continue;
    const key = `${channelId} ${words}`;
    const same = waiting.get(key);
    if (same) Object.assign(same, { orders: same.orders + row.orders, open: same.open + row.open });
    else waiting.set(key, { ...row, words });
  }
  return {
    carriers: book.carriers,
    offers: book.offers,
    mappings: [...mappings],
    waiting: [...waiting.values()].sort((a, b) => b.orders - a.orders),
  };
}
