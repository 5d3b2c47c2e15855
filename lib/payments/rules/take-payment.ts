import { newId } from "@/lib/core/ids";
import type { Minor } from "@/lib/core/money";
import { type Refusal, refuse } from "@/lib/core/result";
import type { PaymentPosting, Plan } from "@/lib/orders/rules/plan";
import { amountDue } from "@/lib/orders/rules/stage";
import type { OrderState, PaymentMethod, PaymentState } from "@/lib/orders/rules/state";

export type TakeRefusal = "not_placed" | "order_closed" | "nothing_due" | "more_than_due";

export type Taken = {
  amountMinor: Minor;
  method: PaymentMethod;
  reference: string;
  /** When the money came, if not now. */
  occurredAt?: Date;
};

/** Money that a person saw arrive: by bank transfer, in cash, by card with its reference, or from the courier. */
export function planPaymentReceived(order: OrderState, taken: Taken): Plan | Refusal<TakeRefusal> {
  const refused = refuseToTake(order, taken.amountMinor, amountDue(order));
  if (refused) return refused;
  const payment = {
    id: newId(),
    orderId: order.id,
    method: taken.method,
    provider: "manual",
    // A card slip is taken once: its reference may not come a second time.
    providerRef: taken.method === "card" && taken.reference !== "" ? taken.reference : null,
    currency: order.currency,
  };
  return {
    order,
    newPayments: [payment],
    payments: (["authorise", "capture"] as const).map((type) =>
      entry(order, payment.id, type, taken.amountMinor, taken),
    ),
    events: [
      {
        type: "payment.captured",
        data: {
          amountMinor: taken.amountMinor.toString(),
          currency: order.currency,
          method: taken.method,
          reference: taken.reference,
        },
      },
    ],
  };
}

/** Cash on delivery: owed once a parcel has left, and paid by whoever carries it. */
export function planCodCollected(
  order: OrderState,
  taken: Omit<Taken, "method">,
): Plan | Refusal<TakeRefusal | "not_cod" | "not_shipped"> {
  if (order.paymentMethod !== "cod") return refuse("not_cod", { method: order.paymentMethod });
  if (!order.lines.some((line) => line.shipped > 0)) return refuse("not_shipped");
  return planPaymentReceived(order, { ...taken, method: "cod" });
}

/** Opens an online payment before its provider is asked: the row's id is the key it is asked with. */
export function planPaymentOpened(
  order: OrderState,
  provider: string,
  amountMinor: Minor,
): (Plan & { paymentId: string }) | Refusal<TakeRefusal> {
  const refused = refuseToTake(order, amountMinor, amountDue(order) - openAuthorisations(order));
  if (refused) return refused;
  const paymentId = newId();
  return {
    order,
    paymentId,
    newPayments: [
      { id: paymentId, orderId: order.id, method: "online", provider, providerRef: null, currency: order.currency },
    ],
    events: [
      {
        type: "payment.asked",
        data: { paymentId, amountMinor: amountMinor.toString(), currency: order.currency, provider },
      },
    ],
  };
}

/** The provider promises the money. Undefined when that was written already. */
export function planAuthorised(
  order: OrderState,
  payment: PaymentState,
  amountMinor: Minor,
  reference: string,
): Plan | undefined {
  if (payment.authorisedMinor > 0n) return undefined;
  return {
    order,
    payments: [entry(order, payment.id, "authorise", amountMinor, { reference })],
    events: [
      {
        type: "payment.authorised",
        data: { amountMinor: amountMinor.toString(), currency: order.currency, method: payment.method, reference },
      },
    ],
  };
}

/** What of a payment can still be captured. */
export function capturable(payment: Pick<PaymentState, "authorisedMinor" | "capturedMinor">): Minor {
  return payment.authorisedMinor - payment.capturedMinor;
}

/** The provider took money that it had promised, after `before` was captured. Undefined when that was written already. */
export function planCaptured(
  order: OrderState,
  payment: PaymentState,
  captured: { beforeMinor: Minor; amountMinor: Minor; reference: string },
): Plan | undefined {
  if (payment.capturedMinor !== captured.beforeMinor) return undefined;
  return {
    order,
    payments: [entry(order, payment.id, "capture", captured.amountMinor, captured)],
    events: [
      {
        type: "payment.captured",
        data: {
          amountMinor: captured.amountMinor.toString(),
          currency: order.currency,
          method: payment.method,
          reference: captured.reference,
        },
      },
    ],
  };
}

/** The provider let go of what it had promised. Undefined when nothing is left to let go of. */
export function planVoided(order: OrderState, payment: PaymentState, reference: string): Plan | undefined {
  const amountMinor = capturable(payment);
  if (amountMinor <= 0n) return undefined;
  return {
    order,
    payments: [entry(order, payment.id, "void", amountMinor, { reference })],
    events: [
      {
        type: "payment.voided",
        data: { amountMinor: amountMinor.toString(), currency: order.currency, method: payment.method },
      },
    ],
  };
}

export type ProviderStep = "authorise" | "capture" | "void";

/** A provider's no, for the timeline. */
export function planPaymentFailed(
  order: OrderState,
  failed: { paymentId: string; step: ProviderStep; amountMinor: Minor; reason: string },
): Plan {
  return {
    order,
    events: [
      {
        type: "payment.failed",
        data: { ...failed, amountMinor: failed.amountMinor.toString(), currency: order.currency },
      },
    ],
  };
}

/** Promised and neither taken nor let go. */
export function openAuthorisations(order: Pick<OrderState, "payments">): Minor {
  return order.payments.reduce((sum, payment) => sum + capturable(payment), 0n);
}

function refuseToTake(order: OrderState, amountMinor: Minor, dueMinor: Minor): Refusal<TakeRefusal> | undefined {
  if (!order.submittedAt) return refuse("not_placed");
  if (order.stage === "cancelled") return refuse("order_closed", { stage: order.stage });
  if (dueMinor <= 0n || amountMinor === 0n) return refuse("nothing_due");
  if (amountMinor > dueMinor) {
    return refuse("more_than_due", {
      askedMinor: amountMinor.toString(),
      dueMinor: dueMinor.toString(),
      currency: order.currency,
    });
  }
  return undefined;
}

function entry(
  order: OrderState,
  paymentId: string,
  type: PaymentPosting["type"],
  amountMinor: Minor,
  details: { reference: string; occurredAt?: Date },
): PaymentPosting {
  return {
    paymentId,
    orderId: order.id,
    type,
    amountMinor,
    reference: details.reference,
    ...(details.occurredAt ? { occurredAt: details.occurredAt } : {}),
  };
}
