import { asc, eq, inArray, sql } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import { refunds } from "@/db/schema/payments";
import type { Tx } from "@/db/transaction";
import { assert, type Refusal, refuse } from "@/lib/core/result";
import { lockOrder } from "@/lib/orders/lock-order";
import type { OrderState } from "@/lib/orders/rules/state";
import type { RefundState } from "./rules/refund";

/** Every refund of an order, oldest first; read under the order's lock where something is decided by it. */
export async function loadRefunds(tx: Pick<Tx, "db">, orderId: string): Promise<RefundState[]> {
  return (await loadRefundsOf(tx, [orderId])).get(orderId) ?? [];
}

/** The same of many orders, by their ids. */
export async function loadRefundsOf(
  tx: Pick<Tx, "db">,
  orderIds: readonly string[],
): Promise<Map<string, RefundState[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx.db
    .select()
    .from(refunds)
    .where(inArray(refunds.orderId, [...orderIds]))
    .orderBy(asc(refunds.requestedAt), asc(refunds.id));
  return Map.groupBy(rows.map(refundStateOf), ({ orderId }) => orderId);
}

/**
 * Refunds of the orders that share goods with each of these by a split or a merge, by their ids: a person's limit is for what
 * a buyer bought, in however many parts it is by now.
 */
export async function loadKinRefunds(
  tx: Pick<Tx, "db">,
  orderIds: readonly string[],
): Promise<Map<string, RefundState[]>> {
  if (orderIds.length === 0) return new Map();
  const kin = await tx.db.execute<{ root: string; id: string }>(sql`
    with recursive kin as (
      select id as root, id from unnest(${sql.param([...orderIds])}::uuid[]) as o(id)
      union
      select k.root, case when l.from_id = k.id then l.to_id else l.from_id end
      from kin k join order_lineage l on (l.from_id = k.id or l.to_id = k.id) and l.kind in ('split', 'merged')
    )
    select root, id from kin where id <> root`);
  const refunds = await loadRefundsOf(tx, [...new Set(kin.map(({ id }) => id))]);
  const found = new Map<string, RefundState[]>();
  for (const { root, id } of kin) found.set(root, [...(found.get(root) ?? []), ...(refunds.get(id) ?? [])]);
  return found;
}

/** A refund as the rules see it, of its row. */
export function refundStateOf(row: typeof refunds.$inferSelect): RefundState {
  return {
    ...row,
    reason: row.reason as RefundState["reason"],
    status: row.status as RefundState["status"],
    lines: row.lines.map((line) => ({
      lineId: line.lineId,
      quantity: line.quantity,
      amountMinor: BigInt(line.amountMinor),
      restock: line.restock,
      locationId: line.locationId ?? null,
    })),
  };
}

/** Locks the order of a refund and reads both; the refund by its number, or by its id for a job. */
export async function lockRefund(
  tx: Tx,
  where: { number: string } | { id: string },
): Promise<{ order: OrderState; refund: RefundState } | Refusal<"not_found">> {
  const is = "id" in where ? eq(refunds.id, where.id) : eq(refunds.number, where.number);
  const [found] = await tx.db
    .select({ id: refunds.id, order: orders.number })
    .from(refunds)
    .innerJoin(orders, eq(orders.id, refunds.orderId))
    .where(is);
  if (!found) return refuse("not_found", { number: "number" in where ? where.number : "" });
  const order = await lockOrder(tx, found.order);
  assert(order, "a refund has its order");
  const refund = (await loadRefunds(tx, order.id)).find((each) => each.id === found.id);
  assert(refund, "refunds are never deleted");
  return { order, refund };
}

/** Numbers for new refunds; unused ones leave gaps. */
export async function nextRefundNumbers(tx: Tx, count: number): Promise<string[]> {
  const rows =
    await tx.sql`select nextval('refund_number_seq')::text as n from generate_series(1, ${Math.max(count, 1)})`;
  return rows.map((row) => `R-${row.n}`);
}
