import type { LineDelta, ShipmentPatch, StockPosting } from "./plan";
import { toShip } from "./stage";
import type { LineState, OrderState, ShipmentState, ShipmentStatus } from "./state";

type OpenPart = { shipment: ShipmentState; quantity: number; picked: number; packed: number };

const openStatuses: readonly ShipmentStatus[] = ["planned", "picking", "picked", "packed"];

/**
 * Lets go of what units had claimed that leave their order, where least work is lost: first what is only backordered or
 * claimed by nothing, then stock reserved but on no shipment, then shipments, the least advanced first.
 */
export class Release {
  readonly stock: StockPosting[] = [];
  /** Units that somebody picked and now has to carry back to the shelf. */
  putBack = 0;
  private readonly changed = new Map<string, Map<string, { quantity: number; picked: number; packed: number }>>();

  constructor(private readonly order: OrderState) {}

  /** Takes units off a line; with `from`, those that the named warehouse keeps for it go first. */
  take(line: LineState, quantity: number, from?: string): LineDelta {
    const first = (at: { locationId: string }) => Number(at.locationId !== from);
    const open = this.openParts(line).sort((a, b) => first(a.shipment) - first(b.shipment));
    const allocated = open.reduce((sum, part) => sum + part.quantity, 0);
    const kept = (line.reservations.find((held) => held.locationId === from) ?? { quantity: 0 }).quantity;
    const chosen = Math.min(kept, quantity);
    const backordered = Math.min(line.backordered, quantity - chosen);
    const unclaimed = Math.max(
      Math.min(toShip(line) - line.reserved - line.backordered, quantity - chosen - backordered),
      0,
    );
    let toRelease = Math.min(quantity - backordered - unclaimed, line.reserved);

    for (const held of [...line.reservations].sort((a, b) => first(a) - first(b))) {
      const onShipments = open
        .filter((part) => part.shipment.locationId === held.locationId)
        .reduce((sum, part) => sum + part.quantity, 0);
      const free = Math.min(Math.max(held.quantity - onShipments, 0), toRelease);
      this.releaseStock(line, held.locationId, free);
      toRelease -= free;
    }
    const remaining = line.ships ? toShip(line) - quantity : 0;
    let offShipments = Math.max(toRelease, allocated - remaining, 0);
    const delta: LineDelta = { lineId: line.id, cancelled: quantity, backordered: -backordered };
    for (const part of open) {
      const less = Math.min(part.quantity, offShipments);
      if (less === 0) continue;
      offShipments -= less;
      const picked = part.picked - Math.min(part.picked, part.quantity - less);
      const packed = part.packed - Math.min(part.packed, part.quantity - less);
      this.shrink(part.shipment.id, line.id, { quantity: -less, picked: -picked, packed: -packed });
      this.putBack += picked;
      delta.allocated = (delta.allocated ?? 0) - less;
      delta.picked = (delta.picked ?? 0) - picked;
      delta.packed = (delta.packed ?? 0) - packed;
      const reserved = Math.min(less, toRelease);
      this.releaseStock(line, part.shipment.locationId, reserved);
      toRelease -= reserved;
    }
    return delta;
  }

  /** The shipments as they are afterwards: empty ones are cancelled, and one whose last missing unit went is picked. */
  shipments(now: Date): ShipmentPatch[] {
    return [...this.changed].map(([id, lines]) => {
      const shipment = this.order.shipments.find((candidate) => candidate.id === id) as ShipmentState;
      const after = shipment.lines.map((line) => {
        const change = lines.get(line.orderLineId);
        return { quantity: line.quantity + (change?.quantity ?? 0), picked: line.picked + (change?.picked ?? 0) };
      });
      const empty = after.every((line) => line.quantity === 0);
      const complete = shipment.status === "picking" && after.every((line) => line.picked === line.quantity);
      return {
        id,
        set: empty
          ? { status: "cancelled" as const, cancelledAt: now }
          : complete
            ? { status: "picked" as const, pickedAt: now }
            : { status: shipment.status },
        lines: [...lines].map(([orderLineId, change]) => ({ orderLineId, ...change })),
      };
    });
  }

  private openParts(line: LineState): OpenPart[] {
    return this.order.shipments
      .filter((shipment) => openStatuses.includes(shipment.status))
      .flatMap((shipment) => {
        const of = shipment.lines.find((part) => part.orderLineId === line.id);
        return of && of.quantity > 0 ? [{ shipment, quantity: of.quantity, picked: of.picked, packed: of.packed }] : [];
      })
      .sort((a, b) => openStatuses.indexOf(a.shipment.status) - openStatuses.indexOf(b.shipment.status));
  }

  private shrink(
    shipmentId: string,
    lineId: string,
    change: { quantity: number; picked: number; packed: number },
  ): void {
    const lines = this.changed.get(shipmentId) ?? new Map();
    lines.set(lineId, change);
    this.changed.set(shipmentId, lines);
  }

  private releaseStock(line: LineState, locationId: string, quantity: number): void {
    if (quantity === 0 || !line.variantId) return;
    this.stock.push({
      variantId: line.variantId,
      locationId,
      reserved: -quantity,
      reason: "release",
      documentType: "order",
      documentNumber: this.order.number,
      orderLineId: line.id,
    });
  }
}
