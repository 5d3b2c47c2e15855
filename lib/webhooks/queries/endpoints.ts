import type postgres from "postgres";
import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { unseal } from "@/lib/auth/sealed";
import { assert } from "@/lib/core/result";
import type { DisabledReason } from "@/lib/webhooks/rules/states";

export type EndpointRow = {
  id: string;
  number: number;
  name: string;
  url: string;
  topics: string[];
  wholeOrder: boolean;
  enabled: boolean;
  disabledReason: DisabledReason | null;
  failingSince: string | null;
  version: number;
  /** It was sealed under another `AUTH_SECRET`: nothing is sent before the endpoint has a new one. */
  secretLost: boolean;
  /** Until when the secret before signs too; null where it does not. */
  previousUntil: string | null;
  lastDelivered: string | null;
  /** Attempts of the last day that failed, among the newest deliveries. */
  failedDay: number;
  /** Up to a thousand. */
  dead: number;
};

/** Only so many of the newest deliveries are looked at for a figure. */
const lookedAt = 1000;

const columns = (sql: postgres.ISql) => sql`
  e.id, e.number, e.name, e.url, e.topics, e.whole_order as "wholeOrder", e.enabled, e.disabled_reason as "disabledReason",
  to_jsonb(e.failing_since) #>> '{}' as "failingSince", e.version,
  case when e.previous_until > now() then to_jsonb(e.previous_until) #>> '{}' end as "previousUntil",
  (select to_jsonb(max(settled_at) filter (where state = 'delivered')) #>> '{}' from newest) as "lastDelivered",
  (select count(*)::int from newest d join webhook_attempts a on a.delivery_id = d.id
   where a.problem <> '' and a.at > now() - interval '1 day') as "failedDay",
  (select count(*)::int from (
     select 1 from webhook_deliveries where endpoint_id = e.id and state = 'dead' limit ${lookedAt}) d) as dead`;

async function endpointsWhere(condition: (sql: postgres.Sql) => postgres.Fragment): Promise<EndpointRow[]> {
  const { sql } = connection();
  const rows = await sql<(Omit<EndpointRow, "secretLost"> & { secret: string })[]>`
    select x.*, w.secret from webhook_endpoints w cross join lateral (
      with newest as materialized (
        select id, state, settled_at from webhook_deliveries where endpoint_id = w.id order by id desc limit ${lookedAt})
      select ${columns(sql)} from webhook_endpoints e where e.id = w.id
    ) x
    where w.archived_at is null ${condition(sql)} order by lower(w.name)`;
  return rows.map(({ secret, ...row }) => ({ ...row, secretLost: unseal(secret, "webhook") === null }));
}

function check(actor: Actor): void {
  assert(may(actor, "webhooks.manage"), `${actor.role} may not webhooks.manage`);
}

/** Every endpoint that is not deleted, by name. */
export async function listEndpoints(actor: Actor): Promise<EndpointRow[]> {
  check(actor);
  return endpointsWhere((sql) => sql``);
}

/** One endpoint; null when there is none. */
export async function getEndpoint(actor: Actor, number: number): Promise<EndpointRow | null> {
  check(actor);
  const [found] = await endpointsWhere((sql) => sql`and w.number = ${number}`);
  return found ?? null;
}
