import { unseal } from "@/lib/auth/sealed";
import { defineCommand } from "@/lib/command";
import { log } from "@/lib/log";
import { toDate } from "@/lib/rows";
import { claimInput } from "@/lib/webhooks/inputs";
import { pauses } from "@/lib/webhooks/rules/backoff";

/** Requests to one endpoint at once; while nothing arrives there, one at a time finds out whether it does again. */
const atOnce = 8;
const lookedAt = 100;
/** Whoever has a delivery in hand answers by then: six times what a request may take. */
const leaseMs = 60_000;
/** What waits for another of its order is looked at again after this, unless it is called sooner. */
const behindMs = 2_000;

export type Claimed = {
  id: number;
  messageId: string;
  topic: string;
  orderId: string | null;
  seq: number | null;
  firingId: string | null;
  attempt: number;
};
export type Claim = {
  /** More may be due: what was looked at waits for others of its order. */
  more: boolean;
  lease: Date;
  url: string;
  secrets: string[];
  wholeOrder: boolean;
  deliveries: Claimed[];
};
type Due = { id: string; before: string | null; beforeState: string | null; beforeAt: string | null };

/**
 * Takes deliveries of an endpoint in hand: what is due and has none of its order before it, as many as may be under way
 * at once, whoever sends them. What was in the hand of a worker that did not answer in time is taken over, or dead where that was
 * its last try. Null where the endpoint is off or gone, or its secret cannot be read: then everything waits until it has another.
 */
export const claimDeliveries = defineCommand({
  name: "webhooks.claim",
  permission: "webhooks.manage",
  input: claimInput,
  refusals: [],
  async run({ tx, now }, { endpointId }): Promise<Claim | null> {
    const at = now.toISOString();
    const [endpoint] = await tx.sql<
      { url: string; secret: string; previous: string | null; wholeOrder: boolean; failing: boolean }[]
    >`
      select url, secret, case when previous_until > ${at} then previous_secret end as previous, whole_order as "wholeOrder",
        failing_since is not null as failing
      from webhook_endpoints where id = ${endpointId} and enabled for no key update`;
    if (!endpoint) return null;
    const secret = unseal(endpoint.secret, "webhook");
    const previous = endpoint.previous && unseal(endpoint.previous, "webhook");
    if (secret === null) {
      log.error("webhooks", new Error("the secret of an endpoint cannot be read"), { endpoint: endpointId });
      return null;
    }
    await tx.sql`
      update webhook_deliveries set leased_until = null,
        state = case when tries > ${pauses.length} then 'dead' else 'waiting' end,
        settled_at = case when tries > ${pauses.length} then ${at}::timestamptz end
      where endpoint_id = ${endpointId} and state = 'sending' and leased_until < ${at}`;
    const [busy] = await tx.sql<{ sending: number }[]>`
      select count(*)::int as sending from webhook_deliveries where endpoint_id = ${endpointId} and state = 'sending'`;
    const free = (endpoint.failing ? 1 : atOnce) - (busy?.sending ?? 0);
    const lease = new Date(now.getTime() + leaseMs);
    const claim = {
      ...{ more: false, lease, url: endpoint.url, wholeOrder: endpoint.wholeOrder },
      ...{ secrets: [secret, ...(previous ? [previous] : [])], deliveries: [] },
    };
    if (free <= 0) return claim;
    const due = await tx.sql<Due[]>`
      select d.id, b.id as before, b.state as "beforeState", b.next_at as "beforeAt"
      from (
        select id, order_id, next_at from webhook_deliveries
        where endpoint_id = ${endpointId} and state = 'waiting' and next_at <= ${at} order by next_at, id limit ${lookedAt}
      ) d
      left join lateral (
        select id, state, next_at from webhook_deliveries b
        where b.endpoint_id = ${endpointId} and b.order_id = d.order_id and b.id < d.id and b.state in ('waiting', 'sending')
        order by b.id limit 1
      ) b on true
      order by d.next_at, d.id`;
    const behind = due.filter(({ before }) => before !== null);
    if (behind.length > 0) {
      const soon = new Date(now.getTime() + behindMs);
      const later = behind.map(({ beforeState, beforeAt }) => {
        const its = beforeState === "waiting" && beforeAt !== null ? toDate(beforeAt) : soon;
        return its > soon ? its : soon;
      });
      await tx.sql`
        update webhook_deliveries d set next_at = x.next::timestamptz
        from unnest(${behind.map(({ id }) => id)}::bigint[], ${later.map((each) => each.toISOString())}::text[]) x (id, next)
        where d.id = x.id and d.state = 'waiting'`;
    }
    const taken = due.filter(({ before }) => before === null).slice(0, free);
    const rows = await tx.sql<(Omit<Claimed, "id"> & { id: string })[]>`
      update webhook_deliveries set state = 'sending', leased_until = ${lease.toISOString()}, attempts = attempts + 1, tries = tries + 1
      where id = any(${taken.map(({ id }) => id)}::bigint[]) and state = 'waiting'
      returning id, message_id as "messageId", topic, order_id as "orderId", seq, firing_id as "firingId", attempts as attempt`;
    const deliveries = rows.map((row) => ({ ...row, id: Number(row.id) })).sort((a, b) => a.id - b.id);
    return { ...claim, deliveries, more: deliveries.length < free && due.length === lookedAt };
  },
});
