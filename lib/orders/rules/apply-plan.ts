import { assert } from "@/lib/core/result";
import type { MovableCounter, NewLine, NewOrder, Plan } from "./plan";
import type { LineState, OrderState } from "./state";

const movable = [
  "cancelled",
  "backordered",
  "allocated",
  "picked",
  "packed",
  "shipped",
  "delivered",
  "returned",
  "restocked",
  "refunded",
] as const satisfies readonly MovableCounter[];

/** A new order as the rules see it before anything happened to it. */
export function stateOfNew(order: NewOrder): OrderState {
  return {
    ...order,
    version: 0,
    stage: "draft",
    held: false,
    approvedAt: null,
    completedAt: null,
    rejectedAt: null,
    locationId: null,
    assigneeId: null,
    priority: 0,
    dueAt: null,
    authorisedMinor: 0n,
    paidMinor: 0n,
    refundedMinor: 0n,
    lines: order.lines.map(stateOfNewLine),
    holds: [],
    payments: [],
    shipments: [],
    documents: [],
  };
}

function stateOfNewLine(line: NewLine): LineState {
  return {
    ...line,
    cancelled: 0,
    reserved: 0,
    backordered: 0,
    allocated: 0,
    picked: 0,
    packed: 0,
    shipped: 0,
    delivered: 0,
    awaited: 0,
    returned: 0,
    restocked: 0,
    refunded: 0,
    refundedMinor: 0n,
    cancelledMinor: 0n,
    reservations: [],
  };
}

/**
 * The order after the plan: what the database will hold once it is posted. Rules that go on from a plan, the stage and
 * the preview all read this one result.
 */
export function applyPlan(plan: Plan): OrderState {
  const before = plan.order ?? (plan.create && stateOfNew(plan.create));
  assert(before, "a plan is about an order");
  // The lines of an order that is there belong to whoever read it; those of a new one were made above.
  const own =
    plan.rewriteLines?.map(stateOfNewLine) ??
    (plan.order
      ? before.lines.map((line) => ({ ...line, reservations: line.reservations.map((held) => ({ ...held })) }))
      : before.lines);
  const lines = new Map<string, LineState>(own.map((line) => [line.id, line]));

  for (const line of plan.newLines ?? []) lines.set(line.id, stateOfNewLine(line));
  for (const { lineId, ...revision } of plan.reviseLines ?? []) Object.assign(lines.get(lineId) ?? {}, revision);
  for (const { lineId, ...link } of plan.linkLines ?? []) Object.assign(lines.get(lineId) ?? {}, link);
  for (const { lineId, ...tax } of plan.retaxLines ?? []) Object.assign(lines.get(lineId) ?? {}, tax);
  for (const delta of plan.lines ?? []) {
    const line = lines.get(delta.lineId);
    assert(line, `line ${delta.lineId} is not of order ${before.number}`);
    for (const counter of movable) line[counter] += delta[counter] ?? 0;
    line.refundedMinor += delta.refundedMinor ?? 0n;
    line.cancelledMinor += delta.cancelledMinor ?? 0n;
  }
  for (const posting of plan.stock ?? []) {
    const line = posting.orderLineId ? lines.get(posting.orderLineId) : undefined;
    if (!line || !posting.reserved) continue;
    line.reserved += posting.reserved;
    const held = line.reservations.find((reservation) => reservation.locationId === posting.locationId);
    if (held) held.quantity += posting.reserved;
    else line.reservations.push({ locationId: posting.locationId, quantity: posting.reserved });
    line.reservations = line.reservations.filter((reservation) => reservation.quantity !== 0);
  }

  const after: OrderState = { ...before, ...(plan.patch as Partial<OrderState>), lines: [...lines.values()] };
  for (const entry of plan.payments ?? []) {
    if (entry.orderId !== before.id) continue;
    const { type, amountMinor } = entry;
    if (type === "authorise" || type === "move_in") after.authorisedMinor += amountMinor;
    if (type === "void" || type === "move_out") after.authorisedMinor -= amountMinor;
    if (type === "capture" || type === "move_in") after.paidMinor += amountMinor;
    if (type === "move_out") after.paidMinor -= amountMinor;
    if (type === "refund") after.refundedMinor += amountMinor;
  }
  const cleared = new Set(plan.clearHolds?.map((hold) => hold.id));
  const changed = new Map(plan.changeHolds?.map((hold) => [hold.id, hold]));
  const stay = before.holds.filter((hold) => !cleared.has(hold.id));
  after.holds = [...stay.map((hold) => ({ ...hold, ...changed.get(hold.id) })), ...(plan.openHolds ?? [])];
  after.held = after.holds.length > 0;
  return after;
}
