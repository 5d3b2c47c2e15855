import { type Refusal, refuse } from "@/lib/core/result";
import { holdsAgainst } from "@/lib/orders/rules/hold";
import type { Plan } from "@/lib/orders/rules/plan";
import type { OrderState } from "@/lib/orders/rules/state";
import type { RefundState } from "./refund";
import { settleJob } from "./request-refund";
import { type SettleFacts, settleInto } from "./settle-refund";

/** Lets a refund through, which takes another person than the one who asked. Where no provider has to be asked, it is settled. */
export function planRefundApproval(
  order: OrderState,
  refund: RefundState,
  facts: SettleFacts & { now: Date; actor: { id: string; name: string } },
): Plan | Refusal<"refund_decided" | "needs_second_person" | "held"> {
  if (refund.status !== "requested") return refuse("refund_decided", { status: refund.status });
  const holds = holdsAgainst(order, "refund");
  if (holds.length > 0) return refuse("held", { types: holds.map((hold) => hold.type) });
  if (refund.requestedById === facts.actor.id) {
    return refuse("needs_second_person", { amountMinor: `${refund.amountMinor}`, currency: refund.currency });
  }
  const approved = { approvedBy: facts.actor.name, approvedAt: facts.now };
  const event = { type: "refund.approved", data: moneyOf(refund) };
  if (isManual(order, refund)) {
    return settleInto(
      {
        order,
        refunds: [
          { id: refund.id, from: ["requested"], set: { ...approved, status: "succeeded", settledAt: facts.now } },
        ],
        events: [event],
      },
      refund,
      facts,
    );
  }
  return {
    order,
    refunds: [{ id: refund.id, from: ["requested"], set: { ...approved, status: "approved" } }],
    events: [event],
    jobs: [settleJob(refund.id)],
  };
}

/** Turns a refund down, or takes one's own request back: what it had claimed can be refunded again. */
export function planRefundDecline(
  order: OrderState,
  refund: RefundState,
  note: string,
): Plan | Refusal<"refund_decided"> {
  if (refund.status !== "requested") return refuse("refund_decided", { status: refund.status });
  return {
    order,
    refunds: [{ id: refund.id, from: ["requested"], set: { status: "declined" } }],
    payments: [release(order, refund)],
    events: [{ type: "refund.declined", data: { ...moneyOf(refund), note } }],
  };
}

export type ProviderAnswer =
  | { status: "done"; reference: string }
  | { status: "declined"; reason: string }
  | { status: "unknown"; reason: string };

const secondsAtMost = 3600;

/**
 * What a provider's answer does to a refund that it was asked for. Done settles it, declined lets the claim go, and no
 * answer leaves it in doubt. Undefined when that is known already.
 */
export function planRefundAnswer(
  order: OrderState,
  refund: RefundState,
  answer: ProviderAnswer,
  facts: SettleFacts & { now: Date },
): Plan | undefined {
  const from = ["approved", "in_doubt"] as const;
  if (!from.some((status) => status === refund.status)) return undefined;
  if (answer.status === "done") {
    return settleInto(
      {
        order,
        refunds: [{ id: refund.id, from, set: { status: "succeeded", settledAt: facts.now, lastError: "" } }],
        events: [],
      },
      refund,
      { ...facts, reference: answer.reference },
    );
  }
  const lastError = answer.reason.slice(0, 300);
  if (answer.status === "declined") {
    return {
      order,
      refunds: [{ id: refund.id, from, set: { status: "failed", lastError } }],
      payments: [release(order, refund)],
      events: [{ type: "refund.failed", data: { ...moneyOf(refund), reason: lastError } }],
    };
  }
  if (refund.status === "in_doubt") return undefined;
  return {
    order,
    refunds: [{ id: refund.id, from: ["approved"], set: { status: "in_doubt", lastError } }],
    events: [{ type: "refund.in_doubt", data: { ...moneyOf(refund), reason: lastError } }],
  };
}

/** When to ask again after so many attempts: 10 seconds, 20, 40 … at most an hour. */
export function secondsUntilNext(attempts: number): number {
  return Math.min(2 ** Math.min(attempts, 20) * 5, secondsAtMost);
}

function isManual(order: OrderState, refund: RefundState): boolean {
  return order.payments.find((payment) => payment.id === refund.paymentId)?.provider === "manual";
}

function release(order: OrderState, refund: RefundState) {
  return {
    paymentId: refund.paymentId,
    orderId: order.id,
    type: "refund_release" as const,
    amountMinor: refund.amountMinor,
    refundId: refund.id,
  };
}

function moneyOf(refund: RefundState) {
  return { refund: refund.number, amountMinor: refund.amountMinor.toString(), currency: refund.currency };
}
