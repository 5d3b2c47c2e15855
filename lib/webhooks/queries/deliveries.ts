import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import { buildPayload } from "@/lib/webhooks/build-payload";
import type { deliveryTabs } from "@/lib/webhooks/list-spec";
import type { AttemptProblem, DeliveryState } from "@/lib/webhooks/rules/states";

function check(actor: Actor): void {
  assert(may(actor, "webhooks.manage"), `${actor.role} may not webhooks.manage`);
}

export type DeliveryRow = {
  id: string;
  messageId: string;
  topic: string;
  orderNumber: string | null;
  seq: number | null;
  /** The rule that called, by its name then. */
  rule: string | null;
  state: DeliveryState;
  attempts: number;
  nextAt: string;
  createdAt: string;
  /** What came of the latest attempt that was written down. */
  status: number | null;
  problem: AttemptProblem | null;
};

const pageSize = 50;
const statesOf: Record<(typeof deliveryTabs)[number], readonly DeliveryState[] | null> = {
  all: null,
  waiting: ["waiting", "sending"],
  delivered: ["delivered"],
  dead: ["dead"],
  cancelled: ["cancelled"],
};

/** One page of what was sent to an endpoint, the newest first; searched by the number of an order. */
export async function listDeliveries(
  actor: Actor,
  endpointId: string,
  state: ListState,
): Promise<KeyPage<DeliveryRow>> {
  check(actor);
  const { sql } = connection();
  const direction = readDirection(state, "bigint", "number");
  const { key, back } = direction;
  const states = statesOf[state.tab as keyof typeof statesOf] ?? null;
  const beyond = key ? (back ? sql`and d.id > ${key.id}::bigint` : sql`and d.id < ${key.id}::bigint`) : sql``;
  const order = state.q === "" ? sql`` : sql`and d.order_id = (select id from orders where number = ${state.q})`;
  const rows = await sql<DeliveryRow[]>`
    select ${columns()} from webhook_deliveries d ${joins()}
    where d.endpoint_id = ${endpointId} ${states ? sql`and d.state = any(${[...states]})` : sql``} ${order} ${beyond}
    order by d.id ${back ? sql`asc` : sql`desc`} limit ${pageSize + 1}`;
  return pageOf(rows, pageSize, direction, ({ id }) => ({ value: id, id }));
}

function columns() {
  return connection().sql`
    d.id::text, d.message_id as "messageId", d.topic, o.number as "orderNumber", d.seq, v.rule ->> 'name' as rule, d.state, d.attempts,
    to_jsonb(d.next_at) #>> '{}' as "nextAt", to_jsonb(d.created_at) #>> '{}' as "createdAt", a.status, a.problem`;
}

function joins() {
  return connection().sql`
    left join orders o on o.id = d.order_id
    left join automation_firings f on f.id = d.firing_id
    left join automation_revisions v on v.rule_id = f.rule_id and v.version = f.rule_version
    left join lateral (
      select status, problem from webhook_attempts where delivery_id = d.id order by number desc limit 1) a on true`;
}

export type Attempt = {
  number: number;
  at: string;
  tookMs: number;
  status: number | null;
  problem: AttemptProblem;
  excerpt: string;
};
export type Delivery = DeliveryRow & {
  tries: Attempt[];
  /** What would be sent now. */
  body: string;
};

const triesShown = 50;

/** One delivery of an endpoint with its attempts, the newest first, and its body; null when there is none. */
export async function getDelivery(actor: Actor, endpointId: string, id: number): Promise<Delivery | null> {
  check(actor);
  const { sql } = connection();
  const [row] = await sql<(DeliveryRow & { orderId: string | null; firingId: string | null; wholeOrder: boolean })[]>`
    select ${columns()}, d.order_id as "orderId", d.firing_id as "firingId", e.whole_order as "wholeOrder"
    from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id ${joins()}
    where d.endpoint_id = ${endpointId} and d.id = ${id}`;
  if (!row) return null;
  const { orderId, firingId, wholeOrder, ...shown } = row;
  const [tries, body] = await Promise.all([
    sql<Attempt[]>`
      select number, to_jsonb(at) #>> '{}' as at, took_ms as "tookMs", status, problem, excerpt
      from webhook_attempts where delivery_id = ${id} order by number desc limit ${triesShown}`,
    buildPayload({ ...row, orderId, firingId }, wholeOrder, new Date()),
  ]);
  return { ...shown, tries, body };
}
