import type { Minor } from "@/lib/core/money";
import { type Refusal, refuse } from "@/lib/core/result";
import { amountWithTax, moneyOfLine } from "@/lib/payments/rules/line-money";
import { type LineLeft, leftToRefund } from "@/lib/payments/rules/refundable";
import { type RefundFacts, refundOverpaid } from "@/lib/payments/rules/request-refund";
import { capturable } from "@/lib/payments/rules/take-payment";
import type { CancelReason } from "./cancel-reasons";
import { releasePaid, releaseStocked } from "./hold";
import type { LineDelta, Plan, SalesPosting } from "./plan";
import { Release } from "./release";
import { asCase, costOf, lineEntries, shippingEntries } from "./sales";
import type { LineState, OrderState } from "./state";
import { type LineTotals, unitsShare } from "./totals";

export type CancelAsk = {
  /** Lines and units to take off; all of the order when absent. */
  lines?: readonly { lineId: string; quantity: number }[];
  /** Rejected in the review, or why else it goes. */
  reason: CancelReason | "rejected";
  note: string;
};

export type CancelRefusal =
  | "order_closed"
  | "already_shipped"
  | "nothing_to_cancel"
  | "more_than_open"
  | "unknown_line"
  | "not_placed";

/**
 * Takes an order, or units of it, off the books before they leave: stock is released, open shipments shrink, the sale is
 * taken back on the day it is cancelled, and what was paid above the new total is refunded by the usual way, limits
 * included. When the last unit goes, fees and shipping go with it. Units that have left are refused.
 */
export function planCancel(order: OrderState, ask: CancelAsk, facts: RefundFacts): Plan | Refusal<CancelRefusal> {
  if (order.stage === "cancelled" || order.stage === "completed") return refuse("order_closed", { stage: order.stage });
  // A draft's lines are written anew, not cancelled: only all of it can go.
  if (!order.submittedAt) return ask.lines ? refuse("not_placed") : discardDraft(order, ask, facts.now);
  const left = leftToRefund(order, facts.refunds);
  const units = unitsToCancel(order, ask, left.lines);
  if (isRefused(units)) return units;
  const everything = order.lines.every((line) => line.cancelled + (units.get(line.id) ?? 0) === line.ordered);

  const plan: Plan = { order, events: [] };
  const taken = { items: 0n, discount: 0n, tax: 0n, total: 0n };
  const release = new Release(order);
  const sales: SalesPosting[] = [];
  const deltas: LineDelta[] = [];
  for (const line of order.lines) {
    const quantity = units.get(line.id);
    if (!quantity) continue;
    const of = left.lines.find((candidate) => candidate.lineId === line.id) as LineLeft;
    const money = moneyTaken(line, of, quantity, order.pricesIncludeTax);
    taken.items += money.subtotalMinor;
    taken.discount += money.discountMinor;
    taken.tax += money.taxMinor;
    taken.total += money.totalMinor;
    deltas.push({ ...release.take(line, quantity), cancelledMinor: money.totalMinor });
    const before = line.cancelled;
    const costMinor = costOf(line, before + quantity, facts.shopCurrency) - costOf(line, before, facts.shopCurrency);
    sales.push(
      ...lineEntries(order, line, money, quantity, {
        kind: "cancellation",
        sign: -1n,
        businessDay: facts.businessDay,
        costMinor,
      }),
    );
  }
  const shipping = everything ? shippingTaken(order, left.shippingMinor) : undefined;
  if (shipping) {
    sales.push(
      ...shippingEntries(order, shipping.subtotalMinor, shipping.taxMinor, "cancellation", -1n, facts.businessDay),
    );
    taken.tax += shipping.taxMinor;
    taken.total += shipping.totalMinor;
  }
  if (everything) countAsGone(order, sales, facts.businessDay);

  plan.patch = {
    itemsMinor: order.itemsMinor - taken.items,
    discountMinor: order.discountMinor - taken.discount,
    shippingMinor: order.shippingMinor - (shipping?.subtotalMinor ?? 0n),
    shippingTaxMinor: order.shippingTaxMinor - (shipping?.taxMinor ?? 0n),
    taxMinor: order.taxMinor - taken.tax,
    totalMinor: order.totalMinor - taken.total,
    ...(everything ? { cancelledAt: facts.now } : {}),
  };
  plan.lines = deltas;
  plan.stock = release.stock;
  plan.shipments = release.shipments(facts.now);
  plan.sales = asCase(sales, ask.reason);
  plan.cancelsUnits = true;
  if (everything) {
    plan.clearHolds = order.holds.map((hold) => ({ id: hold.id, note: ask.note }));
    plan.jobs = order.payments
      .filter((payment) => payment.provider !== "manual" && capturable(payment) > 0n)
      .map((payment) => ({ queue: "payments.void", data: { paymentId: payment.id } }));
  }
  plan.events = [
    {
      type: everything ? "order.cancelled" : "lines.cancelled",
      data: {
        reason: ask.reason,
        note: ask.note,
        amountMinor: taken.total.toString(),
        currency: order.currency,
        lines: order.lines
          .filter((line) => units.has(line.id))
          .map((line) => ({ code: line.sku || line.title, units: units.get(line.id) })),
        released: release.stock.reduce((sum, posting) => sum - (posting.reserved ?? 0), 0),
        putBack: release.putBack,
      },
    },
  ];
  return refundOverpaid(everything ? plan : releaseStocked(releasePaid(plan)), facts);
}

