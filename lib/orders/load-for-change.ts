import { and, desc, eq, gt } from "drizzle-orm";
import { orderEvents } from "@/db/schema/orders";
import type { Tx } from "@/db/transaction";
import { assert, type Refusal, refuse } from "@/lib/core/result";
import { lockOrder } from "@/lib/orders/lock-order";
import type { OrderState } from "@/lib/orders/rules/state";
import type { Posted } from "@/lib/post";

export type ChangeRefusal = "not_found" | "order_changed";
export const changeRefusals = ["not_found", "order_changed"] as const;

/** Locks the order a command is about; refuses when it is not there or is not the version that was on the screen. */
export async function loadForChange(
  tx: Tx,
  ref: { number: string; version?: number | undefined },
): Promise<OrderState | Refusal<ChangeRefusal>> {
  const order = await lockOrder(tx, ref.number);
  if (!order) return refuse("not_found", { number: ref.number });
  if (ref.version !== undefined && ref.version !== order.version) {
    const changes = await changesSince(tx, order.id, ref.version);
    return refuse("order_changed", { number: ref.number, shown: ref.version, now: order.version, changes });
  }
  return order;
}

const changesShown = 5;

/** What others did to the order since the version that was on the screen, newest first. */
async function changesSince(tx: Tx, orderId: string, version: number): Promise<ChangeSeen[]> {
  return tx.db
    .select({ type: orderEvents.type, data: orderEvents.data, by: orderEvents.actorName })
    .from(orderEvents)
    .where(and(eq(orderEvents.orderId, orderId), gt(orderEvents.seq, version)))
    .orderBy(desc(orderEvents.seq))
    .limit(changesShown);
}

/** The latest that was done to each order since the version that was seen, newest first; for many orders at once. */
export async function changesOfOrders(
  tx: Tx,
  seen: readonly { orderId: string; version: number }[],
): Promise<Map<string, ChangeSeen[]>> {
  if (seen.length === 0) return new Map();
  const rows = await tx.sql<{ orderId: string; changes: ChangeSeen[] }[]>`
    select s.id as "orderId", e.changes
    from unnest(${seen.map((order) => order.orderId)}::uuid[], ${seen.map((order) => order.version)}::int[]) as s(id, version)
    cross join lateral (
      select jsonb_agg(jsonb_build_object('type', c.type, 'data', c.data, 'by', c.actor_name) order by c.seq desc) as changes
      from (
        select * from order_events where order_id = s.id and seq > s.version order by seq desc limit ${changesShown}
      ) c
    ) e
    where e.changes is not null`;
  return new Map(rows.map(({ orderId, changes }) => [orderId, changes]));
}

export type ChangeSeen = { type: string; data: Record<string, unknown>; by: string };

/** What a command on an order answers. */
export type OrderChanged = { number: string; version: number; stage: string };

/** The answer of a command that posted one plan about one order. */
export function changedOf(posted: readonly Posted[]): OrderChanged {
  const [one] = posted;
  assert(one, "one plan was posted");
  return { number: one.number, version: one.version, stage: one.after.stage };
}
