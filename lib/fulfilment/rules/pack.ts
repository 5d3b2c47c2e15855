import { assert, type Refusal, refuse } from "@/lib/core/result";
import type { Plan, PlannedEvent } from "@/lib/orders/rules/plan";
import type { OrderState, ShipmentState } from "@/lib/orders/rules/state";
import { frozen, lineOf, type Move } from "./pick";

export const packRefusals = [
  "held",
  "wrong_status",
  "not_on_shipment",
  "already_packed",
  "more_than_needed",
  "nothing_to_undo",
] as const;
export type PackRefusal = (typeof packRefusals)[number];

/** Puts units into the parcel, or takes them out again where a quantity is negative, which opens a closed parcel. */
export function planPack(
  order: OrderState,
  shipment: ShipmentState,
  moves: readonly Move[],
): Plan | Refusal<PackRefusal> {
  const refusal = frozen(order);
  if (refusal) return refusal;
  const { number, status } = shipment;
  const reopens = status === "packed" && moves.every((move) => move.quantity < 0);
  if (status !== "picked" && status !== "packed") return refuse("wrong_status", { shipment: number, status });
  const events: PlannedEvent[] = [];
  for (const { lineId, quantity } of moves) {
    assert(quantity !== 0, "somebody packs something");
    const found = lineOf(order, shipment, lineId);
    if (!found) return refuse("not_on_shipment", { shipment: number });
    const { line, sent } = found;
    const about = { shipment: number, order: order.number, sku: line.sku, title: line.title };
    const left = sent.picked - sent.packed;
    if (quantity > 0 && left === 0) return refuse("already_packed", { ...about, quantity: sent.quantity });
    if (quantity > left) return refuse("more_than_needed", { ...about, left, asked: quantity });
    if (-quantity > sent.packed) return refuse("nothing_to_undo", about);
    const type = quantity > 0 ? "shipment.units_packed" : "shipment.units_unpacked";
    events.push({ type, data: { shipment: number, sku: line.sku, quantity: Math.abs(quantity) } });
  }
  return {
    order,
    lines: moves.map(({ lineId, quantity }) => ({ lineId, packed: quantity })),
    shipments: [
      {
        id: shipment.id,
        set: reopens ? { status: "picked", packedAt: null, packedBy: "" } : {},
        lines: moves.map(({ lineId, quantity }) => ({ orderLineId: lineId, packed: quantity })),
      },
    ],
    events,
  };
}

/** Units that were picked and lie beside the parcel. */
export function unpacked(shipment: ShipmentState): number {
  return shipment.lines.reduce((sum, line) => sum + line.quantity - line.packed, 0);
}

export type Parcels = { packages: number; weightGrams: number | null };

/** Closes the parcel. Units nobody scanned are refused, unless the person says that they are in (`rest`). */
export function planFinishPacking(
  order: OrderState,
  shipment: ShipmentState,
  input: Parcels & { rest: boolean; by: string; now: Date },
): Plan | Refusal<"held" | "wrong_status" | "not_all_packed"> {
  const refusal = frozen(order);
  if (refusal) return refusal;
  const { number, status } = shipment;
  if (status !== "picked") return refuse("wrong_status", { shipment: number, status });
  const left = unpacked(shipment);
  if (left > 0 && !input.rest) return refuse("not_all_packed", { shipment: number, left });
  const rest = shipment.lines
    .map((line) => ({ orderLineId: line.orderLineId, packed: line.quantity - line.packed }))
    .filter((line) => line.packed > 0);
  return {
    order,
    lines: rest.map(({ orderLineId, packed }) => ({ lineId: orderLineId, packed })),
    shipments: [
      {
        id: shipment.id,
        set: {
          status: "packed",
          packages: input.packages,
          weightGrams: input.weightGrams,
          packedBy: input.by,
          packedAt: input.now,
        },
        lines: rest,
      },
    ],
    events: [
      {
        type: "shipment.packed",
        data: { shipment: number, packages: input.packages, weightGrams: input.weightGrams, unscanned: left },
      },
    ],
  };
}
