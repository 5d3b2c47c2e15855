import type { Permission } from "@/lib/staff/rules/permissions";
import { waitingUnits } from "./claims";
import { isGone } from "./service";
import { amountDue, toShip } from "./stage";
import type { OrderState } from "./state";

/** What can be done to an order, by the command behind it. */
export const orderActions = [
  "submit",
  "approve",
  "reject",
  "hold",
  "release",
  "assign",
  "prioritise",
  "reroute",
  "takeStock",
  "service",
  "payBy",
  "changeCustomer",
  "edit",
  "change",
  "split",
  "merge",
  "note",
  "tag",
  "startPicking",
  "ship",
  "recordPayment",
  "refund",
  "cancel",
  "resend",
  "duplicate",
  "return",
  "invoice",
] as const;
export type OrderAction = (typeof orderActions)[number];

/** Actions whose form an order's address may ask for. */
export const doings = ["edit", "reroute", "service", "takeStock", "payBy"] as const satisfies readonly OrderAction[];
export type Doing = (typeof doings)[number];

type Rule = { permission: Permission; when(order: OrderState): boolean };

const toReview = (order: OrderState) =>
  order.submittedAt !== null && order.approvedAt === null && order.stage !== "cancelled";
const live = (order: OrderState) => order.stage !== "cancelled" && order.stage !== "completed";
const unshipped = (order: OrderState) => order.lines.some((line) => line.shipped + line.cancelled < line.ordered);

// One unit that is all of an order cannot leave it.
const divisible = (order: OrderState) =>
  order.lines.reduce((units, line) => units + (line.ships ? line.ordered - line.cancelled : 0), 0) > 1;

const rules: Record<OrderAction, Rule> = {
  submit: { permission: "orders.create", when: (order) => order.stage === "draft" },
  approve: { permission: "orders.review", when: (order) => toReview(order) && holdsOf(order, "review") === 0 },
  reject: { permission: "orders.review", when: toReview },
  hold: { permission: "orders.hold", when: live },
  release: { permission: "orders.release", when: (order) => order.held },
  assign: { permission: "orders.assign", when: live },
  prioritise: { permission: "orders.edit", when: (order) => live(order) && unshipped(order) },
  reroute: {
    permission: "orders.edit",
    when: (order) =>
      order.submittedAt !== null && live(order) && order.lines.some((line) => line.stocked && toShip(line) > 0),
  },
  takeStock: {
    permission: "orders.review",
    when: (order) => order.approvedAt !== null && live(order) && order.lines.some((line) => waitingUnits(line) > 0),
  },
  changeCustomer: { permission: "orders.edit", when: (order) => order.submittedAt !== null },
  service: { permission: "orders.edit", when: (order) => live(order) && !isGone(order) && unshipped(order) },
  payBy: { permission: "orders.edit", when: (order) => order.submittedAt !== null && live(order) },
  edit: { permission: "orders.edit", when: (order) => live(order) && unshipped(order) },
  change: {
    permission: "orders.edit",
    when: (order) => order.submittedAt !== null && live(order) && order.lines.some((line) => toShip(line) > 0),
  },
  split: {
    permission: "orders.edit",
    when: (order) =>
      order.submittedAt !== null && live(order) && order.lines.some((line) => toShip(line) > 0) && divisible(order),
  },
  merge: {
    permission: "orders.edit",
    when: (order) =>
      order.submittedAt !== null &&
      live(order) &&
      order.customerId !== null &&
      order.lines.every((line) => line.allocated === 0),
  },
  note: { permission: "orders.note", when: () => true },
  tag: { permission: "orders.edit", when: () => true },
  startPicking: {
    permission: "fulfilment.pick",
    when: (order) =>
      order.approvedAt !== null &&
      holdsOf(order, "pick") === 0 &&
      order.lines.some((line) => line.reserved > line.allocated - line.shipped),
  },
  ship: {
    permission: "fulfilment.ship",
    when: (order) =>
      order.approvedAt !== null &&
      holdsOf(order, "ship") === 0 &&
      order.lines.some((line) => line.allocated > line.shipped),
  },
  recordPayment: {
    permission: "payments.record",
    when: (order) => order.submittedAt !== null && order.stage !== "cancelled" && amountDue(order) > 0n,
  },
  refund: {
    permission: "payments.refund",
    when: (order) =>
      holdsOf(order, "refund") === 0 &&
      order.payments.some((payment) => payment.capturedMinor > payment.refundedMinor + payment.refundPendingMinor),
  },
  cancel: { permission: "orders.cancel", when: (order) => live(order) && unshipped(order) },
  resend: { permission: "orders.create", when: (order) => order.lines.some((line) => line.ships && line.shipped > 0) },
  return: {
    permission: "returns.request",
    when: (order) => order.lines.some((line) => line.ships && line.shipped > line.returned + line.awaited),
  },
  duplicate: { permission: "orders.create", when: (order) => order.stage !== "draft" },
  invoice: {
    permission: "documents.invoice",
    when: (order) => order.submittedAt !== null && order.stage !== "cancelled",
  },
};

function holdsOf(order: OrderState, scope: string): number {
  return order.holds.filter((hold) => hold.scope === "all" || hold.scope === scope).length;
}

/** What this person may do to this order now: the page shows exactly these buttons. */
export function allowedActions(order: OrderState, permissions: ReadonlySet<Permission>): OrderAction[] {
  return orderActions.filter((action) => permissions.has(rules[action].permission) && rules[action].when(order));
}

/** The one thing that comes next, for the primary button. */
export function nextAction(order: OrderState, allowed: readonly OrderAction[]): OrderAction | undefined {
  const preferred: OrderAction[] = order.held ? ["release"] : [];
  if (order.stage === "awaiting_payment") preferred.push("recordPayment");
  preferred.push("submit", "approve", "ship", "startPicking");
  // Whoever paid the courier owes nothing; the house does not have it before somebody writes it down.
  if (order.paymentMethod !== "cod" || order.stage === "delivered") preferred.push("recordPayment");
  return preferred.find((action) => allowed.includes(action));
}
