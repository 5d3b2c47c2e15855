import type { Actor } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import type { Plan, StockPosting } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";
import { summaryOf } from "@/lib/orders/rules/summary";

// Everyone who touches several levels touches them in this order, so that two never wait for each other.
/** Stock postings in the order in which every transaction touches levels. */
export function inLockOrder(postings: readonly StockPosting[]): StockPosting[] {
  return [...postings].sort((a, b) =>
    a.variantId === b.variantId ? compare(a.locationId, b.locationId) : compare(a.variantId, b.variantId),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The row of a new order with what its plan does to it at once. */
export function newOrderRow(plan: Plan, after: OrderState, now: Date): object {
  assert(plan.create, "a created order has its row");
  const { lines, ...row } = plan.create;
  return {
    ...row,
    review: null,
    routing: null,
    approvedAt: null,
    completedAt: null,
    rejectedAt: null,
    firstShippedAt: null,
    deliveredAt: null,
    cancelledAt: null,
    locationId: null,
    assigneeId: null,
    priority: 0,
    ...plan.patch,
    stage: after.stage,
    held: false,
    version: after.version,
    authorisedMinor: after.authorisedMinor,
    paidMinor: after.paidMinor,
    refundedMinor: after.refundedMinor,
    ...summaryOf(lines),
    createdAt: now,
    updatedAt: now,
  };
}

/**
 * Lines of a new order with the counters its plan moves: written once, not inserted and then updated. What is reserved
 * for them follows from the stock ledger, and is theirs from the beginning where that was written before them (`stocked`).
 */
export function newLineRows(plan: Plan, after: OrderState, stocked: boolean): object[] {
  assert(plan.create, "a created order has its row");
  const { id: orderId, lines } = plan.create;
  return lines.map((line, index) => {
    const moved = after.lines[index];
    assert(moved?.id === line.id, "a plan keeps the lines of a new order in their places");
    return { ...moved, orderId, reserved: stocked ? moved.reserved : 0 };
  });
}

/** A stock posting as the ledger keeps it. */
export function movementRow(posting: StockPosting, actor: Actor, now: Date): object {
  return {
    variantId: posting.variantId,
    locationId: posting.locationId,
    onHandDelta: posting.onHand ?? 0,
    reservedDelta: posting.reserved ?? 0,
    damagedDelta: posting.damaged ?? 0,
    qualityControlDelta: posting.qualityControl ?? 0,
    incomingDelta: posting.incoming ?? 0,
    reason: posting.reason,
    documentType: posting.documentType,
    documentNumber: posting.documentNumber,
    orderLineId: posting.orderLineId ?? null,
    note: posting.note ?? "",
    actorName: actor.name,
    occurredAt: posting.occurredAt ?? now,
    createdAt: now,
  };
}
