import { connection } from "@/db/client";
import { cursorOf, instantOf, instantOrNull, readCursor } from "../dto/fields";

export type ReturnFilters = {
  limit: number;
  cursor?: string | undefined;
  status?: string | undefined;
  order?: string | undefined;
};

const isNumber = (part: string) => /^RMA-\d{1,12}$/.test(part);

/** One page of returns in the order they were asked for; a key of a channel sees those of its orders alone. Null for a bad cursor. */
export async function listReturns(filters: ReturnFilters, channelId: string | undefined) {
  const from = filters.cursor === undefined ? [""] : readCursor(filters.cursor, [isNumber]);
  if (from === null) return null;
  const rows = await readRows({ ...filters, after: from[0] as string }, channelId);
  const shown = rows.slice(0, filters.limit);
  const last = rows.length > filters.limit ? shown.at(-1) : undefined;
  return { returns: shown.map(dtoOf), next: last ? cursorOf(last.number) : null };
}

/** One return, or null where there is none that this key may see. */
export async function getReturn(rma: string, channelId: string | undefined) {
  const [row] = await readRows({ limit: 1, rma }, channelId);
  return row ? dtoOf(row) : null;
}

async function readRows(
  of: Partial<ReturnFilters> & { limit: number; after?: string; rma?: string },
  channelId: string | undefined,
) {
  const { sql } = connection();
  return (await sql`
    select r.*, o.number as order_number, (select code from locations where id = r.location_id) as location, r.requested_at::text as asked_at,
      r.due_at::text as until, (select jsonb_agg(jsonb_build_object('line', l.position, 'sku', l.sku, 'reason', b.reason, 'outcome', b.outcome, 'requested', b.requested,
        'approved', b.approved, 'received', b.received, 'awaited', b.awaited, 'restocked', b.restocked, 'qualityControl', b.quality_control,
        'damaged', b.damaged, 'scrapped', b.scrapped, 'sentBack', b.sent_back, 'exchanged', b.exchanged, 'refunded', b.refunded, 'refundDue', b.refund_due) order by b.position)
       from return_lines b join order_lines l on l.id = b.order_line_id where b.return_id = r.id) as lines,
      (select coalesce(jsonb_agg(f.number order by f.requested_at), '[]') from return_refunds k join refunds f on f.id = k.refund_id where k.return_id = r.id) as refunds,
      (select coalesce(jsonb_agg(e.number order by e.number), '[]') from return_exchanges x join orders e on e.id = x.order_id where x.return_id = r.id) as exchanges
    from returns r join orders o on o.id = r.order_id
    where ${of.rma ? sql`r.number = ${of.rma}` : sql`true`}
      ${of.after ? sql`and (r.requested_at, r.id) > (select requested_at, id from returns where number = ${of.after})` : sql``}
      ${of.status ? sql`and r.status = ${of.status}` : sql``} ${of.order ? sql`and o.number = ${of.order}` : sql``}
      ${channelId ? sql`and o.channel_id = ${channelId}` : sql``}
    order by r.requested_at, r.id limit ${of.limit + 1}`) as unknown as Row[];
}

type Row = Record<string, unknown> & { number: string; asked_at: string; until: string | null };

function dtoOf(row: Row) {
  return {
    rma: row.number,
    order: row.order_number as string,
    status: row.status as string,
    version: row.version as number,
    source: row.source as string,
    requestedAt: instantOf(row.asked_at),
    dueAt: instantOrNull(row.until),
    carrier: row.carrier as string,
    trackingNumber: row.tracking_number as string,
    location: row.location as string | null,
    note: row.note as string,
    decision: row.decision as Record<string, unknown>,
    lines: row.lines as Record<string, unknown>[],
    refunds: row.refunds as string[],
    exchanges: row.exchanges as string[],
  };
}
