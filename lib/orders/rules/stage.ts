import type { LineState, OrderState, PaymentMethod, Stage } from "./state";

/** Stages in the order an order usually passes them; tabs and reports list them so. */
export const stages = [
  "draft",
  "awaiting_payment",
  "review",
  "backordered",
  "ready",
  "picking",
  "packing",
  "partly_shipped",
  "shipped",
  "delivered",
  "completed",
  "cancelled",
] as const satisfies readonly Stage[];

/** Stages in which somebody in the house still has to do something. */
export const openStages = [
  "awaiting_payment",
  "review",
  "backordered",
  "ready",
  "picking",
  "packing",
  "partly_shipped",
] as const satisfies readonly Stage[];

/** Methods whose money comes before the goods leave. */
export function isPrepaid(method: PaymentMethod): boolean {
  return method === "bank_transfer" || method === "card" || method === "online";
}

/** Units of a line that are still to leave a warehouse. */
export function toShip(line: LineState): number {
  return line.ships ? line.ordered - line.cancelled - line.shipped : 0;
}

/** Whether nobody knows yet which of our items a line is. */
export function isUnmapped(line: Pick<LineState, "kind" | "variantId" | "ordered" | "cancelled">): boolean {
  return line.kind === "product" && !line.variantId && line.cancelled < line.ordered;
}

export type StageFacts = Pick<
  OrderState,
  "submittedAt" | "approvedAt" | "completedAt" | "rejectedAt" | "paymentMethod" | "totalMinor" | "paidMinor" | "lines"
>;

/**
 * Where an order stands: a function of its counters, money and approval, and of nothing else. The column orders.stage
 * is an index of this function.
 */
export function deriveStage(order: StageFacts): Stage {
  if (!order.submittedAt) return order.rejectedAt ? "cancelled" : "draft";
  if (order.rejectedAt || order.lines.every((line) => line.cancelled === line.ordered)) return "cancelled";
  if (!order.approvedAt) {
    return isPrepaid(order.paymentMethod) && order.paidMinor < order.totalMinor ? "awaiting_payment" : "review";
  }

  const shipping = order.lines.filter((line) => line.ships);
  const sum = (of: (line: LineState) => number) => shipping.reduce((total, line) => total + of(line), 0);
  const remaining = sum(toShip);
  const shipped = sum((line) => line.shipped);

  if (remaining === 0) {
    if (sum((line) => line.delivered) < shipped) return "shipped";
    return order.completedAt ? "completed" : "delivered";
  }
  if (shipped > 0) return "partly_shipped";

  const allocated = sum((line) => line.allocated);
  if (allocated > 0) return sum((line) => line.picked) === allocated ? "packing" : "picking";
  return shipping.some((line) => line.stocked && line.reserved < toShip(line)) ? "backordered" : "ready";
}

export type PaymentStatus = "unpaid" | "part_paid" | "paid" | "on_delivery" | "part_refunded" | "refunded" | "none";

/** One word for an order's money, as the list shows it. */
export function paymentStatus(order: {
  paymentMethod: PaymentMethod;
  totalMinor: bigint;
  paidMinor: bigint;
  refundedMinor: bigint;
}): PaymentStatus {
  if (order.refundedMinor > 0n) return order.refundedMinor >= order.paidMinor ? "refunded" : "part_refunded";
  if (order.paidMinor > 0n) return order.paidMinor >= order.totalMinor ? "paid" : "part_paid";
  if (order.totalMinor === 0n) return "none";
  return order.paymentMethod === "cod" ? "on_delivery" : "unpaid";
}

/** What the buyer still owes, never below zero: the total less what was paid and not given back. */
export function amountDue(order: { totalMinor: bigint; paidMinor: bigint }): bigint {
  return order.totalMinor > order.paidMinor ? order.totalMinor - order.paidMinor : 0n;
}
