import type postgres from "postgres";
import { shipmentLines, shipments } from "@/db/schema/fulfilment";
import { holds } from "@/db/schema/holds";
import { reservations } from "@/db/schema/inventory";
import { orderLines, orders } from "@/db/schema/orders";
import { payments } from "@/db/schema/payments";
import type { Tx } from "@/db/transaction";
import type { DocumentKind, LiveDocument } from "@/lib/documents/rules/kinds";
import { selectRows } from "@/lib/rows";
import type { HoldState, LineState, OrderState, PaymentState, ShipmentState } from "./rules/state";

/** Locks one order by its number and reads all of it; undefined when there is none. */
export async function lockOrder(tx: Tx, number: string): Promise<OrderState | undefined> {
  return (await lockOrders(tx, [number]))[0];
}

/** Locks orders in the order of their ids, so that two bulk jobs never wait for each other, and reads all of them. */
export async function lockOrders(tx: Tx, numbers: readonly string[]): Promise<OrderState[]> {
  return readOrders(tx, numbers, true);
}

/**
 * Reads whole orders without a lock, for pages and previews. All statements travel together; each sees what was
 * committed when it began, and so what another transaction committed before the lock was granted.
 */
export async function readOrders(
  reader: { sql: postgres.ISql },
  numbers: readonly string[],
  lock = false,
): Promise<OrderState[]> {
  if (numbers.length === 0) return [];
  const asked = [[...numbers]];
  const ofThese = "(select o.id from orders o where o.number = any($1::text[]))";
  const [rows, lines, claims, openHolds, paid, sent, sentLines, issued] = await Promise.all([
    selectRows(reader, orders, `where t.number = any($1::text[]) order by t.id ${lock ? "for update" : ""}`, asked),
    selectRows(reader, orderLines, `where t.order_id in ${ofThese} order by t.order_id, t.position`, asked),
    selectRows(
      reader,
      reservations,
      `where t.order_line_id in (select l.id from order_lines l where l.order_id in ${ofThese} and l.reserved > 0)
       order by t.location_id`,
      asked,
    ),
    selectRows(reader, holds, `where t.order_id in ${ofThese} and t.cleared_at is null order by t.set_at`, asked),
    selectRows(reader, payments, `where t.order_id in ${ofThese} order by t.created_at, t.id`, asked),
    selectRows(reader, shipments, `where t.order_id in ${ofThese} order by t.created_at, t.id`, asked),
    selectRows(
      reader,
      shipmentLines,
      `where t.shipment_id in (select s.id from shipments s where s.order_id in ${ofThese})`,
      asked,
    ),
    standing(reader, numbers),
  ]);
  const linesOf = Map.groupBy(lines, (line) => line.orderId);
  const claimsOf = Map.groupBy(claims, (claim) => claim.orderLineId);
  const holdsOf = Map.groupBy(openHolds, (hold) => hold.orderId);
  const paymentsOf = Map.groupBy(paid, (payment) => payment.orderId);
  const shipmentsOf = Map.groupBy(sent, (shipment) => shipment.orderId);
  const linesOfShipment = Map.groupBy(sentLines, (line) => line.shipmentId);
  const documentsOf = Map.groupBy(issued, (document) => document.orderId);
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
      holds: (holdsOf.get(row.id) ?? []) as HoldState[],
      payments: (paymentsOf.get(row.id) ?? []).map((payment) => ({
        ...payment,
        method: payment.method as PaymentState["method"],
      })),
      shipments: (shipmentsOf.get(row.id) ?? []).map(
        (shipment): ShipmentState => ({
          ...shipment,
          status: shipment.status as ShipmentState["status"],
          lines: linesOfShipment.get(shipment.id) ?? [],
        }),
      ),
      documents: documentsOf.get(row.id) ?? [],
    };
  });
}

/**
 * Orders with their holds but without lines, money and parcels, for previews by rules that look at none of these: a
 * tenth of the work of reading the whole.
 */
export async function readHeads(reader: { sql: postgres.ISql }, numbers: readonly string[]): Promise<OrderState[]> {
  const asked = [[...numbers]];
  const [rows, open] = await Promise.all([
    selectRows(reader, orders, "where t.number = any($1::text[])", asked),
    selectRows(
      reader,
      holds,
      `where t.order_id in (select o.id from orders o where o.number = any($1::text[]) and o.held)
         and t.cleared_at is null order by t.set_at`,
      asked,
    ),
  ]);
  const holdsOf = Map.groupBy(open, (hold) => hold.orderId);
  return rows.map((row) => ({
    ...row,
    stage: row.stage as OrderState["stage"],
    paymentMethod: row.paymentMethod as OrderState["paymentMethod"],
    lines: [],
    holds: (holdsOf.get(row.id) ?? []) as HoldState[],
    payments: [],
    shipments: [],
    documents: [],
  }));
}

/** Invoices and receipts that stand, without what they say. */
async function standing(
  { sql }: { sql: postgres.ISql },
  numbers: readonly string[],
): Promise<(LiveDocument & { orderId: string })[]> {
  const rows = await sql.unsafe(
    `select d.id, d.order_id, d.kind, d.number, d.total_minor, d.credited_minor, d.content is not null as kept,
       (select coalesce(-sum(e.amount_minor), 0) from sales_entries e where e.order_id = d.order_id and e.kind = 'refund') as given_back
     from documents d
     where d.order_id in (select o.id from orders o where o.number = any($1::text[]))
       and d.kind <> 'credit_note' and d.reversed_at is null
     order by d.kind`,
    [[...numbers]],
    { prepare: true },
  );
  return rows.map((row) => ({
    id: row.id as string,
    orderId: row.order_id as string,
    kind: row.kind as DocumentKind,
    number: row.number as string,
    totalMinor: BigInt(row.total_minor),
    creditedMinor: BigInt(row.credited_minor),
    givenBackMinor: BigInt(row.given_back),
    kept: row.kept as boolean,
  }));
}
