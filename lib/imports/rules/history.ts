import { businessDay } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { allocate, type Minor } from "@/lib/core/money";
import { isRefusal, type Refusal } from "@/lib/core/result";
import type { ReceiveOrderInput } from "@/lib/orders/inputs";
import { type BuildFacts, buildOrder } from "@/lib/orders/rules/build-order";
import type { IntakeRefusal } from "@/lib/orders/rules/intake";
import type { LineDelta, NewOrder, Plan } from "@/lib/orders/rules/plan";
import { saleEntries } from "@/lib/orders/rules/sales";
import type { OrderHistory } from "./reading";
import { settledRefund } from "./settled-refund";

export type HistoryFacts = BuildFacts & {
  /** Warehouse the goods left; null where history touches no stock. */
  stockLocationId: string | null;
  /** Warehouse that parcels still on their way left. */
  shipFromId: string;
  shipmentNumber: string;
  refundNumber: string;
};

/**
 * An order that was over, or on its way, before this house knew of it: paid, sent, received and refunded on its own
 * dates, without review. Today's stock is what was counted today, so history takes nothing from it, unless the file is
 * the whole book, opening stock included.
 */
export function planHistory(
  input: ReceiveOrderInput,
  history: OrderHistory,
  facts: HistoryFacts,
): Plan | Refusal<IntakeRefusal> {
  const order = buildOrder(input, facts);
  if (isRefusal(order)) return order;
  const plan: Plan = {
    create: order,
    patch: {
      submittedAt: order.placedAt,
      approvedAt: order.placedAt,
      promisedAt: history.deliveredAt ?? order.promisedAt,
      firstShippedAt: history.shippedAt,
      deliveredAt: history.deliveredAt,
      completedAt: history.deliveredAt,
      locationId: facts.stockLocationId ?? (history.deliveredAt ? null : facts.shipFromId),
    },
    lines: order.lines
      .filter((line) => line.ships)
      .map((line) => shippedWhole(line.id, line.ordered, history.deliveredAt !== null)),
    sales: saleEntries(order, facts.shop.currency),
    events: [
      {
        type: "order.received",
        at: order.placedAt,
        data: {
          channel: facts.channel.code,
          externalId: order.externalId,
          totalMinor: order.totalMinor.toString(),
          currency: order.currency,
          history: true,
        },
      },
    ],
  };
  if (facts.stockLocationId) plan.stock = salesFromStock(order, facts.stockLocationId, history.shippedAt);
  if (history.paidAt && order.totalMinor > 0n) addPayment(plan, order, history.paidAt);
  if (history.deliveredAt)
    plan.events.push({ type: "order.delivered", at: history.deliveredAt, data: { history: true } });
  else addParcel(plan, order, history, facts);
  return history.paidAt && history.refundedMinor !== 0n ? withRefund(plan, order, history.refundedMinor, facts) : plan;
}

function shippedWhole(lineId: string, units: number, delivered: boolean): LineDelta {
  return { lineId, allocated: units, picked: units, packed: units, shipped: units, delivered: delivered ? units : 0 };
}

function salesFromStock(order: NewOrder, locationId: string, occurredAt: Date): NonNullable<Plan["stock"]> {
  return order.lines
    .filter((line) => line.stocked && line.variantId)
    .map((line) => ({
      variantId: line.variantId as string,
      locationId,
      onHand: -line.ordered,
      reason: "sale",
      documentType: "order",
      documentNumber: order.number,
      orderLineId: line.id,
      occurredAt,
    }));
}

function addPayment(plan: Plan, order: NewOrder, paidAt: Date): void {
  const id = newId();
  plan.newPayments = [
    {
      id,
      orderId: order.id,
      method: order.paymentMethod,
      provider: "manual",
      providerRef: null,
      currency: order.currency,
    },
  ];
  plan.payments = (["authorise", "capture"] as const).map((type) => ({
    paymentId: id,
    orderId: order.id,
    type,
    amountMinor: order.totalMinor,
    reference: order.paymentReference,
    occurredAt: paidAt,
  }));
}

// A parcel on its way gets its shipment, so that it can be followed and marked as delivered here.
function addParcel(plan: Plan, order: NewOrder, history: OrderHistory, facts: HistoryFacts): void {
  const lines = order.lines.filter((line) => line.ships);
  plan.newShipments = [
    {
      id: newId(),
      number: facts.shipmentNumber,
      orderId: order.id,
      locationId: facts.shipFromId,
      waveId: null,
      status: "shipped",
      carrier: history.carrier,
      trackingNumber: history.trackingNumber,
      createdAt: history.shippedAt,
      shippedAt: history.shippedAt,
      lines: lines.map(({ id, ordered }) => ({ orderLineId: id, quantity: ordered, picked: ordered, packed: ordered })),
    },
  ];
  if (history.trackingNumber) plan.searchKeys = [history.trackingNumber];
  plan.events.push({
    type: "order.shipped",
    at: history.shippedAt,
    data: {
      shipment: facts.shipmentNumber,
      carrier: history.carrier,
      trackingNumber: history.trackingNumber,
      history: true,
    },
  });
}

/** Money given back: spread over lines and shipping by largest remainder, so that it adds up to the last unit. */
function withRefund(plan: Plan, order: NewOrder, amount: Minor | "all", facts: HistoryFacts): Plan {
  const payment = plan.newPayments?.[0];
  if (!payment) return plan;
  const refunded = amount === "all" || amount > order.totalMinor ? order.totalMinor : amount;
  const whole = refunded === order.totalMinor;
  const shipping = order.shippingMinor + (order.pricesIncludeTax ? 0n : order.shippingTaxMinor);
  const shares = allocate(refunded, [
    ...order.lines.map((line) => (line.totalMinor > 0n ? line.totalMinor : 0n)),
    shipping,
  ]);
  const at = plan.patch?.deliveredAt ?? order.placedAt;
  const refund = {
    id: newId(),
    number: facts.refundNumber,
    paymentId: payment.id,
    currency: order.currency,
    amountMinor: refunded,
    shippingMinor: shares[order.lines.length] as Minor,
    lines: order.lines
      .map((line, index) => ({
        lineId: line.id,
        quantity: whole ? line.ordered : 0,
        amountMinor: shares[index] as Minor,
        restock: 0,
        locationId: null,
      }))
      .filter((line) => line.quantity > 0 || line.amountMinor > 0n),
  };
  return settledRefund(plan, refund, {
    at,
    reason: "other",
    businessDay: businessDay(at, facts.shop.timeZone),
    shopCurrency: facts.shop.currency,
  });
}
