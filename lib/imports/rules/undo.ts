import { newId } from "@/lib/core/ids";
import type { Minor } from "@/lib/core/money";
import type { LineDelta, Plan, SalesPosting, StockPosting } from "@/lib/orders/rules/plan";
import type { OrderState, PaymentState } from "@/lib/orders/rules/state";
import { settledRefund } from "./settled-refund";

/** Events after which an order has not moved: people looked at it, talked about it or agreed to it. */
export const eventsThatMoveNothing = [
  "order.received",
  "order.reviewed",
  "order.approved",
  "order.held",
  "order.released",
  "order.assigned",
  "order.unassigned",
  "order.noted",
  "order.tagged",
  "order.edited",
  "order.mapped",
  "order.customer_changed",
  "stock.reserved",
  "stock.backordered",
  "document.issued",
] as const;

/** What the ledgers hold of one order, summed up: what an undo has to give back. */
export type Ledgers = {
  /** Sales entries by everything but their amounts. */
  sales: readonly SalesPosting[];
  /** Units on hand per line and location; below zero for what was sold. */
  stock: readonly { orderLineId: string; variantId: string; locationId: string; onHand: number }[];
};

export type UndoFacts = {
  now: Date;
  importNumber: string;
  businessDay: string;
  shopCurrency: string;
  /** Numbers for refunds, one for each payment. */
  refundNumbers: readonly string[];
};

/**
 * Takes an order of the past back out: its sales on the days on which they were entered, as if it had never been there;
 * its goods back on the shelf; what is left of its money refunded; its lines cancelled. Nothing is deleted.
 */
export function planUndoOfHistory(order: OrderState, ledgers: Ledgers, facts: UndoFacts): Plan {
  let plan: Plan = {
    order,
    patch: {
      externalId: null,
      completedAt: null,
      cancelledAt: facts.now,
      itemsMinor: 0n,
      discountMinor: 0n,
      shippingMinor: 0n,
      shippingTaxMinor: 0n,
      taxMinor: 0n,
      totalMinor: 0n,
    },
    lines: order.lines.map(undoneLine),
    stock: stockBack(order, ledgers, facts.importNumber),
    sales: ledgers.sales.map(reversed),
    shipments: order.shipments
      .filter((shipment) => shipment.status !== "cancelled")
      .map((shipment) => ({ id: shipment.id, set: { status: "cancelled", cancelledAt: facts.now } })),
    clearHolds: order.holds.map((hold) => ({ id: hold.id, note: facts.importNumber })),
    events: [{ type: "order.import_undone", data: { import: facts.importNumber, externalId: order.externalId } }],
  };
  for (const [index, payment] of order.payments.entries()) {
    const left = leftOf(payment);
    if (left > 0n) plan = moneyBack(plan, payment, left, facts.refundNumbers[index] ?? "", facts);
  }
  return plan;
}

function undoneLine(line: OrderState["lines"][number]): LineDelta {
  return {
    lineId: line.id,
    allocated: -line.allocated,
    picked: -line.picked,
    packed: -line.packed,
    shipped: -line.shipped,
    delivered: -line.delivered,
    returned: -line.returned,
    restocked: -line.restocked,
    refunded: -line.refunded,
    refundedMinor: -line.refundedMinor,
    cancelled: line.ordered - line.cancelled,
    cancelledMinor: line.totalMinor - line.cancelledMinor,
  };
}

function stockBack(order: OrderState, ledgers: Ledgers, importNumber: string): StockPosting[] {
  return ledgers.stock
    .filter((level) => level.onHand !== 0)
    .map((level) => ({
      variantId: level.variantId,
      locationId: level.locationId,
      onHand: -level.onHand,
      reason: "restock",
      documentType: "order",
      documentNumber: order.number,
      orderLineId: level.orderLineId,
      note: importNumber,
    }));
}

/** The same entry the other way round, on the same day: reports of that time read as if it had not been. */
export function reversed(entry: SalesPosting): SalesPosting {
  return {
    ...entry,
    kind: entry.kind === "refund" ? "refund" : "cancellation",
    // A sale that never was is no cancellation of anybody's; what was cancelled or given back is not any more.
    reason: entry.reason || "import_undone",
    caseDelta: -(entry.caseDelta ?? 0),
    quantity: -(entry.quantity ?? 0),
    amountMinor: -entry.amountMinor,
    costMinor: -(entry.costMinor ?? 0n),
    orderDelta: -(entry.orderDelta ?? 0),
  };
}

function leftOf(payment: PaymentState): Minor {
  return payment.capturedMinor - payment.refundedMinor - payment.refundPendingMinor;
}

function moneyBack(plan: Plan, payment: PaymentState, amountMinor: Minor, number: string, facts: UndoFacts): Plan {
  return settledRefund(
    plan,
    {
      id: newId(),
      number,
      paymentId: payment.id,
      currency: plan.order?.currency ?? "",
      amountMinor,
      shippingMinor: 0n,
      lines: [],
    },
    {
      at: facts.now,
      reason: "cancelled",
      note: facts.importNumber,
      businessDay: facts.businessDay,
      shopCurrency: facts.shopCurrency,
    },
  );
}