function discardDraft(order: OrderState, ask: CancelAsk, now: Date): Plan {
  return {
    order,
    patch: { rejectedAt: now, cancelledAt: now },
    clearHolds: order.holds.map((hold) => ({ id: hold.id, note: ask.note })),
    events: [{ type: "order.cancelled", data: { reason: ask.reason, note: ask.note, draft: true } }],
  };
}

/** Units of a line that can still be cancelled: neither shipped nor refunded. */
export function cancellable(line: LineState, left: Pick<LineLeft, "unitsBefore">): number {
  const refunded = Math.max(left.unitsBefore - line.cancelled, 0);
  return Math.max(line.ordered - line.cancelled - Math.max(line.shipped, refunded), 0);
}

function unitsToCancel(
  order: OrderState,
  ask: CancelAsk,
  left: readonly LineLeft[],
): Map<string, number> | Refusal<CancelRefusal> {
  const open = new Map(order.lines.map((line, index) => [line.id, cancellable(line, left[index] as LineLeft)]));
  const units = new Map<string, number>();
  const shipped = order.lines.reduce((sum, line) => sum + line.shipped, 0);
  if (!ask.lines) {
    if (shipped > 0) return refuse("already_shipped", { units: shipped });
    for (const [lineId, quantity] of open) if (quantity > 0) units.set(lineId, quantity);
  }
  for (const { lineId, quantity } of ask.lines ?? []) {
    const line = order.lines.find((candidate) => candidate.id === lineId);
    if (!line) return refuse("unknown_line");
    const asked = (units.get(lineId) ?? 0) + quantity;
    const left = open.get(lineId) ?? 0;
    if (asked > left) {
      const gone = line.ships && asked <= line.ordered - line.cancelled;
      return refuse(gone ? "already_shipped" : "more_than_open", {
        sku: line.sku || line.title,
        units: line.shipped,
        asked,
        left,
      });
    }
    if (asked > 0) units.set(lineId, asked);
  }
  if (units.size === 0) return refuse("nothing_to_cancel");
  // Nothing is left to send and nothing was sent: what only went along with the goods goes too.
  const goods = order.lines.filter((line) => line.ships);
  const none =
    shipped === 0 &&
    goods.length > 0 &&
    goods.every((line) => line.cancelled + (units.get(line.id) ?? 0) === line.ordered);
  if (none)
    for (const line of order.lines)
      if (!line.ships && (open.get(line.id) ?? 0) > 0) units.set(line.id, open.get(line.id) as number);
  return units;
}

function isRefused(value: Map<string, number> | Refusal<CancelRefusal>): value is Refusal<CancelRefusal> {
  return !(value instanceof Map);
}

// What was already given back of a line as money cannot be taken off it a second time.
function moneyTaken(line: LineState, left: LineLeft, quantity: number, inclusive: boolean): LineTotals {
  const share = unitsShare(line, left.unitsBefore, quantity, inclusive);
  if (line.totalMinor < 0n || share.totalMinor <= left.amountMinor) return share;
  return moneyOfLine(line, left.unitsBefore, quantity, left.amountMinor, inclusive);
}

function shippingTaken(order: OrderState, leftMinor: Minor): LineTotals | undefined {
  if (leftMinor === 0n) return undefined;
  const gross = order.shippingMinor + (order.pricesIncludeTax ? 0n : order.shippingTaxMinor);
  return amountWithTax(leftMinor, order.shippingTaxMinor, gross, order.pricesIncludeTax);
}

// An order that is gone entirely is no longer counted on the day it goes.
function countAsGone(order: OrderState, sales: SalesPosting[], businessDay: string): void {
  if (!order.counted) return;
  const first = sales[0];
  if (first) first.orderDelta = -1;
  else {
    sales.push({
      orderId: order.id,
      kind: "cancellation",
      component: "merchandise",
      channelId: order.channelId,
      country: order.country,
      currency: order.currency,
      amountMinor: 0n,
      orderDelta: -1,
      businessDay,
    });
  }
}
