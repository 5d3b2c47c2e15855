import type postgres from "postgres";
import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import type { inboxTabs } from "./list-spec";
import type { DeliveryStatus } from "./rules/inbox";
import { waitingCodes } from "./waiting-codes";

export type DeliveryRow = {
  id: string;
  channel: string;
  channelZh: string;
  topic: string;
  deliveryId: string;
  status: DeliveryStatus;
  attempts: number;
  /** Why it was ignored, or as JSON why it failed. */
  error: string;
  orderNumber: string | null;
  receivedAt: string;
  bytes: number;
};

const pageSize = 50;

const statusesOfTab: Record<(typeof inboxTabs)[number], readonly DeliveryStatus[] | null> = {
  all: null,
  waiting: ["received", "failed"],
  dead: ["dead"],
  ignored: ["ignored"],
  done: ["done"],
};

/** One page of the inbox by key, the newest first. */
export async function listDeliveries(actor: Actor, state: ListState): Promise<KeyPage<DeliveryRow>> {
  assert(may(actor, "channels.read"), `${actor.role} may not channels.read`);
  const { sql } = connection();
  const direction = readDirection(state);
  const { key, back } = direction;
  const statuses = statusesOfTab[state.tab as keyof typeof statusesOfTab] ?? null;
  const channels = state.filters.channel;
  const rows = await sql<(DeliveryRow & { key: string })[]>`
    select i.id, c.name as channel, c.name_zh as "channelZh", i.topic, i.delivery_id as "deliveryId", i.status, i.attempts, i.error,
           i.order_number as "orderNumber", to_jsonb(i.received_at) #>> '{}' as "receivedAt", length(i.body) as bytes,
           i.received_at::text as key
    from channel_inbox i join channels c on c.id = i.channel_id
    where true ${statuses ? sql`and i.status = any(${[...statuses]})` : sql``}
      ${channels ? sql`and c.code = any(${channels})` : sql``} ${beyond(sql, key, back)}
    order by i.received_at ${back ? sql`asc` : sql`desc`}, i.id ${back ? sql`asc` : sql`desc`}
    limit ${pageSize + 1}`;
  return pageOf(rows, pageSize, direction, (row) => ({ value: row.key, id: row.id }));
}

function beyond(sql: postgres.Sql, key: { value: string; id: string } | null, back: boolean): postgres.Fragment {
  if (!key) return sql``;
  return back
    ? sql`and (i.received_at, i.id) > (${key.value}::timestamptz, ${key.id}::uuid)`
    : sql`and (i.received_at, i.id) < (${key.value}::timestamptz, ${key.id}::uuid)`;
}

/** Counting stops here. */
export const inboxCountCap = 1000;

/** What waits in the inbox: deliveries to come, deliveries that need a person, and codes nobody linked yet. */
export async function countInbox(actor: Actor): Promise<{ waiting: number; dead: number; unmapped: number }> {
  assert(may(actor, "channels.read"), `${actor.role} may not channels.read`);
  const { sql } = connection();
  const [row] = await sql<{ waiting: number; dead: number; unmapped: number }[]>`
    select (select count(*) from (select 1 from channel_inbox where status in ('received', 'failed') limit ${inboxCountCap + 1}) n)::int as waiting,
           (select count(*) from (select 1 from channel_inbox where status = 'dead' limit ${inboxCountCap + 1}) n)::int as dead,
           (select count(*) from (select 1 from (${waitingCodes(sql)}) w limit ${inboxCountCap + 1}) n)::int as unmapped`;
  return row ?? { waiting: 0, dead: 0, unmapped: 0 };
}

export type Delivery = DeliveryRow & {
  headers: Record<string, string>;
  body: string;
  /** The body is longer than what is shown. */
  cut: boolean;
};

const bytesShown = 100_000;

/** One delivery with its headers and its body as it came; null when there is none. */
export async function getDelivery(actor: Actor, id: string): Promise<Delivery | null> {
  assert(may(actor, "channels.read"), `${actor.role} may not channels.read`);
  const [row] = await connection().sql<(Omit<Delivery, "body" | "cut"> & { body: Buffer })[]>`
    select i.id, c.name as channel, c.name_zh as "channelZh", i.topic, i.delivery_id as "deliveryId", i.status, i.attempts, i.error,
           i.order_number as "orderNumber", to_jsonb(i.received_at) #>> '{}' as "receivedAt", length(i.body) as bytes, i.headers,
           substring(i.body from 1 for ${bytesShown}) as body
    from channel_inbox i join channels c on c.id = i.channel_id where i.id = ${id}`;
  return row ? { ...row, body: row.body.toString("utf8"), cut: row.bytes > bytesShown } : null;
}

export type WaitingCode = {
  channel: string;
  channelCode: string;
  channelZh: string;
  code: string;
  title: string;
  orders: number;
  units: number;
  oldest: string;
  /** An item whose SKU or barcode reads the same but for signs. */
  suggestion: { sku: string; title: string; titleZh: string } | null;
};

const codesShown = 200;

/** Codes of channels that nobody linked to an item, the one that holds most orders first. */
export async function listWaitingCodes(actor: Actor): Promise<WaitingCode[]> {
  assert(may(actor, "channels.read"), `${actor.role} may not channels.read`);
  const { sql } = connection();
  return sql<WaitingCode[]>`
    select c.name as channel, c.code as "channelCode", c.name_zh as "channelZh", w.code, w.title, w.orders, w.units,
           to_jsonb(w.oldest) #>> '{}' as oldest,
           (select jsonb_build_object('sku', v.sku, 'title', p.title, 'titleZh', p.title_zh)
            from variants v join products p on p.id = v.product_id
            where v.active and (v.barcode = w.code or regexp_replace(upper(v.sku), '[^A-Z0-9]', '', 'g') = regexp_replace(upper(w.code), '[^A-Z0-9]', '', 'g'))
            order by v.sku limit 1) as suggestion
    from (${waitingCodes(sql)}) w join channels c on c.id = w.channel_id
    order by w.orders desc, w.oldest, w.code limit ${codesShown}`;
}
