import { type Refusal, refuse } from "@/lib/core/result";
import type { LineDelta, PlannedEvent, ShipmentPatch } from "@/lib/orders/rules/plan";
import type { OrderState, ShipmentState } from "@/lib/orders/rules/state";
import { isOpen } from "./pickable";
import { namedUnits } from "./ship";

export type Withdrawal = { lines: LineDelta[]; shipment: ShipmentPatch; event: PlannedEvent };

/**
 * Takes a shipment back that has not left: its units are free to be put on another one, and stay reserved. Whatever was
 * picked has to go back to its shelf; the event says what. A part of a plan, so that cancelling an order can use it.
 */
export function withdrawShipment(
  order: OrderState,
  shipment: ShipmentState,
  input: { note: string; now: Date },
): Withdrawal | Refusal<"already_shipped" | "wrong_status"> {
  const { number, status } = shipment;
  if (status === "cancelled") return refuse("wrong_status", { shipment: number, status });
  if (!isOpen(shipment)) {
    return refuse("already_shipped", {
      shipment: number,
      number: order.number,
      carrier: shipment.carrier,
      trackingNumber: shipment.trackingNumber,
    });
  }
  const lines = shipment.lines.filter((line) => line.quantity > 0);
  const picked = lines
    .filter((line) => line.picked > 0)
    .map((line) => ({ lineId: line.orderLineId, quantity: line.picked }));
  const units = picked.reduce((sum, line) => sum + line.quantity, 0);
  return {
    lines: lines.map((line) => ({
      lineId: line.orderLineId,
      allocated: -line.quantity,
      picked: -line.picked,
      packed: -line.packed,
    })),
    shipment: { id: shipment.id, set: { status: "cancelled", cancelledAt: input.now } },
    event: {
      type: "shipment.cancelled",
      data: { shipment: number, units, putBack: namedUnits(order, picked), note: input.note },
    },
  };
}
