import { and, desc, eq, gt } from "drizzle-orm";
import { db } from "@/db/client";
import { orderEvents, orders } from "@/db/schema/orders";

const changesAtMost = 5;

export type OrderChanges = {
  version: number;
  /** The newest first. */
  changes: { type: string; data: Record<string, unknown>; by: string; at: Date }[];
};

/** The order's version, and the last things done to it after the given one; null when there is no such order. */
export async function getChangesSince(number: string, version: number): Promise<OrderChanges | null> {
  const [order] = await db()
    .select({ id: orders.id, version: orders.version })
    .from(orders)
    .where(eq(orders.number, number));
  if (!order) return null;
  const changes = await db()
    .select({ type: orderEvents.type, data: orderEvents.data, by: orderEvents.actorName, at: orderEvents.at })
    .from(orderEvents)
    .where(and(eq(orderEvents.orderId, order.id), gt(orderEvents.seq, version)))
    .orderBy(desc(orderEvents.seq))
    .limit(changesAtMost);
  return { version: order.version, changes };
}
