import { type Refusal, refuse } from "@/lib/core/result";
import { type Location, route, type StockPool } from "@/lib/inventory/rules/route";
import { applyPlan } from "./apply-plan";
import { holdsAgainst } from "./hold";
import type { Plan } from "./plan";
import { isUnmapped, toShip } from "./stage";
import type { OrderState } from "./state";

export type ReservationFacts = {
  pool: StockPool;
  locations: readonly Location[];
  /** Variants that may be promised without stock. */
  backorderable: ReadonlySet<string>;
  preferredLocationId?: string | null;
  /** Lines to claim for; all of the order when absent. Units that were backordered before wait for their turn. */
  only?: ReadonlySet<string>;
};

/**
 * Extends the plan by the claims on stock that the order still lacks: from one warehouse where possible, else from the
 * fewest. What is not there is backordered where the item allows it; else all of it is refused with
 * "insufficient_stock" and the items that are short. Takes what it claims out of the pool.
 */
export function planReservation(plan: Plan, facts: ReservationFacts): Plan | Refusal<"insufficient_stock"> {
  const order = applyPlan(plan);
  const demand = order.lines
    .filter(
      (line) => line.stocked && line.variantId && toShip(line) > line.reserved && facts.only?.has(line.id) !== false,
    )
    .map((line) => ({ lineId: line.id, variantId: line.variantId as string, quantity: toShip(line) - line.reserved }));
  if (demand.length === 0) return withHome(plan, order, facts);
  const chosen = route(demand, facts.locations, facts.pool, order.locationId ?? facts.preferredLocationId);
  const refused = chosen.short.filter((line) => !facts.backorderable.has(line.variantId));
  if (refused.length > 0) {
    return refuse("insufficient_stock", {
      lines: refused.map((line) => {
        const of = order.lines.find((candidate) => candidate.id === line.lineId);
        const requested = demand.find((candidate) => candidate.lineId === line.lineId)?.quantity ?? 0;
        return { sku: of?.sku ?? "", requested, available: requested - line.quantity };
      }),
    });
  }

  const codes = new Map(facts.locations.map((location) => [location.id, location.code]));
  for (const { variantId, locationId, quantity } of chosen.allocations)
    facts.pool.take(variantId, locationId, quantity);
  const backordered = new Map(chosen.short.map((line) => [line.lineId, line.quantity]));
  const changes = demand
    .map(({ lineId }) => {
      const before = order.lines.find((line) => line.id === lineId)?.backordered ?? 0;
      return { lineId, backordered: (backordered.get(lineId) ?? 0) - before };
    })
    .filter((delta) => delta.backordered !== 0);
  const places = [...new Set(chosen.allocations.map((allocation) => allocation.locationId))];
  const home = withHome(plan, order, facts, places[0]);
  return {
    ...home,
    patch: { ...home.patch, routing: chosen.reason },
    lines: [...(plan.lines ?? []), ...changes],
    stock: [
      ...(plan.stock ?? []),
      ...chosen.allocations.map(({ lineId, variantId, locationId, quantity }) => ({
        variantId,
        locationId,
        reserved: quantity,
        reason: "reserve" as const,
        documentType: "order" as const,
        documentNumber: order.number,
        orderLineId: lineId,
      })),
    ],
    events: [
      ...plan.events,
      ...(chosen.allocations.length > 0
        ? [
            {
              type: "stock.reserved",
              data: {
                rule: chosen.reason.rule,
                locations: places.map((id) => ({
                  code: codes.get(id) ?? "",
                  units: chosen.allocations.filter((a) => a.locationId === id).reduce((sum, a) => sum + a.quantity, 0),
                })),
              },
            },
          ]
        : []),
      ...(chosen.short.length > 0
        ? [{ type: "stock.backordered", data: { units: chosen.short.reduce((sum, line) => sum + line.quantity, 0) } }]
        : []),
    ],
  };
}

/** What keeps no stock of its own (made to order, samples) still leaves from a warehouse: the one the order has, or the preferred. */
function withHome(plan: Plan, order: OrderState, facts: ReservationFacts, chosen?: string): Plan {
  if (order.locationId || !order.lines.some((line) => line.ships)) return plan;
  const preferred = facts.locations.find((location) => location.id === facts.preferredLocationId);
  const locationId = chosen ?? preferred?.id ?? facts.locations[0]?.id;
  return locationId ? { ...plan, patch: { ...plan.patch, locationId } } : plan;
}

/** Why an order cannot be approved, whatever is in stock: it waits for no review, is held, or has unknown items. */
export function refuseToApprove(order: OrderState): Refusal<"not_in_review" | "held" | "unmapped_lines"> | undefined {
  if (!order.submittedAt || order.approvedAt || order.stage === "cancelled")
    return refuse("not_in_review", { stage: order.stage });
  const holds = holdsAgainst(order, "review");
  if (holds.length > 0) return refuse("held", { types: holds.map((hold) => hold.type) });
  const unmapped = order.lines.filter(isUnmapped);
  if (unmapped.length > 0) return refuse("unmapped_lines", { skus: unmapped.map((line) => line.sku || line.title) });
  return undefined;
}

/** Items whose levels an approval of the order draws on. */
export function itemsToReserve(order: OrderState): string[] {
  return order.lines.filter((line) => line.stocked && line.variantId).map((line) => line.variantId as string);
}

/** Approves an order: reserves its stock in the same plan, or refuses with what is short. */
export function planApproval(
  plan: Plan,
  facts: ReservationFacts & { now: Date; automatic: boolean; note?: string },
): Plan | Refusal<"insufficient_stock"> {
  return planReservation(
    {
      ...plan,
      patch: { ...plan.patch, approvedAt: facts.now },
      events: [
        ...plan.events,
        { type: "order.approved", data: { automatic: facts.automatic, note: facts.note ?? "" } },
      ],
    },
    facts,
  );
}
