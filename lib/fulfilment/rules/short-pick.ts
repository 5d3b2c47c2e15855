import { newId } from "@/lib/core/ids";
import { type Refusal, refuse } from "@/lib/core/result";
import { type Location, route, type StockPool } from "@/lib/inventory/rules/route";
import type { LineDelta, NewHold, Plan, PlannedEvent, StockPosting } from "@/lib/orders/rules/plan";
import type { LineState, OrderState, ShipmentState } from "@/lib/orders/rules/state";
import { frozen, lineOf, type Move, pickingPatch, unpicked } from "./pick";

/** Why the units could not be taken: nothing lies there, or what lies there cannot be sold. */
export const shortReasons = ["not_found", "damaged"] as const;
export type ShortReason = (typeof shortReasons)[number];

export const shortRefusals = ["held", "wrong_status", "not_on_shipment", "more_than_needed"] as const;
export type ShortRefusal = (typeof shortRefusals)[number];

export type ShortFacts = {
  pool: StockPool;
  locations: readonly Location[];
  /** Variants that may be promised without stock. */
  backorderable: ReadonlySet<string>;
};

export type ShortInput = { reason: ShortReason; note: string; by: string; now: Date };

/**
 * Units that were reserved and cannot be picked. They leave the shipment and the claim; the level is told the truth
 * (counted out, or set aside as damaged); and the order gets them from another warehouse, else as a backorder where the
 * item allows it, else it waits for a person under a "stock" hold. Takes what it claims anew out of the pool.
 */
export function planShortPick(
  order: OrderState,
  shipment: ShipmentState,
  missing: readonly Move[],
  input: ShortInput,
  facts: ShortFacts,
): Plan | Refusal<ShortRefusal> {
  const refusal = frozen(order);
  if (refusal) return refusal;
  const { number, status } = shipment;
  if (status !== "picking" && status !== "planned") return refuse("wrong_status", { shipment: number, status });
  const units = missing.reduce((sum, move) => sum + move.quantity, 0);
  const empty = shipment.lines.reduce((sum, line) => sum + line.quantity, 0) === units;
  const done = !empty && unpicked(shipment) === units;
  const plan = {
    order,
    lines: [] as LineDelta[],
    stock: [] as StockPosting[],
    shipments: [
      {
        id: shipment.id,
        set: empty ? { status: "cancelled" as const, cancelledAt: input.now } : done ? pickingPatch(true, input) : {},
        lines: missing.map(({ lineId, quantity }) => ({ orderLineId: lineId, quantity: -quantity })),
      },
    ],
    events: [] as PlannedEvent[],
  };
  const location = facts.locations.find((candidate) => candidate.id === shipment.locationId)?.code ?? "";
  const lacking: string[] = [];
  for (const { lineId, quantity } of missing) {
    const found = lineOf(order, shipment, lineId);
    if (!found) return refuse("not_on_shipment", { shipment: number });
    const { line, sent } = found;
    const about = { shipment: number, sku: line.sku, title: line.title };
    const left = sent.quantity - sent.picked;
    if (quantity > left) return refuse("more_than_needed", { ...about, order: order.number, left, asked: quantity });
    const again = reserveAgain(order, line, shipment, quantity, facts);
    plan.lines.push({ lineId, allocated: -quantity, backordered: again.backordered });
    plan.stock.push(...missingStock(line, shipment, quantity, input), ...again.stock);
    const { reservedAt, backordered, left: lacks } = again;
    if (lacks > 0) lacking.push(`${line.sku} × ${lacks}`);
    plan.events.push({
      type: "shipment.short_picked",
      data: {
        ...about,
        quantity,
        reason: input.reason,
        note: input.note,
        location,
        reservedAt,
        units: reservedAt.reduce((sum, place) => sum + place.units, 0),
        backordered,
        left: lacks,
      },
    });
  }
  const held = order.holds.some((hold) => hold.type === "stock");
  const openHolds: NewHold[] =
    lacking.length > 0 && !held
      ? [
          {
            id: newId(),
            type: "stock",
            scope: "pick",
            reason: lacking.join(", "),
            dueAt: null,
            releaseWhen: null,
            approver: null,
          },
        ]
      : [];
  for (const { type, scope, reason } of openHolds)
    plan.events.push({ type: "order.held", data: { type, scope, reason, dueAt: null } });
  if (done) plan.events.push({ type: "shipment.picked", data: { shipment: number } });
  if (empty)
    plan.events.push({ type: "shipment.cancelled", data: { shipment: number, units: 0, putBack: [], note: "" } });
  return { ...plan, openHolds };
}

function missingStock(line: LineState, shipment: ShipmentState, quantity: number, input: ShortInput): StockPosting[] {
  if (!line.stocked || !line.variantId) return [];
  const about = {
    variantId: line.variantId,
    locationId: shipment.locationId,
    documentType: "shipment" as const,
    documentNumber: shipment.number,
    orderLineId: line.id,
    note: input.note,
  };
  return [
    { ...about, reserved: -quantity, reason: "release" },
    input.reason === "damaged"
      ? { ...about, damaged: quantity, reason: "damage" }
      : { ...about, onHand: -quantity, reason: "count" },
  ];
}

type Again = {
  stock: StockPosting[];
  reservedAt: { code: string; units: number }[];
  backordered: number;
  left: number;
};

function reserveAgain(
  order: OrderState,
  line: LineState,
  shipment: ShipmentState,
  missing: number,
  facts: ShortFacts,
): Again {
  const { variantId } = line;
  if (!line.stocked || !variantId) return { stock: [], reservedAt: [], backordered: 0, left: missing };
  // Whoever stands before an empty shelf is not sent back to it, whatever the level says.
  const elsewhere = facts.locations.filter((location) => location.id !== shipment.locationId);
  const { allocations } = route(
    [{ lineId: line.id, variantId, quantity: missing }],
    elsewhere,
    facts.pool,
    order.locationId,
  );
  for (const { locationId, quantity } of allocations) facts.pool.take(variantId, locationId, quantity);
  const rest = missing - allocations.reduce((sum, allocation) => sum + allocation.quantity, 0);
  const backordered = facts.backorderable.has(variantId) ? rest : 0;
  return {
    stock: allocations.map(({ locationId, quantity }) => ({
      variantId,
      locationId,
      reserved: quantity,
      reason: "reserve",
      documentType: "order",
      documentNumber: order.number,
      orderLineId: line.id,
    })),
    reservedAt: allocations.map(({ locationId, quantity }) => ({
      code: elsewhere.find((location) => location.id === locationId)?.code ?? "",
      units: quantity,
    })),
    backordered,
    left: rest - backordered,
  };
}
