import { type Refusal, refuse } from "@/lib/core/result";
import { holdsAgainst } from "@/lib/orders/rules/hold";
import type { Plan } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";
import { isOpen, pickableAt, unreservedUnits, unshippedUnits } from "./pickable";

export const startRefusals = [
  "not_ready",
  "held",
  "already_picking",
  "already_shipped",
  "nothing_to_pick",
  "part_in_stock",
] as const;
export type StartRefusal = (typeof startRefusals)[number];

export type StartFacts = {
  shipment: { id: string; number: string };
  wave: { id: string; number: string } | null;
  location: { id: string; code: string };
  now: Date;
  /** Starts although some units are in no warehouse yet: they follow in a parcel of their own. */
  partial: boolean;
};

/** Why nothing of the order may be fetched from a shelf now, if so. */
export function refuseToStart(order: OrderState, partial: boolean): Refusal<StartRefusal> | undefined {
  const { number, stage } = order;
  if (!order.submittedAt || !order.approvedAt || stage === "cancelled") return refuse("not_ready", { number, stage });
  if (unshippedUnits(order) === 0) return refuse("already_shipped", { number });
  const holds = holdsAgainst(order, "pick");
  if (holds.length > 0)
    return refuse("held", { number, types: holds.map((hold) => hold.type), reason: holds[0]?.reason ?? "" });
  const missing = unreservedUnits(order);
  if (missing > 0 && !partial) return refuse("part_in_stock", { number, missing, units: unshippedUnits(order) });
  return undefined;
}

/** Puts every unit that is reserved at the location, and on no shipment yet, on one that is being picked. */
export function planStartPicking(order: OrderState, facts: StartFacts): Plan | Refusal<StartRefusal> {
  const refusal = refuseToStart(order, facts.partial);
  if (refusal) return refusal;
  const { number } = order;
  const pickable = pickableAt(order, facts.location.id);
  if (pickable.length === 0) {
    const open = order.shipments.find((shipment) => isOpen(shipment) && shipment.locationId === facts.location.id);
    if (open) return refuse("already_picking", { number, shipment: open.number });
    return refuse("nothing_to_pick", { number, location: facts.location.code });
  }
  return {
    order,
    lines: pickable.map(({ line, quantity }) => ({ lineId: line.id, allocated: quantity })),
    newShipments: [
      {
        id: facts.shipment.id,
        number: facts.shipment.number,
        orderId: order.id,
        locationId: facts.location.id,
        waveId: facts.wave?.id ?? null,
        status: "picking",
        createdAt: facts.now,
        lines: pickable.map(({ line, quantity }) => ({ orderLineId: line.id, quantity })),
      },
    ],
    events: [
      {
        type: "shipment.started",
        data: {
          shipment: facts.shipment.number,
          wave: facts.wave?.number ?? null,
          location: facts.location.code,
          units: pickable.reduce((sum, entry) => sum + entry.quantity, 0),
        },
      },
    ],
  };
}
