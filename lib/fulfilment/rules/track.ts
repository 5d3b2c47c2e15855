import { type Refusal, refuse } from "@/lib/core/result";
import type { Plan, ShipmentPatch } from "@/lib/orders/rules/plan";
import { toShip } from "@/lib/orders/rules/stage";
import type { OrderState, ShipmentState, ShipmentStatus } from "@/lib/orders/rules/state";
import { planCompletion } from "./complete";
import { underwayStatuses } from "./pickable";

/** What carriers report of a parcel. */
export const trackingStatuses = [
  "in_transit",
  "out_for_delivery",
  "delivered",
  "failed",
  "returned_to_sender",
] as const;
export type TrackingStatus = (typeof trackingStatuses)[number];

export type TrackingInput = {
  id: string;
  status: TrackingStatus;
  at: Date;
  place: string;
  description: string;
  now: Date;
  /** Time of the latest news before this one. */
  latest: Date | null;
};

/**
 * News of a parcel. It is always kept; the parcel's status follows only the latest news, and a parcel that was
 * delivered or came back stays so, because carriers report late and out of order. With the last parcel the order is
 * delivered, and completed where its money is settled.
 */
export function planTracking(
  order: OrderState,
  shipment: ShipmentState,
  input: TrackingInput,
): Plan | Refusal<"not_shipped" | "parcel_closed"> {
  const { number, status } = shipment;
  if (!moves(status) && !isFinal(status)) return refuse("not_shipped", { shipment: number, status });
  if (isFinal(status) && isFinal(input.status)) return refuse("parcel_closed", { shipment: number, status });
  const follows = moves(status) && (isFinal(input.status) || input.latest === null || input.at >= input.latest);
  const delivers = follows && input.status === "delivered";
  const set: ShipmentPatch["set"] = follows
    ? { status: input.status, ...(delivers ? { deliveredAt: input.at } : {}) }
    : {};
  const lines = delivers
    ? shipment.lines
        .filter((line) => line.quantity > 0)
        .map((line) => ({ lineId: line.orderLineId, delivered: line.quantity }))
    : [];
  const plan: Plan = {
    order,
    lines,
    shipments: [{ id: shipment.id, set }],
    trackingEvents: [
      {
        id: input.id,
        shipmentId: shipment.id,
        status: input.status,
        description: input.description,
        place: input.place,
        at: input.at,
      },
    ],
    events: [
      {
        type: delivers ? "shipment.delivered" : "shipment.tracked",
        data: {
          shipment: number,
          status: input.status,
          place: input.place,
          description: input.description,
          at: input.at.toISOString(),
        },
      },
    ],
  };
  if (!delivers) return plan;
  const last = allDelivered(order, lines);
  return planCompletion(last ? { ...plan, patch: { deliveredAt: input.at } } : plan, input.now);
}

function moves(status: ShipmentStatus): boolean {
  return (underwayStatuses as readonly ShipmentStatus[]).includes(status);
}

function isFinal(status: ShipmentStatus): boolean {
  return status === "delivered" || status === "returned_to_sender";
}

function allDelivered(order: OrderState, now: readonly { lineId: string; delivered: number }[]): boolean {
  return order.lines.every((line) => {
    const delivered = line.delivered + (now.find((entry) => entry.lineId === line.id)?.delivered ?? 0);
    return !line.ships || (toShip(line) === 0 && delivered === line.shipped);
  });
}
