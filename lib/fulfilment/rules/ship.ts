import { type Refusal, refuse } from "@/lib/core/result";
import { holdsAgainst } from "@/lib/orders/rules/hold";
import type { LineDelta, NewShipment, Plan, PlannedEvent, ShipmentPatch, StockPosting } from "@/lib/orders/rules/plan";
import { amountDue, isPrepaid } from "@/lib/orders/rules/stage";
import type { OrderState, ShipmentState } from "@/lib/orders/rules/state";
import { heldOf } from "@/lib/payments/rules/refundable";
import { unpacked } from "./pack";
import { isOpen, type Pickable, pickableAt, pickableLocations, unreservedUnits, unshippedUnits } from "./pickable";

export type ShipRefusal =
  | "held"
  | "payment_due"
  | "money_went_back"
  | "already_shipped"
  | "wrong_status"
  | "not_all_packed";
export const shipRefusals = [
  "held",
  "payment_due",
  "money_went_back",
  "already_shipped",
  "wrong_status",
  "not_all_packed",
] as const satisfies readonly ShipRefusal[];

export type ShipDetails = {
  carrier: string;
  /** The shop's carrier of that name, where it has one. */
  carrierId?: string | null;
  service: string;
  trackingNumber: string;
  /** What the packer already said stays when absent. */
  packages?: number | undefined;
  weightGrams?: number | null | undefined;
  by: string;
  now: Date;
};

/** Why nothing of the order may leave the house now, if so. */
export function refuseToShip(order: OrderState): Refusal<"held" | "payment_due" | "money_went_back"> | undefined {
  const { number, currency } = order;
  const holds = holdsAgainst(order, "ship");
  if (holds.length > 0)
    return refuse("held", { number, types: holds.map((hold) => hold.type), reason: holds[0]?.reason ?? "" });
  const due = amountDue(order);
  if (isPrepaid(order.paymentMethod) && due > 0n)
    return refuse("payment_due", { number, dueMinor: due.toString(), currency });
  // A refund of everything is meant as the end of the order: what is left of it is cancelled, not sent for nothing.
  if (order.paidMinor > 0n && order.payments.every((payment) => heldOf(payment) === 0n))
    return refuse("money_went_back", { number });
  return undefined;
}

type Sent = { lineId: string; quantity: number };

/** Sends a packed shipment: its units leave the shelf and the reservation, once. */
export function planShip(
  order: OrderState,
  shipment: ShipmentState,
  details: ShipDetails,
): Plan | Refusal<ShipRefusal> {
  const { number, status } = shipment;
  if (!isOpen(shipment) && status !== "cancelled") {
    return refuse("already_shipped", {
      shipment: number,
      number: order.number,
      carrier: shipment.carrier,
      trackingNumber: shipment.trackingNumber,
    });
  }
  if (status !== "packed" && status !== "picked") return refuse("wrong_status", { shipment: number, status });
  const refusal = refuseToShip(order);
  if (refusal) return refusal;
  const left = unpacked(shipment);
  if (left > 0) return refuse("not_all_packed", { shipment: number, left });
  return shippingPlan(order, [{ shipment, units: unitsOf(shipment) }], [], details);
}

export type ShipOrderRefusal =
  | "held"
  | "payment_due"
  | "money_went_back"
  | "already_shipped"
  | "not_ready"
  | "part_in_stock"
  | "nothing_to_ship"
  | "more_than_reserved";
export const shipOrderRefusals = [
  "held",
  "payment_due",
  "money_went_back",
  "already_shipped",
  "not_ready",
  "part_in_stock",
  "nothing_to_ship",
  "more_than_reserved",
] as const satisfies readonly ShipOrderRefusal[];

/**
 * Sends an order in one step: whatever is picked or packed already, and whatever is reserved, each warehouse in a
 * parcel of its own. With `lines` only so many units of those lines, of what is on no shipment yet.
 */
export function planShipOrder(
  order: OrderState,
  input: {
    lines?: readonly Sent[];
    partial: boolean;
    /** Warehouse of an order that has none of its own. */
    otherwise?: string | null;
    newShipments: readonly { id: string; number: string }[];
    details: ShipDetails;
  },
): Plan | Refusal<ShipOrderRefusal> {
  const { number, stage } = order;
  if (!order.submittedAt || !order.approvedAt || stage === "cancelled") return refuse("not_ready", { number, stage });
  if (unshippedUnits(order) === 0) return refuse("already_shipped", { number });
  const stop = holdsAgainst(order, "pick");
  if (stop.length > 0)
    return refuse("held", { number, types: stop.map((hold) => hold.type), reason: stop[0]?.reason ?? "" });
  const refusal = refuseToShip(order);
  if (refusal) return refusal;

  const missing = unreservedUnits(order);
  if (missing > 0 && !input.partial && !input.lines)
    return refuse("part_in_stock", { number, missing, units: unshippedUnits(order) });
  const open = input.lines
    ? []
    : order.shipments.filter(isOpen).map((shipment) => ({ shipment, units: unitsOf(shipment) }));
  const taken = input.lines ? takeLines(order, input.lines, input.otherwise) : takeAll(order, input.otherwise);
  if ("refused" in taken) return taken;
  if (open.length === 0 && taken.length === 0) return refuse("nothing_to_ship", { number });
  return shippingPlan(
    order,
    open,
    taken.map((parcel, index) => ({ ...parcel, ...(input.newShipments[index] as { id: string; number: string }) })),
    input.details,
  );
}

type Parcel = { locationId: string; units: Sent[] };

