import type { Tx } from "@/db/transaction";
import { toJson } from "@/lib/rows";
import { readTrackingTable, type TrackingRow } from "./rules/tracking-table";

type NamedOrder = { orderId: string | null; number: string; details: Record<string, unknown> };

/** The orders that a pasted table of tracking numbers names become the items of a change, in the table's sequence. */
export async function openFromTable(tx: Tx, jobId: string, text: string): Promise<number> {
  return addItems(tx, jobId, await findOrders(tx, readTrackingTable(text)), 0);
}

/**
 * Gives the selected orders of a change their tracking numbers out of a pasted table. One that the table does not name
 * stays, and says so; rows that name an order which was not selected are added, to say that. Answers how many.
 */
export async function addTracking(tx: Tx, jobId: string, text: string, selected: number): Promise<number> {
  const named = await findOrders(tx, readTrackingTable(text));
  const found = named.filter((row) => row.orderId !== null);
  const given = found.map(({ orderId, details }) => ({ order_id: orderId, details }));
  const rows = await tx.sql<{ orderId: string }[]>`
    update bulk_job_items i set details = p.details
    from json_to_recordset(${toJson(given)}::text::json) as p(order_id uuid, details jsonb)
    where i.job_id = ${jobId} and i.order_id = p.order_id returning i.order_id as "orderId"`;
  await tx.sql`
    update bulk_job_items set details = '{"problem": "not_in_table"}' where job_id = ${jobId} and details is null`;
  const filled = new Set(rows.map((row) => row.orderId));
  const others = named
    .filter((row) => row.orderId === null || !filled.has(row.orderId))
    .map((row) =>
      row.orderId === null ? row : { ...row, orderId: null, details: { ...row.details, problem: "not_selected" } },
    );
  return addItems(tx, jobId, others, selected);
}

/** Orders by our number or by the one their channel gave them; a number that two orders have names neither. */
async function findOrders(tx: Tx, rows: readonly TrackingRow[]): Promise<NamedOrder[]> {
  if (rows.length === 0) return [];
  const asked = rows.map(({ line, order }) => ({ line, asked: order }));
  const known = await tx.sql<{ line: number; ids: string[]; number: string }[]>`
    select r.line, array_agg(o.id) as ids, min(o.number) as number
    from json_to_recordset(${toJson(asked)}::text::json) as r(line int, asked text)
    cross join lateral (
      select id, number from orders where number = upper(r.asked)
      union
      select x.id, x.number from order_search s join orders x on x.id = s.order_id
      where s.keys @> array[lower(r.asked)] and lower(x.external_id) = lower(r.asked)
    ) o
    group by r.line`;
  const byLine = new Map(known.filter((row) => row.ids.length === 1).map((row) => [row.line, row]));
  const taken = new Set<string>();
  return rows.map(({ line, order, carrier, trackingNumber, problem }) => {
    const match = problem ? undefined : byLine.get(line);
    const id = match?.ids[0] ?? null;
    // Our number in one row and the channel's in another may mean the same order.
    const twice = id !== null && taken.has(id);
    if (id !== null) taken.add(id);
    const why = problem ?? (id === null ? "not_found" : twice ? "named_twice" : undefined);
    return {
      orderId: why ? null : id,
      number: match?.number ?? order,
      details: { line, carrier, trackingNumber, ...(why ? { problem: why } : {}) },
    };
  });
}

async function addItems(tx: Tx, jobId: string, named: readonly NamedOrder[], after: number): Promise<number> {
  if (named.length === 0) return 0;
  const rows = named.map(({ orderId, number, details }, index) => ({
    position: after + index + 1,
    order_id: orderId,
    order_number: number,
    details,
  }));
  await tx.sql`
    insert into bulk_job_items (job_id, position, order_id, order_number, status, details)
    select ${jobId}, p.position, p.order_id, p.order_number, 'waiting', p.details
    from json_to_recordset(${toJson(rows)}::text::json) as p(position int, order_id uuid, order_number text, details jsonb)`;
  return named.length;
}
