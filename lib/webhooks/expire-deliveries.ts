import { connection } from "@/db/client";

const deliveredDays = 30;
const deadDays = 90;
const atOnce = 10_000;

/**
 * Forgets deliveries that nobody asks after any more, with their attempts: what arrived or was called off after a month,
 * what is dead after three. What still waits for an endpoint that is gone, or that has been off for a month, is called off.
 */
export async function expireDeliveries(signal?: AbortSignal): Promise<number> {
  const { sql } = connection();
  await sql`
    update webhook_deliveries d set state = 'cancelled', settled_at = now()
    from webhook_endpoints e
    where e.id = d.endpoint_id and d.state = 'waiting'
      and (e.archived_at is not null or (not e.enabled and e.updated_at < now() - make_interval(days => ${deliveredDays})))`;
  let total = 0;
  while (!signal?.aborted) {
    const { count } = await sql`
      delete from webhook_deliveries where id in (
        select id from webhook_deliveries
        where created_at < now() - make_interval(days => ${deliveredDays}) and (
          (state in ('delivered', 'cancelled') and settled_at < now() - make_interval(days => ${deliveredDays}))
          or (state = 'dead' and settled_at < now() - make_interval(days => ${deadDays})))
        order by id limit ${atOnce})`;
    total += count;
    if (count < atOnce) break;
  }
  return total;
}