function takeAll(order: OrderState, otherwise?: string | null): Parcel[] {
  return pickableLocations(order, otherwise).map((locationId) => ({
    locationId,
    units: pickableAt(order, locationId).map(sentOf),
  }));
}

function sentOf({ line, quantity }: Pickable): Sent {
  return { lineId: line.id, quantity };
}

function takeLines(
  order: OrderState,
  wanted: readonly Sent[],
  otherwise?: string | null,
): Parcel[] | Refusal<"more_than_reserved"> {
  const left = new Map<string, number>();
  for (const { lineId, quantity } of wanted) left.set(lineId, (left.get(lineId) ?? 0) + quantity);
  const parcels: Parcel[] = [];
  for (const { locationId, units } of takeAll(order, otherwise)) {
    const taken = units
      .map(({ lineId, quantity }) => ({ lineId, quantity: Math.min(quantity, left.get(lineId) ?? 0) }))
      .filter(({ quantity }) => quantity > 0);
    for (const { lineId, quantity } of taken) left.set(lineId, (left.get(lineId) ?? 0) - quantity);
    if (taken.length > 0) parcels.push({ locationId, units: taken });
  }
  for (const [lineId, missing] of left) {
    if (missing === 0) continue;
    const asked = wanted.filter((line) => line.lineId === lineId).reduce((sum, line) => sum + line.quantity, 0);
    const sku = order.lines.find((line) => line.id === lineId)?.sku ?? "";
    return refuse("more_than_reserved", { number: order.number, sku, asked, available: asked - missing });
  }
  return parcels;
}

function unitsOf(shipment: ShipmentState): Sent[] {
  return shipment.lines
    .filter((line) => line.quantity > 0)
    .map((line) => ({ lineId: line.orderLineId, quantity: line.quantity }));
}

function shippingPlan(
  order: OrderState,
  open: readonly { shipment: ShipmentState; units: Sent[] }[],
  fresh: readonly (Parcel & { id: string; number: string })[],
  details: ShipDetails,
): Plan {
  const { carrier, carrierId = null, service, trackingNumber, packages, weightGrams, by, now } = details;
  const parcel = {
    carrier,
    service,
    trackingNumber,
    ...(packages === undefined ? {} : { packages }),
    ...(weightGrams === undefined ? {} : { weightGrams }),
  };
  const lines: LineDelta[] = [];
  const stock: StockPosting[] = [];
  const events: PlannedEvent[] = [];
  const leave = (number: string, locationId: string, units: readonly Sent[]) => {
    for (const unit of units) stock.push(...leavingStock(order, number, locationId, unit));
    events.push({
      type: "shipment.shipped",
      data: {
        shipment: number,
        ...parcel,
        units: units.reduce((sum, unit) => sum + unit.quantity, 0),
        lines: namedUnits(order, units),
      },
    });
  };
  const patches = open.map(({ shipment, units }): ShipmentPatch => {
    leave(shipment.number, shipment.locationId, units);
    const rest = shipment.lines.map((line) => ({
      orderLineId: line.orderLineId,
      picked: line.quantity - line.picked,
      packed: line.quantity - line.packed,
    }));
    for (const { orderLineId, picked, packed } of rest) {
      const shipped = units.find((unit) => unit.lineId === orderLineId)?.quantity ?? 0;
      lines.push({ lineId: orderLineId, picked, packed, shipped });
    }
    const set: ShipmentPatch["set"] = { status: "shipped", ...parcel, carrierId, shippedAt: now };
    if (shipment.status === "planned" || shipment.status === "picking")
      Object.assign(set, { pickedAt: now, pickedBy: by });
    if (shipment.status !== "packed") Object.assign(set, { packedAt: now, packedBy: by });
    return { id: shipment.id, set, lines: rest.filter((line) => line.picked > 0 || line.packed > 0) };
  });
  const created = fresh.map(({ id, number, locationId, units }): NewShipment => {
    leave(number, locationId, units);
    for (const { lineId, quantity } of units)
      lines.push({ lineId, allocated: quantity, picked: quantity, packed: quantity, shipped: quantity });
    return {
      id,
      number,
      orderId: order.id,
      locationId,
      waveId: null,
      status: "shipped",
      ...parcel,
      carrierId,
      createdAt: now,
      shippedAt: now,
      lines: units.map(({ lineId, quantity }) => ({
        orderLineId: lineId,
        quantity,
        picked: quantity,
        packed: quantity,
      })),
    };
  });
  const first = order.lines.every((line) => line.shipped === 0);
  return {
    order,
    ...(first ? { patch: { firstShippedAt: now } } : {}),
    lines,
    stock,
    newShipments: created,
    shipments: patches,
    searchKeys: trackingNumber === "" ? [] : [trackingNumber],
    events,
  };
}

function leavingStock(
  order: OrderState,
  documentNumber: string,
  locationId: string,
  { lineId, quantity }: Sent,
): StockPosting[] {
  const line = order.lines.find((candidate) => candidate.id === lineId);
  if (!line?.stocked || !line.variantId) return [];
  return [
    {
      variantId: line.variantId,
      locationId,
      onHand: -quantity,
      reserved: -quantity,
      reason: "ship",
      documentType: "shipment",
      documentNumber,
      orderLineId: lineId,
    },
  ];
}

/** Units by what people call them, for events. */
export function namedUnits(
  order: OrderState,
  units: readonly Sent[],
): { sku: string; title: string; quantity: number }[] {
  return units.map(({ lineId, quantity }) => {
    const line = order.lines.find((candidate) => candidate.id === lineId);
    return { sku: line?.sku ?? "", title: line?.title ?? "", quantity };
  });
}
