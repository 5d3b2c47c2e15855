import { newId } from "@/lib/core/ids";
import { allocate, type Minor } from "@/lib/core/money";
import { assert, isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { applyPlan } from "@/lib/orders/rules/apply-plan";
import { holdsAgainst } from "@/lib/orders/rules/hold";
import type { NewRefund, Plan } from "@/lib/orders/rules/plan";
import { toShip } from "@/lib/orders/rules/stage";
import type { OrderState, PaymentState } from "@/lib/orders/rules/state";
import { unitsShare } from "@/lib/orders/rules/totals";
import { needsSecondPerson, type RefundLine, type RefundReason, type RefundState } from "./refund";
import { heldOf, type Left, leftToRefund, smallest } from "./refundable";
import { settleInto } from "./settle-refund";

export type RefundAsk = {
  what:
    | { kind: "whole" }
    | { kind: "lines"; lines: readonly { lineId: string; quantity: number; keptMinor?: Minor }[]; shippingMinor: Minor }
    | { kind: "amount"; amountMinor: Minor }
    /** What is held above the order's worth after a cancellation. */
    | { kind: "overpaid" };
  restock: readonly { lineId: string; quantity: number; locationId: string }[];
  reason: RefundReason;
  note: string;
};

export type RefundFacts = {
  now: Date;
  businessDay: string;
  shopCurrency: string;
  refunds: readonly RefundState[];
  /** Of the orders that share goods with this one. */
  kinRefunds: readonly RefundState[];
  actor: { id: string; name: string; refundLimits: Readonly<Record<string, string>> };
  /** Numbers for new refunds, one for each payment the money may come from. */
  numbers: readonly string[];
};

export type RefundRefusal =
  | "held"
  | "nothing_to_refund"
  | "more_than_captured"
  | "more_than_shipping"
  | "not_shipped_cancel"
  | "to_ship_cancel"
  | "more_than_shipped"
  | "unknown_line";

type Parts = { lines: RefundLine[]; shippingMinor: Minor; amountMinor: Minor };

/**
 * Asks for money back: whole, by line, by amount or what was overpaid; restocking is chosen apart. Claims it on the
 * order's payments, oldest first. Within the person's limit it is approved at once, and where no provider has to be
 * asked it is settled in the same plan.
 */
export function planRefundRequest(
  order: OrderState,
  ask: RefundAsk,
  facts: RefundFacts,
): Plan | Refusal<RefundRefusal> {
  const holds = holdsAgainst(order, "refund");
  if (holds.length > 0) return refuse("held", { types: holds.map((hold) => hold.type) });
  const parts = partsOf(order, ask, leftToRefund(order, facts.refunds));
  if (isRefusal(parts)) return parts;
  return claimParts({ order, events: [] }, parts, ask, facts);
}

/**
 * Extends a cancellation by the refund of what is then paid too much; the plan as it was when nothing is, or while
 * refunds are held.
 */
export function refundOverpaid(plan: Plan, facts: RefundFacts): Plan {
  const after = applyPlan(plan);
  const { overpaidMinor } = leftToRefund(after, facts.refunds);
  if (overpaidMinor === 0n || holdsAgainst(after, "refund").length > 0) return plan;
  const parts = { lines: [], shippingMinor: 0n, amountMinor: overpaidMinor };
  const extended = claimParts(plan, parts, { reason: "cancelled", note: "" }, facts);
  assert(!isRefusal(extended), "what is overpaid is held");
  return extended;
}

function partsOf(order: OrderState, ask: RefundAsk, left: Left): Parts | Refusal<RefundRefusal> {
  const parts = amountsOf(order, ask.what, left);
  if (isRefusal(parts)) return parts;
  for (const { lineId, quantity, locationId } of ask.restock) {
    const of = left.lines.find((line) => line.lineId === lineId);
    const line = order.lines.find((candidate) => candidate.id === lineId);
    if (!of || !line) return refuse("unknown_line");
    if (quantity > of.restockable)
      return refuse("more_than_shipped", { sku: line.sku, asked: quantity, left: of.restockable });
    const part = parts.lines.find((candidate) => candidate.lineId === lineId);
    if (part) Object.assign(part, { restock: quantity, locationId });
    else parts.lines.push({ lineId, quantity: 0, amountMinor: 0n, restock: quantity, locationId });
  }
  return parts;
}

function amountsOf(order: OrderState, what: RefundAsk["what"], left: Left): Parts | Refusal<RefundRefusal> {
  const { currency } = order;
  if (what.kind === "overpaid") {
    if (left.overpaidMinor === 0n) return refuse("nothing_to_refund");
    return { lines: [], shippingMinor: 0n, amountMinor: left.overpaidMinor };
  }
  if (left.refundableMinor === 0n) return refuse("nothing_to_refund");
  // An order without its money never ships: giving all of it back is cancelling, which also frees the stock.
  const unsent = order.lines.reduce((units, line) => units + toShip(line), 0);
  const everything = what.kind === "whole" || (what.kind === "amount" && what.amountMinor === left.refundableMinor);
  if (everything && unsent > 0) return refuse("to_ship_cancel", { units: unsent });
  if (what.kind === "whole") return spread(order, left, left.refundableMinor);
  if (what.kind === "amount") {
    if (what.amountMinor === 0n) return refuse("nothing_to_refund");
    if (what.amountMinor > left.refundableMinor) {
      return refuse("more_than_captured", {
        askedMinor: `${what.amountMinor}`,
        leftMinor: `${left.refundableMinor}`,
        currency,
      });
    }
    return spread(order, left, what.amountMinor);
  }
  const parts: Parts = { lines: [], shippingMinor: what.shippingMinor, amountMinor: what.shippingMinor };
  if (what.shippingMinor > left.shippingMinor) {
    return refuse("more_than_shipping", {
      askedMinor: `${what.shippingMinor}`,
      leftMinor: `${left.shippingMinor}`,
      currency,
    });
  }
  for (const { lineId, quantity, keptMinor = 0n } of what.lines) {
    const line = order.lines.find((candidate) => candidate.id === lineId);
    const of = left.lines.find((candidate) => candidate.lineId === lineId);
    if (!line || !of) return refuse("unknown_line");
    if (quantity > of.units) {
      const unshipped = line.ships && line.shipped < line.ordered - line.cancelled;
      return refuse(unshipped ? "not_shipped_cancel" : "more_than_shipped", {
        sku: line.sku || line.title,
        asked: quantity,
        left: of.units,
      });
    }
    const share = unitsShare(line, of.unitsBefore, quantity, order.pricesIncludeTax).totalMinor;
    const amountMinor = smallest(share, of.amountMinor) - keptMinor;
    if (keptMinor > 0n && amountMinor < 0n) {
      return refuse("more_than_captured", {
        askedMinor: `${keptMinor}`,
        leftMinor: `${amountMinor + keptMinor}`,
        currency,
      });
    }
    parts.lines.push({
      lineId,
      quantity,
      amountMinor: amountMinor > 0n ? amountMinor : 0n,
      restock: 0,
      locationId: null,
    });
  }
  parts.amountMinor += parts.lines.reduce((sum, part) => sum + part.amountMinor, 0n);
  if (parts.amountMinor === 0n) return refuse("nothing_to_refund");
  if (parts.amountMinor > left.refundableMinor) {
    return refuse("more_than_captured", {
      askedMinor: `${parts.amountMinor}`,
      leftMinor: `${left.refundableMinor}`,
      currency,
    });
  }
  return parts;
}

// By largest remainder over what is left of lines and shipping; no part gets more than it has.
function spread(order: OrderState, left: Left, amountMinor: Minor): Parts {
  const shares = allocate(amountMinor, [...left.lines.map((line) => line.amountMinor), left.shippingMinor]);
  const everything = amountMinor === left.refundableMinor && amountMinor >= worthOf(order, left);
  const lines = left.lines
    .map((line, index) => ({
      lineId: line.lineId,
      quantity: everything ? line.units : 0,
      amountMinor: shares[index] as Minor,
      restock: 0,
      locationId: null,
    }))
    .filter((part) => part.amountMinor > 0n || part.quantity > 0);
  return { lines, shippingMinor: shares.at(-1) as Minor, amountMinor };
}

// Lines of negative amount (a discount line of a file) lower what the order is worth.
function worthOf(order: OrderState, left: Left): Minor {
  const negative = order.lines.reduce(
    (sum, line) => (line.totalMinor < 0n ? sum + line.totalMinor - line.cancelledMinor : sum),
    0n,
  );
  return left.lines.reduce((sum, line) => sum + line.amountMinor, left.shippingMinor) + negative;
}

function claimParts(
  plan: Plan,
  parts: Parts,
  why: Pick<RefundAsk, "reason" | "note">,
  facts: RefundFacts,
): Plan | Refusal<"more_than_captured"> {
  const order = applyPlan(plan);
  const { currency } = order;
  const second = needsSecondPerson(parts.amountMinor, currency, facts.actor, [...facts.refunds, ...facts.kinRefunds]);
  const slices = sliceOver(parts, order.payments);
  if (!slices) return refuse("more_than_captured", { askedMinor: `${parts.amountMinor}`, currency });
  let extended = plan;
  for (const [index, { payment, parts: slice }] of slices.entries()) {
    const number = facts.numbers[index];
    assert(number, "there is a number for each refund");
    const settled = !second && payment.provider === "manual";
    const refund = {
      id: newId(),
      number,
      orderId: order.id,
      paymentId: payment.id,
      currency,
      amountMinor: slice.amountMinor,
      shippingMinor: slice.shippingMinor,
      reason: why.reason,
      note: why.note,
      lines: slice.lines,
    };
    const row: NewRefund = {
      ...refund,
      status: settled ? "succeeded" : second ? "requested" : "approved",
      lines: slice.lines.map(({ locationId, ...line }) => ({
        ...line,
        amountMinor: line.amountMinor.toString(),
        ...(locationId ? { locationId } : {}),
      })),
      approvedAt: second ? null : facts.now,
    };
    extended = {
      ...extended,
      newRefunds: [...(extended.newRefunds ?? []), row],
      payments: [
        ...(extended.payments ?? []),
        {
          paymentId: payment.id,
          orderId: order.id,
          type: "refund_claim",
          amountMinor: slice.amountMinor,
          refundId: refund.id,
        },
      ],
      events: [
        ...extended.events,
        {
          type: "refund.requested",
          data: {
            refund: number,
            amountMinor: slice.amountMinor.toString(),
            currency,
            reason: why.reason,
            note: why.note,
            needsApproval: second,
          },
        },
      ],
    };
    if (settled) extended = settleInto(extended, refund, facts);
    else if (!second) extended = { ...extended, jobs: [...(extended.jobs ?? []), settleJob(refund.id)] };
  }
  return extended;
}

/** The plan as it will be once providers and a second person let all of its refunds through. */
export function onceSettled(plan: Plan, facts: Pick<RefundFacts, "businessDay" | "shopCurrency">): Plan {
  const waiting = (plan.newRefunds ?? []).filter(({ status }) => status !== "succeeded");
  return waiting.reduce((settled, { lines, reason, ...refund }) => {
    const parts = lines.map((line) => ({
      ...line,
      amountMinor: BigInt(line.amountMinor),
      locationId: line.locationId ?? null,
    }));
    return settleInto(settled, { ...refund, reason: reason as RefundReason, lines: parts }, facts);
  }, plan);
}

/** The job that asks the provider. */
export function settleJob(refundId: string, startAfterSeconds?: number) {
  return { queue: "refunds.settle", data: { refundId }, ...(startAfterSeconds ? { startAfterSeconds } : {}) };
}

type Slice = { payment: PaymentState; parts: Parts };

/** Takes the parts from the payments in their order; null when they do not hold that much. */
function sliceOver(parts: Parts, payments: readonly PaymentState[]): Slice[] | null {
  const slices: Slice[] = [];
  let lines = parts.lines.map((line) => ({ ...line }));
  let shipping = parts.shippingMinor;
  let rest = parts.amountMinor;
  for (const payment of payments) {
    let room = heldOf(payment);
    if (rest === 0n || room <= 0n) continue;
    const amountMinor = smallest(room, rest);
    rest -= amountMinor;
    room = amountMinor;
    const taken: RefundLine[] = [];
    const later: RefundLine[] = [];
    for (const line of lines) {
      const amount = smallest(line.amountMinor, room);
      room -= amount;
      // Units and shelf go with the first part of a line; what money is missing follows from the next payment.
      if (amount > 0n || line.amountMinor === 0n) taken.push({ ...line, amountMinor: amount });
      if (amount < line.amountMinor) {
        later.push(
          amount > 0n
            ? { ...line, quantity: 0, restock: 0, locationId: null, amountMinor: line.amountMinor - amount }
            : line,
        );
      }
    }
    const shippingMinor = smallest(shipping, room);
    shipping -= shippingMinor;
    lines = later;
    slices.push({ payment, parts: { lines: taken, shippingMinor, amountMinor } });
  }
  return rest === 0n ? slices : null;
}
