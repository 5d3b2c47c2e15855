import { connection } from "@/db/client";
import { messageName } from "@/lib/webhooks/rules/signature";
import { cursorOf, instantOf, instantOrNull, readCursor } from "../dto/fields";

/** Every endpoint that is not deleted, by number. */
export async function listWebhookEndpoints() {
  const rows = await connection().sql`
    select e.number, e.name, e.url, e.topics, e.whole_order, e.enabled, e.disabled_reason, e.failing_since, e.version,
      (select count(*)::int from (select 1 from webhook_deliveries where endpoint_id = e.id and state = 'dead' limit 1000) d) as dead
    from webhook_endpoints e where e.archived_at is null order by e.number`;
  return rows.map((row) => ({
    number: row.number as number,
    name: row.name as string,
    url: row.url as string,
    topics: row.topics as string[],
    wholeOrder: row.whole_order as boolean,
    enabled: row.enabled as boolean,
    disabledReason: row.disabled_reason as string | null,
    failingSince: instantOrNull(row.failing_since),
    version: row.version as number,
    dead: row.dead as number,
  }));
}

export type DeliveryFilters = { limit: number; cursor?: string | undefined; state?: string | undefined };

const isNumber = (part: string) => /^\d{1,15}$/.test(part);

/**
 * One page of what was sent to an endpoint, the newest first; "bad_cursor" for a cursor that is none of this list, null
 * where there is no such endpoint.
 */
export async function listWebhookDeliveries(number: number, filters: DeliveryFilters) {
  const from = filters.cursor === undefined ? undefined : readCursor(filters.cursor, [isNumber]);
  if (from === null) return "bad_cursor";
  const { sql } = connection();
  const [endpoint] = await sql`select id from webhook_endpoints where number = ${number} and archived_at is null`;
  if (!endpoint) return null;
  const rows = await sql`
    select d.id::text, d.message_id, d.topic, o.number as order, d.seq, d.state, d.attempts, d.created_at, d.settled_at,
      case when d.state = 'waiting' then d.next_at end as next_at, a.status, a.problem
    from webhook_deliveries d left join orders o on o.id = d.order_id
    left join lateral (
      select status, problem from webhook_attempts where delivery_id = d.id order by number desc limit 1) a on true
    where d.endpoint_id = ${endpoint.id} ${filters.state ? sql`and d.state = ${filters.state}` : sql``}
      ${from ? sql`and d.id < ${from[0] as string}::bigint` : sql``}
    order by d.id desc limit ${filters.limit + 1}`;
  const shown = rows.slice(0, filters.limit);
  const last = rows.length > filters.limit ? shown.at(-1) : undefined;
  return {
    deliveries: shown.map((row) => ({
      delivery: Number(row.id),
      message: messageName(row.message_id),
      topic: row.topic as string,
      order: row.order as string | null,
      event: row.seq as number | null,
      state: row.state as string,
      attempts: row.attempts as number,
      createdAt: instantOf(row.created_at),
      nextAt: instantOrNull(row.next_at),
      settledAt: instantOrNull(row.settled_at),
      status: row.status as number | null,
      problem: (row.problem || null) as string | null,
    })),
    next: last ? cursorOf(last.id) : null,
  };
}
