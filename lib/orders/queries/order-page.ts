import { asc, desc, sql as drizzleSql, eq, inArray } from "drizzle-orm";
import type postgres from "postgres";
import { connection } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { locations } from "@/db/schema/inventory";
import { orderEvents, orderLines, orderNotes, orders } from "@/db/schema/orders";
import { imports } from "@/db/schema/plumbing";
import { channels } from "@/db/schema/shop";
import { staff } from "@/db/schema/staff";
import { readTogether, type Tx } from "@/db/transaction";
import { assert } from "@/lib/core/result";
import type { RouteReason } from "@/lib/inventory/rules/route";
import { readOrders } from "@/lib/orders/lock-order";
import type { Review } from "@/lib/orders/rules/review";
import type { OrderState } from "@/lib/orders/rules/state";

/**
 * Everything one order's page shows, as of one moment; null when there is no such order. Two messages to the database,
 * whatever its size; what the page wants besides, `also` asks with the second.
 */
export function getOrderPage(number: string): Promise<OrderPageData | null>;
export function getOrderPage<Also>(
  number: string,
  also: (state: OrderState, reader: Tx) => Promise<Also>,
): Promise<(OrderPageData & { also: Also }) | null>;
export async function getOrderPage<Also>(
  number: string,
  also?: (state: OrderState, reader: Tx) => Promise<Also>,
): Promise<(OrderPageData & { also?: Also }) | null> {
  return readTogether(async (tx) => {
    const [state] = await readOrders(tx, [number]);
    if (!state) return null;
    const [data, more] = await Promise.all([readOrderData(tx, state), also?.(state, tx)]);
    return { ...data, also: more };
  });
}

async function readOrderData(tx: Tx, state: OrderState) {
  const variantIds = [...new Set(state.lines.flatMap((line) => (line.variantId ? [line.variantId] : [])))];
  const { db } = tx;
  const [[facts], events, notes, specs, free, neighbours] = await Promise.all([
    db
      .select({
        order: orders,
        channel: channels,
        customer: customers,
        assignee: { name: staff.name, email: staff.email },
        location: locations,
        importNumber: imports.number,
        customerOrders: drizzleSql<number>`(select count(*)::int from (select 1 from ${orders} o where o.customer_id = ${orders.customerId} limit 100) n)`,
      })
      .from(orders)
      .innerJoin(channels, eq(channels.id, orders.channelId))
      .leftJoin(customers, eq(customers.id, orders.customerId))
      .leftJoin(staff, eq(staff.id, orders.assigneeId))
      .leftJoin(locations, eq(locations.id, orders.locationId))
      .leftJoin(imports, eq(imports.id, orders.importId))
      .where(eq(orders.id, state.id)),
    db
      .select()
      .from(orderEvents)
      .where(eq(orderEvents.orderId, state.id))
      .orderBy(desc(orderEvents.seq))
      .limit(eventsAtMost),
    db.select().from(orderNotes).where(eq(orderNotes.orderId, state.id)).orderBy(desc(orderNotes.createdAt)).limit(50),
    db.select({ id: orderLines.id, spec: orderLines.spec }).from(orderLines).where(eq(orderLines.orderId, state.id)),
    freeStock(variantIds, tx),
    neighboursOf(tx, state.placedAt, state.id),
  ]);
  assert(facts, "an order that was read has its row");
  return {
    state,
    ...facts,
    review: facts.order.review as Review | null,
    routing: facts.order.routing as RouteReason | null,
    events,
    notes,
    specs: specs.map(({ id, spec }): [string, string] => [id, spec]),
    free,
    neighbours,
  };
}

export type OrderPageData = Awaited<ReturnType<typeof readOrderData>>;

const eventsAtMost = 200;

/** Free units of items by warehouse code, best warehouse first. */
export async function freeStock(
  variantIds: readonly string[],
  { sql }: { sql: postgres.ISql } = connection(),
): Promise<Map<string, { code: string; free: number }[]>> {
  if (variantIds.length === 0) return new Map();
  const rows = await sql`
    select l.variant_id, w.code, l.available as free
    from stock_levels l join locations w on w.id = l.location_id
    where w.active and l.variant_id = any(${[...variantIds]}::uuid[])
    order by w.priority, w.code`;
  const found = new Map<string, { code: string; free: number }[]>();
  for (const row of rows)
    found.set(row.variant_id, [...(found.get(row.variant_id) ?? []), { code: row.code, free: row.free }]);
  return found;
}

async function neighboursOf(
  { sql }: Tx,
  placedAt: Date,
  id: string,
): Promise<{ newer: string | null; older: string | null }> {
  const at = placedAt.toISOString();
  const [row] = await sql`
    select
      (select number from orders where (placed_at, id) > (${at}::timestamptz, ${id}::uuid) order by placed_at, id limit 1) as newer,
      (select number from orders where (placed_at, id) < (${at}::timestamptz, ${id}::uuid) order by placed_at desc, id desc limit 1) as older`;
  return { newer: row?.newer ?? null, older: row?.older ?? null };
}

/** People an order can be given to. */
export async function listAssignees({ db }: Pick<Tx, "db"> = connection()): Promise<{ name: string; email: string }[]> {
  return db
    .select({ name: staff.name, email: staff.email })
    .from(staff)
    .where(inArray(staff.role, ["owner", "manager", "support", "warehouse"]))
    .orderBy(asc(staff.name))
    .limit(200);
}
