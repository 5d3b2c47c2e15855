import type { Tx } from "@/db/transaction";
import { assert, type Refusal, refuse } from "@/lib/core/result";
import { lockOrder, lockOrders } from "@/lib/orders/lock-order";
import type { OrderState, ShipmentState } from "@/lib/orders/rules/state";
import { codeSpellings, type Item } from "./rules/find-item";

export type LockedShipment = { order: OrderState; shipment: ShipmentState };

/** Locks the order of a shipment: its row guards every shipment of it. */
export async function lockShipment(tx: Tx, number: string): Promise<LockedShipment | Refusal<"shipment_not_found">> {
  const [row] = await tx.sql`
    select o.number from shipments s join orders o on o.id = s.order_id where s.number = ${number}`;
  const order = row && (await lockOrder(tx, row.number));
  if (!order) return refuse("shipment_not_found", { shipment: number });
  const shipment = order.shipments.find((candidate) => candidate.number === number);
  assert(shipment, "a shipment never changes its order");
  return { order, shipment };
}

/** Locks the orders of several shipments; those that do not exist are left out. */
export async function lockShipments(tx: Tx, numbers: readonly string[]): Promise<LockedShipment[]> {
  const rows = await tx.sql`
    select distinct o.number from shipments s join orders o on o.id = s.order_id where s.number = any(${[...numbers]}::text[])`;
  const orders = await lockOrders(
    tx,
    rows.map((row) => row.number as string),
  );
  const wanted = new Set(numbers);
  return orders.flatMap((order) =>
    order.shipments.filter((shipment) => wanted.has(shipment.number)).map((shipment) => ({ order, shipment })),
  );
}

/**
 * Locks the orders of those shipments of a wave that hold an item, in the order of their slots: the slot is the place of
 * a shipment in its wave, from 1, and never changes.
 */
export async function lockWaveShipments(
  tx: Tx,
  wave: string,
  item: Item,
): Promise<(LockedShipment & { slot: number })[] | Refusal<"wave_not_found">> {
  const [found] = await tx.sql`select id from waves where number = ${wave}`;
  if (!found) return refuse("wave_not_found", { wave });
  const rows = await tx.sql`
    with slots as (select id, order_id, row_number() over (order by id)::int as slot from shipments where wave_id = ${found.id})
    select distinct s.id, s.slot, o.number
    from slots s
    join orders o on o.id = s.order_id
    join shipment_lines sl on sl.shipment_id = s.id
    join order_lines l on l.id = sl.order_line_id
    where l.variant_id = ${item.variantId} or (l.variant_id is null and upper(l.sku) = any(${spellings(item)}::text[]))
    order by s.slot`;
  const orders = await lockOrders(tx, [...new Set(rows.map((row) => row.number as string))]);
  return rows.map((row) => {
    const order = orders.find((candidate) => candidate.number === row.number);
    const shipment = order?.shipments.find((candidate) => candidate.id === row.id);
    assert(order && shipment, "a shipment never changes its order");
    return { order, shipment, slot: row.slot as number };
  });
}

function spellings(item: Item): string[] {
  return codeSpellings(item.code).map((code) => code.toUpperCase());
}

/** The item of a scanned or typed code, by bar code before SKU. An unknown code is an item without a variant. */
export async function findItem(tx: Pick<Tx, "sql">, code: string): Promise<Item> {
  const codes = codeSpellings(code);
  const [row] = await tx.sql`
    select v.id, v.sku, p.title from variants v join products p on p.id = v.product_id
    where v.barcode = any(${codes}::text[]) or upper(v.sku) = any(${codes.map((each) => each.toUpperCase())}::text[])
    order by (v.barcode = any(${codes}::text[])) desc nulls last limit 1`;
  return { code, variantId: row?.id ?? null, sku: row?.sku ?? code, title: row?.title ?? "" };
}
