import type { Check } from "./check";

/** What must hold of what is told to other systems. */
export const webhookChecks: readonly Check[] = [
  {
    name: "deliveries-have-their-events",
    sql: `
      select d.id, o.number, d.seq, d.topic
      from webhook_deliveries d join orders o on o.id = d.order_id
      left join order_events e on e.order_id = d.order_id and e.seq = d.seq
      left join automation_firings f on f.id = d.firing_id
      where e.seq is null or (d.firing_id is null and e.type <> d.topic)
        or (d.firing_id is not null and (f.order_id, f.seq) is distinct from (d.order_id, d.seq))`,
  },
  {
    name: "delivered-was-answered",
    sql: `
      select d.id, d.topic, d.attempts from webhook_deliveries d
      where d.state = 'delivered' and not exists (select 1 from webhook_attempts a where a.delivery_id = d.id and a.problem = '')`,
  },
  {
    // A worker that is there takes over within a minute what another one left.
    name: "no-delivery-past-its-lease",
    sql: `
      select d.id, e.name, d.leased_until from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id
      where d.state = 'sending' and e.enabled and d.leased_until < now() - interval '15 minutes'`,
  },
  {
    name: "secrets-are-sealed",
    sql: `
      select kind, name from (
        select 'webhook' as kind, name, secret from webhook_endpoints
        union all select 'webhook', name, previous_secret from webhook_endpoints
        union all select 'channel', code, webhook_secret from channels
        union all select 'mail', host, password from mail_settings
      ) s where secret <> '' and secret not like 'sealed:%'`,
  },
];
