import { type DocumentEffect, documentEffects } from "@/lib/documents/rules/follow";
import { applyPlan } from "./apply-plan";
import type { Amounts, UnitsAt } from "./change-effect";
import type { Plan } from "./plan";
import { amountDue, deriveStage } from "./stage";
import type { OrderState, Stage } from "./state";

/** What a split or a merge does to one order; minor units of its currency, as text. */
export type OrderEffect = {
  /** Empty for an order that is not there yet. */
  number: string;
  stage: { before: Stage | null; after: Stage };
  units: { before: number; after: number };
  total: Amounts;
  paid: Amounts;
  due: Amounts;
  documents: DocumentEffect[];
};

/** What happens in the warehouses when units change hands. */
export type MoveStock = {
  /** Claims that go along. */
  reserved: UnitsAt[];
  backordered: { sku: string; units: number }[];
  /** Shipments that become smaller, and units that go back to the shelf. */
  parcels: string[];
  putBack: number;
};

/** What a plan of a split or a merge does to its order. */
export function orderEffect(plan: Plan): OrderEffect {
  const before = plan.order;
  const after = applyPlan(plan);
  const amounts = (of: (order: OrderState) => bigint): Amounts => {
    return { beforeMinor: `${before ? of(before) : 0n}`, afterMinor: `${of(after)}` };
  };
  const units = (order: OrderState | undefined) =>
    (order?.lines ?? []).reduce((sum, line) => sum + (line.ships ? line.ordered - line.cancelled : 0), 0);
  return {
    number: before?.number ?? "",
    stage: { before: before?.stage ?? null, after: deriveStage(after) },
    units: { before: units(before), after: units(after) },
    total: amounts((order) => order.totalMinor),
    paid: amounts((order) => order.paidMinor - order.refundedMinor),
    due: amounts(amountDue),
    documents: documentEffects(plan, after),
  };
}

/** Claims that come to an order by its plan, and what shrinks where its units were. */
export function moveStock(to: Plan, from: Plan, putBack: number): MoveStock {
  const of = codesOf(to);
  return {
    reserved: claimsBy(to),
    backordered: (to.lines ?? []).flatMap(({ lineId, backordered = 0 }) =>
      backordered > 0 ? [{ sku: of(lineId), units: backordered }] : [],
    ),
    parcels: (from.shipments ?? []).map(({ id }) => from.order?.shipments.find((of) => of.id === id)?.number ?? ""),
    putBack,
  };
}

/** Claims that come to an order by its plan. */
export function claimsBy(to: Plan): UnitsAt[] {
  const of = codesOf(to);
  return (to.stock ?? []).map(({ orderLineId, locationId, reserved = 0 }) => {
    return { sku: of(orderLineId), locationId, units: reserved };
  });
}

function codesOf(to: Plan): (lineId: string | undefined) => string {
  const codes = new Map(applyPlan(to).lines.map((line) => [line.id, line.sku || line.title]));
  return (lineId) => codes.get(lineId ?? "") ?? "";
}
