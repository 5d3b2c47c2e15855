import { connection } from "@/db/client";
import { instantOf } from "@/lib/api/dto/fields";
import type { OrderDto } from "@/lib/api/dto/order";
import { selectOrders, withParts } from "@/lib/api/load-orders";
import { messageName } from "./rules/signature";

export type Told = {
  messageId: string;
  topic: string;
  orderId: string | null;
  seq: number | null;
  firingId: string | null;
};

/** What every message says of an order: enough to know which it is and whether it is news. No person is in it. */
export type OrderInBrief = Pick<OrderDto, "number" | "channel" | "externalId" | "stage" | "held" | "version">;
type Facts = OrderInBrief & {
  id: string;
  at: string | null;
  rule: { number: number; name: string; version: number } | null;
};

/**
 * The body of a message, as the order is now: what a receiver gets late is not stale. `wholeOrder` adds the order as the
 * API shows it, persons included.
 */
export async function buildPayload(told: Told, wholeOrder: boolean, now: Date): Promise<string> {
  const { sql } = connection();
  const id = messageName(told.messageId);
  if (told.orderId === null) {
    return JSON.stringify({ id, type: told.topic, timestamp: now.toISOString(), data: {} });
  }
  const [[facts], orders] = await Promise.all([
    sql<Facts[]>`
      select o.number, c.code as channel, o.external_id as "externalId", o.stage, o.held, o.version,
        coalesce(f.fired_at, e.at) as at,
        case when f.id is not null then jsonb_build_object('number', r.number, 'name', v.rule ->> 'name', 'version', f.rule_version) end as rule
      from orders o join channels c on c.id = o.channel_id
      left join order_events e on e.order_id = o.id and e.seq = ${told.seq}
      left join automation_firings f on f.id = ${told.firingId}
      left join automation_rules r on r.id = f.rule_id
      left join automation_revisions v on v.rule_id = f.rule_id and v.version = f.rule_version
      where o.id = ${told.orderId}`,
    wholeOrder ? sql`${selectOrders(sql)} where o.id = ${told.orderId}`.then((rows) => withParts(sql, rows)) : null,
  ]);
  if (!facts) throw new Error(`the order of message ${id} is not there`);
  const { at, rule, ...brief } = facts;
  return JSON.stringify({
    id,
    type: told.topic,
    timestamp: at === null ? now.toISOString() : instantOf(at),
    data: { event: told.seq, order: orders?.[0] ?? brief, ...(rule ? { rule } : {}) },
  });
}
