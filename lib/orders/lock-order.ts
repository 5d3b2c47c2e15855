import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { shipmentLines, shipments } from "@/db/schema/fulfilment";
import { reservations } from "@/db/schema/inventory";
import { holds, orderLines, orders } from "@/db/schema/orders";
import { payments } from "@/db/schema/payments";
import type { Tx } from "@/db/transaction";
import type { HoldState, LineState, OrderState, PaymentState, ShipmentState } from "./rules/state";

/** Locks one order by its number and reads all of it; undefined when there is none. */
export async function lockOrder(tx: Tx, number: string): Promise<OrderState | undefined> {
  return (await lockOrders(tx, [number]))[0];
}

/** Locks orders in the order of their ids, so that two bulk jobs never wait for each other, and reads all of them. */
export async function lockOrders(tx: Tx, numbers: readonly string[]): Promise<OrderState[]> {
  return readOrders(tx, numbers, true);
}

/** Reads whole orders without a lock, for previews. */
export async function readOrders(tx: Pick<Tx, "db">, numbers: readonly string[], lock = false): Promise<OrderState[]> {
  if (numbers.length === 0) return [];
  const query = tx.db
    .select()
    .from(orders)
    .where(numbers.length === 1 ? eq(orders.number, numbers[0] as string) : inArray(orders.number, [...numbers]))
    .orderBy(asc(orders.id));
  const rows = await (lock ? query.for("update") : query);
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  // Read after the lock was granted: what another transaction committed meanwhile is seen.
  const [lines, openHolds, paid, sent, sentLines] = await Promise.all([
    tx.db
      .select()
      .from(orderLines)
      .where(inArray(orderLines.orderId, ids))
      .orderBy(asc(orderLines.orderId), asc(orderLines.position)),
    tx.db
      .select()
      .from(holds)
      .where(and(inArray(holds.orderId, ids), isNull(holds.clearedAt)))
      .orderBy(asc(holds.setAt)),
    tx.db
      .select()
      .from(payments)
      .where(inArray(payments.orderId, ids))
      .orderBy(asc(payments.createdAt), asc(payments.id)),
    tx.db
      .select()
      .from(shipments)
      .where(inArray(shipments.orderId, ids))
      .orderBy(asc(shipments.createdAt), asc(shipments.id)),
    tx.db
      .select({ line: shipmentLines })
      .from(shipmentLines)
      .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
      .where(inArray(shipments.orderId, ids)),
  ]);
  const claims = lines.some((line) => line.reserved > 0)
    ? await tx.db
        .select()
        .from(reservations)
        .where(
          inArray(
            reservations.orderLineId,
            lines.filter((line) => line.reserved > 0).map((line) => line.id),
          ),
        )
        .orderBy(asc(reservations.locationId))
    : [];
  return rows.map((row) => {
    const { review: _review, routing: _routing, ...order } = row;
    return {
      ...order,
      stage: row.stage as OrderState["stage"],
      paymentMethod: row.paymentMethod as OrderState["paymentMethod"],
      lines: lines
        .filter((line) => line.orderId === row.id)
        .map(
          (line): LineState => ({
            ...line,
            kind: line.kind as LineState["kind"],
            reservations: claims
              .filter((claim) => claim.orderLineId === line.id)
              .map(({ locationId, quantity }) => ({ locationId, quantity })),
          }),
        ),
      holds: openHolds
        .filter((hold) => hold.orderId === row.id)
        .map((hold) => ({ ...hold, scope: hold.scope as HoldState["scope"] })),
      payments: paid
        .filter((payment) => payment.orderId === row.id)
        .map((payment) => ({ ...payment, method: payment.method as PaymentState["method"] })),
      shipments: sent
        .filter((shipment) => shipment.orderId === row.id)
        .map(
          (shipment): ShipmentState => ({
            ...shipment,
            status: shipment.status as ShipmentState["status"],
            lines: sentLines.filter(({ line }) => line.shipmentId === shipment.id).map(({ line }) => line),
          }),
        ),
    };
  });
}
