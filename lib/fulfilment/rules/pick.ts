import { assert, type Refusal, refuse } from "@/lib/core/result";
import { holdsAgainst } from "@/lib/orders/rules/hold";
import type { Plan, PlannedEvent, ShipmentPatch } from "@/lib/orders/rules/plan";
import type { LineState, OrderState, ShipmentState } from "@/lib/orders/rules/state";

export const pickRefusals = [
  "held",
  "wrong_status",
  "not_on_shipment",
  "already_picked",
  "more_than_needed",
  "nothing_to_undo",
] as const;
export type PickRefusal = (typeof pickRefusals)[number];

export type ShipmentLine = ShipmentState["lines"][number];

/** The shipment's line and the order's line it is of. */
export function lineOf(
  order: OrderState,
  shipment: ShipmentState,
  lineId: string,
): { line: LineState; sent: ShipmentLine } | undefined {
  const sent = shipment.lines.find((candidate) => candidate.orderLineId === lineId);
  const line = order.lines.find((candidate) => candidate.id === lineId);
  return sent && line ? { sent, line } : undefined;
}

/** A hold over the whole order stops the hands too; one that only forbids to begin does not. */
export function frozen(order: OrderState): Refusal<"held"> | undefined {
  const holds = holdsAgainst(order, "pick").filter((hold) => hold.scope === "all");
  if (holds.length === 0) return undefined;
  return refuse("held", {
    number: order.number,
    types: holds.map((hold) => hold.type),
    reason: holds[0]?.reason ?? "",
  });
}

/** Units of one line: how many more, or, when negative, how many less. */
export type Move = { lineId: string; quantity: number };

/**
 * Takes units off the shelf, or puts them back where a quantity is negative. The shipment is picked once nothing is left
 * to take, and being picked again once something was put back.
 */
export function planPick(
  order: OrderState,
  shipment: ShipmentState,
  moves: readonly Move[],
  input: { by: string; now: Date },
): Plan | Refusal<PickRefusal> {
  const refusal = frozen(order);
  if (refusal) return refusal;
  const { number, status } = shipment;
  if (status !== "picking" && status !== "picked" && status !== "planned")
    return refuse("wrong_status", { shipment: number, status });
  const events: PlannedEvent[] = [];
  for (const { lineId, quantity } of moves) {
    assert(quantity !== 0, "somebody picks something");
    const found = lineOf(order, shipment, lineId);
    if (!found) return refuse("not_on_shipment", { shipment: number });
    const { line, sent } = found;
    const left = sent.quantity - sent.picked;
    const about = { shipment: number, order: order.number, sku: line.sku, title: line.title };
    if (quantity > 0 && left === 0) return refuse("already_picked", { ...about, quantity: sent.quantity });
    if (quantity > left) return refuse("more_than_needed", { ...about, left, asked: quantity });
    if (-quantity > sent.picked - sent.packed) return refuse("nothing_to_undo", about);
    const type = quantity > 0 ? "shipment.units_picked" : "shipment.units_put_back";
    events.push({ type, data: { shipment: number, sku: line.sku, quantity: Math.abs(quantity) } });
  }
  const done = unpicked(shipment) === moves.reduce((sum, move) => sum + move.quantity, 0);
  if (done) events.push({ type: "shipment.picked", data: { shipment: number } });
  return {
    order,
    lines: moves.map(({ lineId, quantity }) => ({ lineId, picked: quantity })),
    shipments: [
      {
        id: shipment.id,
        set: pickingPatch(done, input),
        lines: moves.map(({ lineId, quantity }) => ({ orderLineId: lineId, picked: quantity })),
      },
    ],
    events,
  };
}

/** Units of a shipment that are still on the shelf. */
export function unpicked(shipment: ShipmentState): number {
  return shipment.lines.reduce((sum, line) => sum + line.quantity - line.picked, 0);
}

export function pickingPatch(done: boolean, input: { by: string; now: Date }): ShipmentPatch["set"] {
  return done ? { status: "picked", pickedBy: input.by, pickedAt: input.now } : { status: "picking", pickedAt: null };
}
