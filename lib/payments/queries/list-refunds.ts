import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";
import type { PaymentMethod } from "@/lib/orders/rules/state";
import type { RefundReason, RefundStatus } from "@/lib/payments/rules/refund";

export type RefundRow = {
  id: string;
  number: string;
  order: string;
  customer: string;
  amountMinor: string;
  currency: string;
  status: RefundStatus;
  reason: RefundReason;
  note: string;
  method: PaymentMethod;
  requestedBy: string;
  requestedAt: string;
  lastError: string;
  /** Asked for by the person who looks. */
  own: boolean;
};

const pageSize = 50;

const statusesOf: Record<string, readonly RefundStatus[]> = {
  waiting: ["requested"],
  in_doubt: ["approved", "in_doubt"],
  failed: ["failed"],
  all: ["requested", "approved", "in_doubt", "succeeded", "failed", "declined"],
};

/** One page of refunds by key: of what waits the oldest first, of all else the newest. */
export async function listRefunds(actor: Actor, state: ListState, limit = pageSize): Promise<KeyPage<RefundRow>> {
  assert(may(actor, "payments.read"), `${actor.role} may not payments.read`);
  const { sql } = connection();
  const direction = readDirection(state);
  const up = (state.tab === "waiting" || state.tab === "in_doubt") !== direction.back;
  const { key } = direction;
  const beyond = key
    ? sql`and (r.requested_at, r.id) ${up ? sql`>` : sql`<`} (${key.value}::timestamptz, ${key.id}::uuid)`
    : sql``;
  const rows = await sql<(RefundRow & { key: string })[]>`
    select r.id, r.number, o.number as order, o.contact_name as customer, r.amount_minor as "amountMinor", r.currency, r.status, r.reason,
      r.note, p.method, r.requested_by as "requestedBy", to_jsonb(r.requested_at) #>> '{}' as "requestedAt",
      r.last_error as "lastError", r.requested_by_id <> '' and r.requested_by_id = ${actor.id} as own, r.requested_at::text as key
    from refunds r join orders o on o.id = r.order_id join payments p on p.id = r.payment_id
    where r.status = any(${[...(statusesOf[state.tab] ?? [])]}::text[]) ${beyond}
    order by r.requested_at ${up ? sql`asc` : sql`desc`}, r.id ${up ? sql`asc` : sql`desc`} limit ${limit + 1}`;
  return pageOf(rows, limit, direction, (row) => ({ value: row.key, id: row.id }));
}

/** How many wait in each tab, up to a hundred. */
export async function countRefunds(): Promise<{ waiting: number; in_doubt: number }> {
  const [row] = await connection().sql`
    select (select count(*) from (select 1 from refunds where status = 'requested' limit 100) n)::int as waiting,
           (select count(*) from (select 1 from refunds where status in ('approved', 'in_doubt') limit 100) n)::int as in_doubt`;
  return { waiting: row?.waiting ?? 0, in_doubt: row?.in_doubt ?? 0 };
}
