import { assert } from "@/lib/core/result";
import type { Plan, PlannedEvent } from "@/lib/orders/rules/plan";
import type { LineState, OrderState } from "@/lib/orders/rules/state";
import type { ReturnDecision } from "./policy";
import { deriveStatus, type ReturnLineState, type ReturnState, type ReturnStatus, withDerived } from "./state";

/** Columns of a return that a plan sets besides its status and version. */
export type ReturnPatch = Partial<{
  approvedAt: Date | null;
  rejectedAt: Date | null;
  cancelledAt: Date | null;
  decidedBy: string;
  decisionNote: string;
  carrier: string;
  trackingNumber: string;
  shippedAt: Date | null;
  receivedAt: Date | null;
  inspectedAt: Date | null;
  locationId: string | null;
  dueAt: Date | null;
  remindedAt: Date | null;
}>;

/** What a return starts with besides its state. */
export type ReturnOpening = {
  decision: ReturnDecision;
  note: string;
  requestedBy: string;
  requestedAt: Date;
};

/**
 * What one decision does to a return and its order. The return is written first, so that units it no longer waits for
 * are free on the order's line before they count as returned; the other way round where units count as returned no more.
 */
export type ReturnPlan = {
  /** The return as it was read; nothing where it is new. */
  before: ReturnState | null;
  after: ReturnState;
  opening?: ReturnOpening;
  patch: ReturnPatch;
  order: Plan;
  /** An order that this one gives rise to, posted with it. */
  created?: Plan;
  orderFirst?: boolean;
};

/** Statuses in which somebody waits for the goods, or for somebody to look at them. */
const waiting: ReadonlySet<ReturnStatus> = new Set(["approved", "in_transit", "received"]);

/** A plan with its return's status worked out; nobody waits for what is over. */
export function changed(
  before: ReturnState,
  how: { patch?: ReturnPatch; lines?: readonly ReturnLineState[] },
  order: Plan,
): ReturnPlan {
  const lines = (how.lines ?? before.lines).map((line) => withDerived(line, before.refundWhen));
  const next = { ...before, ...how.patch, lines, version: before.version + 1 };
  const status = deriveStatus(next);
  const dueAt = waiting.has(status) ? next.dueAt : null;
  return { before, after: { ...next, status, dueAt }, patch: { ...how.patch, dueAt }, order };
}

export function orderLineOf(order: OrderState, orderLineId: string): LineState {
  const line = order.lines.find((candidate) => candidate.id === orderLineId);
  assert(line, `a return is of a line that order ${order.number} does not have`);
  return line;
}

/** How events and words call a line. */
export function codeOf(order: OrderState, orderLineId: string): string {
  const line = orderLineOf(order, orderLineId);
  return line.sku || line.title;
}

/** Units of each line that open refunds will put on a shelf once they go through, by its id. */
export type Claimed = ReadonlyMap<string, number>;

/** Units of a line that left, did not come back, are not waited for, and that no open refund puts on a shelf. */
export function returnable(line: LineState, claimed: Claimed): number {
  return line.ships ? Math.max(line.shipped - line.returned - line.awaited - (claimed.get(line.id) ?? 0), 0) : 0;
}

export function eventOf(
  ret: Pick<ReturnState, "number">,
  what: string,
  data: Record<string, unknown> = {},
): PlannedEvent {
  return { type: `return.${what}`, data: { rma: ret.number, ...data } };
}

export function after(now: Date, hours: number): Date {
  return new Date(now.getTime() + hours * 3_600_000);
}
