import type { Tx } from "@/db/transaction";
import { eventsThatMoveNothing } from "./rules/undo";

export type MovedOrder = { number: string; event: string; at: string };

/**
 * Orders of an import that have gone on since it brought them: picked, shipped, paid, refunded or cancelled by people.
 * What the import wrote itself is not later than the order's own row, or belongs to one of its credit notes.
 */
export async function movedOrders(
  sql: Tx["sql"],
  importId: string,
  most: number,
): Promise<{ count: number; orders: MovedOrder[] }> {
  const rows = await sql`
    select number, type as event, at::text as at, count(*) over ()::int as count
    from (
      select distinct on (o.id) o.number, e.type, e.at
      from orders o join order_events e on e.order_id = o.id
      where o.import_id = ${importId} and e.at > o.created_at and e.type <> all(${[...eventsThatMoveNothing]}::text[])
      order by o.id, e.seq
    ) m
    order by at desc limit ${most}`;
  return {
    count: (rows[0]?.count as number | undefined) ?? 0,
    orders: rows.map((row) => ({ number: row.number as string, event: row.event as string, at: row.at as string })),
  };
}

/** Orders of other files that credits of this one refunded: their money has gone back and cannot be called in again. */
export async function foreignRefunds(sql: Tx["sql"], importId: string): Promise<string[]> {
  const rows = await sql`
    select distinct o.number
    from credit_notes c join refunds r on r.credit_note_id = c.id join orders o on o.id = r.order_id
    where c.import_id = ${importId} and c.reversed_at is null and o.import_id is distinct from ${importId}
    order by o.number limit 20`;
  return rows.map((row) => row.number as string);
}

/**
 * Items of which less is free than the import brought in all: taking it back would leave promises without goods.
 * Everything an import moved is on documents that carry its number, or on lines and credit notes of its own.
 */
export async function itemsGone(sql: Tx["sql"], importId: string, importNumber: string): Promise<string[]> {
  const rows = await sql`
    with brought as (
      select variant_id, location_id, sum(on_hand_delta) as units from (
        select m.variant_id, m.location_id, m.on_hand_delta
        from orders o join order_lines l on l.order_id = o.id join stock_movements m on m.order_line_id = l.id
        where o.import_id = ${importId}
        union all
        select m.variant_id, m.location_id, m.on_hand_delta
        from credit_notes c join stock_movements m on m.document_type = 'credit_note' and m.document_number = c.number
        where c.import_id = ${importId} and m.order_line_id is null
        union all
        select m.variant_id, m.location_id, m.on_hand_delta
        from stock_documents d join stock_movements m on m.document_type = 'adjustment' and m.document_number = d.number
        where d.kind = 'adjustment' and d.reason = 'write_off' and d.note = ${importNumber} and m.order_line_id is null
        union all
        select variant_id, location_id, on_hand_delta
        from stock_movements where document_type = 'import' and document_number = ${importNumber} and order_line_id is null
      ) moved group by 1, 2
    )
    select v.sku
    from brought b join stock_levels l on l.variant_id = b.variant_id and l.location_id = b.location_id
    join variants v on v.id = b.variant_id
    where l.on_hand - l.reserved - l.damaged - l.quality_control < b.units
    order by v.sku limit 20`;
  return rows.map((row) => row.sku as string);
}
