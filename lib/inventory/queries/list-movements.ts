import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { type KeyPage, pageOf, readDirection } from "@/lib/list/keyset";
import type { ListState } from "@/lib/list/params";

type States = { onHand: number; reserved: number; damaged: number; qualityControl: number };

export type Movement = {
  id: string;
  at: string;
  /** When it was written, where that is another day than when it happened. */
  writtenAt: string | null;
  reason: string;
  location: string;
  documentType: string;
  documentNumber: string;
  orderNumber: string | null;
  note: string;
  actor: string;
  change: States;
  /** Of the item, or of it at the chosen warehouse, right after this movement. */
  balance: States & { available: number };
};

const pageSize = 50;

/**
 * The item's stock ledger, newest first, with the running balance: what lay there before the page plus each movement,
 * so it is the same on whichever page a movement is seen.
 */
export async function listMovements(
  actor: Actor,
  variantId: string,
  state: ListState,
  limit = pageSize,
): Promise<KeyPage<Movement>> {
  assert(may(actor, "stock.read"), `${actor.role} may not stock.read`);
  const { sql } = connection();
  const direction = readDirection(state, "bigint", "number");
  const { key, back } = direction;
  const place = state.filters.location?.[0];
  const reasons = state.filters.reason;
  const scope = place
    ? sql`m.variant_id = ${variantId} and m.location_id = (select id from locations where code = ${place})`
    : sql`m.variant_id = ${variantId}`;
  const beyond = !key ? sql`` : back ? sql`and m.id > ${key.value}::bigint` : sql`and m.id < ${key.value}::bigint`;
  const rows = await sql<Movement[]>`
    with page as (
      select m.id from stock_movements m
      where ${scope} ${reasons ? sql`and m.reason = any(${reasons})` : sql``} ${beyond}
      order by m.id ${back ? sql`asc` : sql`desc`} limit ${limit + 1}
    ),
    edge as (select min(id) as low, max(id) as high from page),
    earlier as (
      select coalesce(sum(m.on_hand_delta), 0) on_hand, coalesce(sum(m.reserved_delta), 0) reserved, coalesce(sum(m.damaged_delta), 0) damaged,
        coalesce(sum(m.quality_control_delta), 0) quality_control
      from stock_movements m, edge where ${scope} and m.id < edge.low
    ),
    running as (
      select m.*, sum(m.on_hand_delta) over w as on_hand, sum(m.reserved_delta) over w as reserved, sum(m.damaged_delta) over w as damaged,
        sum(m.quality_control_delta) over w as quality_control
      from stock_movements m, edge where ${scope} and m.id between edge.low and edge.high
      window w as (order by m.id)
    )
    select m.id::text, to_jsonb(m.occurred_at) #>> '{}' as at, case when abs(extract(epoch from m.created_at - m.occurred_at)) > 86400 then to_jsonb(m.created_at) #>> '{}' end as "writtenAt",
      m.reason, l.code as location, m.document_type as "documentType", m.document_number as "documentNumber", o.number as "orderNumber", m.note, m.actor_name as actor,
      jsonb_build_object('onHand', m.on_hand_delta, 'reserved', m.reserved_delta, 'damaged', m.damaged_delta, 'qualityControl', m.quality_control_delta) as change,
      jsonb_build_object('onHand', e.on_hand + m.on_hand, 'reserved', e.reserved + m.reserved, 'damaged', e.damaged + m.damaged,
        'qualityControl', e.quality_control + m.quality_control,
        'available', e.on_hand + m.on_hand - e.reserved - m.reserved - e.damaged - m.damaged - e.quality_control - m.quality_control) as balance
    from running m join page on page.id = m.id cross join earlier e join locations l on l.id = m.location_id
    left join order_lines n on n.id = m.order_line_id left join orders o on o.id = n.order_id
    order by m.id ${back ? sql`asc` : sql`desc`}`;
  // The identity column gives the order; there are no ties.
  return pageOf<Movement>(rows, limit, direction, (row) => ({ value: row.id, id: row.id }));
}
