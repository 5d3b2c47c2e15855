import type { ShipmentStatus, Stage } from "@/lib/orders/rules/state";

/** Where an order is, as its buyer understands it. */
export const trackingStates = [
  "waiting_for_payment",
  "received",
  "waiting_for_goods",
  "preparing",
  "partly_on_the_way",
  "on_the_way",
  "out_for_delivery",
  "not_delivered",
  "came_back",
  "delivered",
  "cancelled",
  "merged",
] as const;
export type TrackingState = (typeof trackingStates)[number];

/** The five steps that every order goes; the count of those it has reached. */
export const trackingSteps = ["received", "preparing", "shipped", "outForDelivery", "delivered"] as const;

const byStage: Record<Exclude<Stage, "draft" | "shipped">, TrackingState> = {
  awaiting_payment: "waiting_for_payment",
  review: "received",
  backordered: "waiting_for_goods",
  ready: "preparing",
  picking: "preparing",
  packing: "preparing",
  partly_shipped: "partly_on_the_way",
  delivered: "delivered",
  completed: "delivered",
  cancelled: "cancelled",
};

const stepsReached: Record<TrackingState, number> = {
  waiting_for_payment: 1,
  received: 1,
  waiting_for_goods: 1,
  preparing: 2,
  partly_on_the_way: 3,
  on_the_way: 3,
  out_for_delivery: 4,
  not_delivered: 4,
  came_back: 3,
  delivered: 5,
  cancelled: 0,
  merged: 0,
};

export type Tracked = {
  state: TrackingState;
  /** How many of the five steps are reached; none of a cancelled order. */
  steps: number;
  /** Day it is expected on; absent once it is past, here or gone. */
  expectedAt: Date | null;
};

/** What a buyer is told. A draft is nobody's order yet and tells nothing; `merged` travels as another order. */
export function trackingOf(
  order: { stage: Stage; promisedAt: Date | null; parcels: readonly ShipmentStatus[]; merged: boolean },
  now: Date,
): Tracked | null {
  if (order.stage === "draft") return null;
  const state = order.merged ? "merged" : order.stage === "shipped" ? byParcels(order.parcels) : byStage[order.stage];
  const comes = !["delivered", "cancelled", "merged", "waiting_for_payment", "came_back", "not_delivered"].includes(
    state,
  );
  const expectedAt =
    comes && order.promisedAt && order.promisedAt.getTime() > now.getTime() - 12 * 3_600_000 ? order.promisedAt : null;
  return { state, steps: stepsReached[state], expectedAt };
}

// The parcel that is worst off decides: nobody should read "on its way" of one that came back.
function byParcels(parcels: readonly ShipmentStatus[]): TrackingState {
  const open = parcels.filter((status) => status !== "delivered" && status !== "cancelled");
  if (open.includes("returned_to_sender")) return "came_back";
  if (open.includes("failed")) return "not_delivered";
  return open.length > 0 && open.every((status) => status === "out_for_delivery") ? "out_for_delivery" : "on_the_way";
}
