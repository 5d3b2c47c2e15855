import { toShip } from "@/lib/orders/rules/stage";
import type { LineState, OrderState, ShipmentState, ShipmentStatus } from "@/lib/orders/rules/state";

/** Statuses of a shipment that is still in the house. */
export const openStatuses = ["planned", "picking", "picked", "packed"] as const satisfies readonly ShipmentStatus[];

/** Statuses of a parcel on its way, so that it may still be delivered or come back. */
export const underwayStatuses = [
  "shipped",
  "in_transit",
  "out_for_delivery",
  "failed",
] as const satisfies readonly ShipmentStatus[];

export function isOpen(shipment: Pick<ShipmentState, "status">): boolean {
  return (openStatuses as readonly string[]).includes(shipment.status);
}

/** Units of a line that lie on shipments still in the house, at one location or at all of them. */
export function openUnits(order: Pick<OrderState, "shipments">, lineId: string, locationId?: string): number {
  let units = 0;
  for (const shipment of order.shipments) {
    if (!isOpen(shipment) || (locationId !== undefined && shipment.locationId !== locationId)) continue;
    for (const line of shipment.lines) if (line.orderLineId === lineId) units += line.quantity;
  }
  return units;
}

export type Pickable = { line: LineState; quantity: number };

/**
 * What a picker could fetch at a location for this order: reserved there and on no shipment yet. Lines without stock of
 * their own (made to order, samples) go with the order's warehouse.
 */
export function pickableAt(order: OrderState, locationId: string): Pickable[] {
  const found: Pickable[] = [];
  for (const line of order.lines) {
    if (!line.ships) continue;
    const quantity = line.stocked
      ? stockedPickable(order, line, locationId)
      : unstockedPickable(order, line, locationId);
    if (quantity > 0) found.push({ line, quantity });
  }
  return found;
}

function stockedPickable(order: OrderState, line: LineState, locationId: string): number {
  const reserved = line.reservations.find((reservation) => reservation.locationId === locationId)?.quantity ?? 0;
  return reserved - openUnits(order, line.id, locationId);
}

function unstockedPickable(order: OrderState, line: LineState, locationId: string): number {
  const home = homeOf(order);
  if (home !== null && home !== locationId) return 0;
  return line.ordered - line.cancelled - line.allocated;
}

/** The order's warehouse, else the first that holds something for it: what is made goes there, once. */
function homeOf(order: OrderState): string | null {
  return order.locationId ?? order.lines.flatMap((line) => line.reservations)[0]?.locationId ?? null;
}

/**
 * Locations at which there is something to pick, the order's own first. An order of made things alone may have no
 * warehouse of its own: it is picked at the one given.
 */
export function pickableLocations(order: OrderState, otherwise: string | null = null): string[] {
  const places = new Set(order.locationId ? [order.locationId] : []);
  for (const line of order.lines) for (const reservation of line.reservations) places.add(reservation.locationId);
  if (order.locationId === null && otherwise !== null && places.size === 0) places.add(otherwise);
  return [...places].filter((locationId) => pickableAt(order, locationId).length > 0);
}

/** Units that no warehouse holds for the order yet. */
export function unreservedUnits(order: OrderState): number {
  return order.lines.reduce(
    (sum, line) => sum + (line.ships && line.stocked ? Math.max(toShip(line) - line.reserved, 0) : 0),
    0,
  );
}

/** Units that are still to leave, whatever state they are in. */
export function unshippedUnits(order: OrderState): number {
  return order.lines.reduce((sum, line) => sum + toShip(line), 0);
}
