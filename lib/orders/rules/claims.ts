import { type Refusal, refuse } from "@/lib/core/result";
import type { Location, StockPool } from "@/lib/inventory/rules/route";
import type { LineDelta, Plan, StockPosting } from "./plan";
import { toShip } from "./stage";
import type { LineState, OrderState } from "./state";

const over: ReadonlySet<string> = new Set(["draft", "cancelled", "completed", "delivered", "shipped"]);

/** Units of a line that a warehouse keeps for it and that are on no open shipment yet, by warehouse. */
export function looseClaims(order: OrderState, line: LineState): { locationId: string; quantity: number }[] {
  return line.reservations.flatMap(({ locationId, quantity }) => {
    const onShipments = order.shipments
      .filter((shipment) => shipment.locationId === locationId && open.has(shipment.status))
      .flatMap((shipment) => shipment.lines.filter(({ orderLineId }) => orderLineId === line.id))
      .reduce((sum, part) => sum + part.quantity, 0);
    const loose = quantity - onShipments;
    return loose > 0 ? [{ locationId, quantity: loose }] : [];
  });
}

const open: ReadonlySet<string> = new Set(["planned", "picking", "picked", "packed"]);

/** Units of a line that no warehouse keeps for it. */
export function waitingUnits(line: LineState): number {
  return line.stocked && line.variantId ? Math.max(toShip(line) - line.reserved, 0) : 0;
}

function posting(order: OrderState, line: LineState, locationId: string, reserved: number): StockPosting {
  return {
    ...{ variantId: line.variantId as string, locationId, reserved, reason: reserved > 0 ? "reserve" : "release" },
    ...{ documentType: "order", documentNumber: order.number, orderLineId: line.id },
  };
}

/**
 * Lets an order go out from another warehouse: what other warehouses keep for it and is on no shipment yet is claimed there
 * instead, and what still waits for stock is claimed there as far as it is free. Refused where it has less than the
 * others keep.
 */
export function planReroute(
  order: OrderState,
  to: Location,
  facts: { pool: StockPool; codes: ReadonlyMap<string, string> },
): Plan | Refusal<"order_closed" | "insufficient_stock" | "nothing_to_change"> {
  if (over.has(order.stage)) return refuse("order_closed", { stage: order.stage });
  const stock: StockPosting[] = [];
  const lines: LineDelta[] = [];
  const short: { sku: string; requested: number; available: number }[] = [];
  const from = new Set<string>();
  let units = 0;
  for (const line of order.lines) {
    if (!line.stocked || !line.variantId) continue;
    const away = looseClaims(order, line).filter(({ locationId }) => locationId !== to.id);
    const kept = away.reduce((sum, { quantity }) => sum + quantity, 0);
    const wanted = kept + (order.approvedAt ? waitingUnits(line) : 0);
    const free = facts.pool.at(line.variantId, to.id);
    if (free < kept) short.push({ sku: line.sku || line.title, requested: kept, available: free });
    const taken = Math.min(wanted, free);
    if (taken <= 0) continue;
    facts.pool.take(line.variantId, to.id, taken);
    for (const { locationId, quantity } of away) {
      stock.push(posting(order, line, locationId, -quantity));
      from.add(facts.codes.get(locationId) ?? "");
    }
    stock.push(posting(order, line, to.id, taken));
    const filled = Math.min(line.backordered, taken - kept);
    if (filled > 0) lines.push({ lineId: line.id, backordered: -filled });
    units += taken;
  }
  if (short.length > 0) return refuse("insufficient_stock", { lines: short });
  if (stock.length === 0 && order.locationId === to.id) return refuse("nothing_to_change");
  return {
    ...{ order, stock, lines },
    patch: { locationId: to.id, routing: null },
    events: [{ type: "stock.rerouted", data: { to: to.code, from: [...from].sort(), units } }],
  };
}

export type Taken = { from: string; sku: string; units: number };

/**
 * Gives an order stock that others hold and have not begun to pick: from those that count as due last, each waiting for its
 * units anew. Both say so. `donors` come in the order in which they give.
 */
export function planTakeover(
  order: OrderState,
  donors: readonly OrderState[],
): { plans: Plan[]; taken: Taken[] } | Refusal<"order_closed" | "not_approved" | "nothing_to_take"> {
  if (over.has(order.stage)) return refuse("order_closed", { stage: order.stage });
  if (!order.approvedAt) return refuse("not_approved");
  const own: Required<Pick<Plan, "stock" | "lines">> = { stock: [], lines: [] };
  const given = new Map<OrderState, Required<Pick<Plan, "stock" | "lines">>>();
  const taken: Taken[] = [];
  for (const line of order.lines) {
    let waiting = waitingUnits(line);
    const before = waiting;
    for (const donor of donors) {
      for (const theirs of donor.lines.filter(({ variantId }) => variantId === line.variantId)) {
        let lost = 0;
        for (const { locationId, quantity } of left(donor, theirs, given.get(donor)?.stock ?? [])) {
          const units = Math.min(quantity, waiting);
          if (units === 0) continue;
          const gives = given.get(donor) ?? { stock: [], lines: [] };
          gives.stock.push(posting(donor, theirs, locationId, -units));
          given.set(donor, gives);
          own.stock.push(posting(order, line, locationId, units));
          waiting -= units;
          lost += units;
        }
        if (lost === 0) continue;
        given.get(donor)?.lines.push({ lineId: theirs.id, backordered: lost });
        taken.push({ from: donor.number, sku: line.sku, units: lost });
      }
    }
    const filled = Math.min(line.backordered, before - waiting);
    if (filled > 0) own.lines.push({ lineId: line.id, backordered: -filled });
  }
  if (taken.length === 0) return refuse("nothing_to_take");
  const shown = (of: readonly Taken[]) => of.map(({ sku, units }) => ({ code: sku, units }));
  return {
    taken,
    plans: [
      {
        ...own,
        order,
        events: [
          {
            type: "stock.taken_over",
            data: { lines: shown(taken), from: [...new Set(taken.map(({ from }) => from))] },
          },
        ],
      },
      ...[...given].map(([donor, gives]): Plan => {
        const lines = shown(taken.filter(({ from }) => from === donor.number));
        return { ...gives, order: donor, events: [{ type: "stock.given_up", data: { lines, to: order.number } }] };
      }),
    ],
  };
}

// What is still loose of a line after what was taken of it for another line of the same item.
function left(donor: OrderState, line: LineState, gone: readonly StockPosting[]) {
  return looseClaims(donor, line).map(({ locationId, quantity }) => {
    const taken = gone
      .filter((of) => of.orderLineId === line.id && of.locationId === locationId)
      .reduce((sum, { reserved = 0 }) => sum - reserved, 0);
    return { locationId, quantity: quantity - taken };
  });
}
