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
    openHoldsOf(tx, ids),
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
  const linesOf = Map.groupBy(lines, (line) => line.orderId);
  const claimsOf = Map.groupBy(claims, (claim) => claim.orderLineId);
  const holdsOf = Map.groupBy(openHolds, (hold) => hold.orderId);
  const paymentsOf = Map.groupBy(paid, (payment) => payment.orderId);
  const shipmentsOf = Map.groupBy(sent, (shipment) => shipment.orderId);
  const linesOfShipment = Map.groupBy(sentLines, ({ line }) => line.shipmentId);
  return rows.map((row) => {
    const { review: _review, routing: _routing, ...order } = row;
    return {
      ...order,
      stage: row.stage as OrderState["stage"],
      paymentMethod: row.paymentMethod as OrderState["paymentMethod"],
      lines: (linesOf.get(row.id) ?? []).map(
        (line): LineState => ({
          ...line,
          kind: line.kind as LineState["kind"],
          reservations: (claimsOf.get(line.id) ?? []).map(({ locationId, quantity }) => ({ locationId, quantity })),
        }),
      ),
      holds: (holdsOf.get(row.id) ?? []).map((hold) => ({ ...hold, scope: hold.scope as HoldState["scope"] })),
      payments: (paymentsOf.get(row.id) ?? []).map((payment) => ({
        ...payment,
        method: payment.method as PaymentState["method"],
      })),
      shipments: (shipmentsOf.get(row.id) ?? []).map(
        (shipment): ShipmentState => ({
          ...shipment,
          status: shipment.status as ShipmentState["status"],
          lines: (linesOfShipment.get(shipment.id) ?? []).map(({ line }) => line),
        }),
      ),
    };
  });
}

/**
 * Orders with their holds but without lines, money and parcels, for previews by rules that look at none of these: a
 * tenth of the work of reading the whole.
 */
export async function readHeads(tx: Pick<Tx, "db">, numbers: readonly string[]): Promise<OrderState[]> {
  const rows = await tx.db
    .select()
    .from(orders)
    .where(inArray(orders.number, [...numbers]));
  const held = rows.filter((row) => row.held).map((row) => row.id);
  const open = held.length === 0 ? [] : await openHoldsOf(tx, held);
  const holdsOf = Map.groupBy(open, (hold) => hold.orderId);
  return rows.map((row) => ({
    ...row,
    stage: row.stage as OrderState["stage"],
    paymentMethod: row.paymentMethod as OrderState["paymentMethod"],
    lines: [],
    holds: (holdsOf.get(row.id) ?? []).map((hold) => ({ ...hold, scope: hold.scope as HoldState["scope"] })),
    payments: [],
    shipments: [],
  }));
}

function openHoldsOf(tx: Pick<Tx, "db">, ids: readonly string[]) {
  return tx.db
    .select()
    .from(holds)
    .where(and(inArray(holds.orderId, [...ids]), isNull(holds.clearedAt)))
    .orderBy(asc(holds.setAt));
}
