import type postgres from "postgres";
import { connection } from "@/db/client";
import { isId } from "@/lib/core/ids";
import { isInstant } from "@/lib/list/keyset";
import { cursorOf, readCursor } from "../dto/fields";
import type { OrderDto } from "../dto/order";
import { selectOrders, withParts } from "../load-orders";

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
  return (await withParts(sql, rows))[0] ?? null;
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
    orders: await withParts(sql, shown),
    next: last ? cursorOf(byChange ? last.updated_at : last.placed_at, last.id) : null,
  };
}

function ofChannel(sql: postgres.Sql, channelId: string | undefined): postgres.Fragment {
  return channelId ? sql`and o.channel_id = ${channelId}` : sql``;
}
