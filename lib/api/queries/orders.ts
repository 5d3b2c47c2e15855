import type postgres from "postgres";
import { connection } from "@/db/client";
import { isId } from "@/lib/core/ids";
import { isInstant } from "@/lib/list/keyset";
import { cursorOf, readCursor } from "../dto/fields";
import { type OrderDto, toOrderDto } from "../dto/order";

export type OrderFilters = {
  limit: number;
  cursor?: string | undefined;
  stage?: string[] | undefined;
  channel?: string | undefined;
  placedFrom?: string | undefined;
  placedTo?: string | undefined;
  updatedSince?: string | undefined;
  externalId?: string | undefined;
};

/** The order, or null. A key that belongs to a channel sees the orders of its channel alone. */
export async function getOrder(number: string, channelId: string | undefined): Promise<OrderDto | null> {
  const { sql } = connection();
  const rows = await sql`${selectOrders(sql)} where o.number = ${number} ${ofChannel(sql, channelId)}`;
  return (await withParts(rows))[0] ?? null;
}

/**
 * One page of orders by key, newest first; with `updatedSince` in the order of their last change, so that a program
 * which follows the pages misses none. Null for a cursor that is none of this list.
 */
export async function listOrders(
  filters: OrderFilters,
  channelId: string | undefined,
): Promise<{ orders: OrderDto[]; next: string | null } | null> {
  const { sql } = connection();
  const from = filters.cursor === undefined ? undefined : readCursor(filters.cursor, [isInstant, isId]);
  if (from === null) return null;
  const parts: postgres.Fragment[] = [ofChannel(sql, channelId)];
  if (filters.stage) parts.push(sql`and o.stage = any(${filters.stage}::text[])`);
  if (filters.channel) parts.push(sql`and o.channel_id = (select id from channels where code = ${filters.channel})`);
  if (filters.externalId) parts.push(sql`and o.external_id = ${filters.externalId}`);
  if (filters.placedFrom) parts.push(sql`and o.placed_at >= ${filters.placedFrom}`);
  if (filters.placedTo) parts.push(sql`and o.placed_at < ${filters.placedTo}`);
  const byChange = filters.updatedSince !== undefined;
  if (filters.updatedSince) parts.push(sql`and o.updated_at >= ${filters.updatedSince}`);
  if (from) {
    parts.push(
      byChange
        ? sql`and (o.updated_at, o.id) > (${from[0] as string}::timestamptz, ${from[1] as string}::uuid)`
        : sql`and (o.placed_at, o.id) < (${from[0] as string}::timestamptz, ${from[1] as string}::uuid)`,
    );
  }
  const conditions = parts.reduce((all, part) => sql`${all} ${part}`);
  const order = byChange ? sql`o.updated_at, o.id` : sql`o.placed_at desc, o.id desc`;
  const rows = await sql`${selectOrders(sql)} where true ${conditions} order by ${order} limit ${filters.limit + 1}`;
  const shown = rows.slice(0, filters.limit);
  const last = rows.length > filters.limit ? shown.at(-1) : undefined;
  return {
    orders: await withParts(shown),
    next: last ? cursorOf(byChange ? last.updated_at : last.placed_at, last.id) : null,
  };
}

function selectOrders(sql: postgres.Sql): postgres.Fragment {
  return sql`
    select o.id, o.number, c.code as channel, o.external_id, o.stage, o.held, o.version, o.placed_at, o.promised_at, o.updated_at,
           k.number as customer_number, o.contact_name, o.contact_email, o.contact_phone, o.ship_to, o.bill_to, o.currency,
           o.prices_include_tax, o.items_minor, o.discount_minor, o.shipping_minor, o.tax_minor, o.total_minor, o.paid_minor,
           o.refunded_minor, o.payment_method, o.shipping_service, o.buyer_message, o.seller_note, o.flag, o.gift, o.tags
    from orders o join channels c on c.id = o.channel_id left join customers k on k.id = o.customer_id`;
}

function ofChannel(sql: postgres.Sql, channelId: string | undefined): postgres.Fragment {
  return channelId ? sql`and o.channel_id = ${channelId}` : sql``;
}

async function withParts(orders: readonly postgres.Row[]): Promise<OrderDto[]> {
  if (orders.length === 0) return [];
  const { sql } = connection();
  const ids = orders.map((order) => order.id as string);
  const [lines, holds, shipments, documents] = await Promise.all([
    sql`select order_id, position, kind, sku, title, spec, variant_id is not null as mapped, external_id, ordered, cancelled,
               reserved, backordered, shipped, delivered, returned, refunded, unit_price::text, tax_rate::text, discount_minor,
               tax_minor, total_minor, gift, note
        from order_lines where order_id = any(${ids}::uuid[]) order by order_id, position`,
    sql`select order_id, type, scope, reason, due_at, release_when, approver, set_at from holds
        where order_id = any(${ids}::uuid[]) and cleared_at is null order by set_at`,
    sql`select s.order_id, s.number, p.code as location, s.status, s.carrier, s.service, s.tracking_number, s.packages,
               s.shipped_at, s.delivered_at,
               (select coalesce(jsonb_agg(jsonb_build_object('line', ol.position, 'sku', ol.sku, 'quantity', l.quantity)
                          order by ol.position), '[]')
                from shipment_lines l join order_lines ol on ol.id = l.order_line_id
                where l.shipment_id = s.id and l.quantity > 0) as lines
        from shipments s join locations p on p.id = s.location_id
        where s.order_id = any(${ids}::uuid[]) order by s.created_at, s.id`,
    sql`select d.order_id, d.kind, d.number, d.issued_at, d.total_minor, d.credited_minor, c.number as corrects, d.reversed_at
        from documents d left join documents c on c.id = d.corrects_id
        where d.order_id = any(${ids}::uuid[]) order by d.issued_at, d.id`,
  ]);
  const of = (rows: readonly postgres.Row[]) => Map.groupBy(rows, (row) => row.order_id as string);
  const [linesOf, holdsOf, shipmentsOf, documentsOf] = [of(lines), of(holds), of(shipments), of(documents)];
  return orders.map((order) =>
    toOrderDto(order, {
      lines: linesOf.get(order.id) ?? [],
      holds: holdsOf.get(order.id) ?? [],
      shipments: shipmentsOf.get(order.id) ?? [],
      documents: documentsOf.get(order.id) ?? [],
    }),
  );
}
