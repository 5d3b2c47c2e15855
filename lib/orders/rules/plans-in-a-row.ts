import { assert } from "@/lib/core/result";
import { applyPlan } from "./apply-plan";
import type { PaymentPosting, Plan } from "./plan";
import { deriveStage } from "./stage";
import type { OrderState, PaymentState } from "./state";

/** The order as a further plan of the same posting finds it: its payments and its stage as well. */
export function standsAfter(plan: Plan): OrderState {
  const after = applyPlan(plan);
  return { ...after, payments: paymentsAfter(plan), stage: deriveStage(after) };
}

/**
 * Several plans of one order, each made for what the one before leaves of it, as the one plan that does all of it. It
 * knows what plans have that move units from order to order.
 */
export function joinPlans(plans: readonly Plan[]): Plan {
  const [first] = plans;
  assert(first, "there is a plan to join");
  if (plans.length === 1) return first;
  const all = <T>(of: (plan: Plan) => readonly T[] | undefined): T[] => plans.flatMap((plan) => of(plan) ?? []);
  const joined: Plan = {
    ...(first.order ? { order: first.order } : {}),
    patch: Object.assign({}, ...plans.map(({ patch }) => patch)),
    newLines: all(({ newLines }) => newLines),
    lines: all(({ lines }) => lines),
    stock: all(({ stock }) => stock),
    newPayments: all(({ newPayments }) => newPayments),
    payments: all(({ payments }) => payments),
    sales: all(({ sales }) => sales),
    shipments: all(({ shipments }) => shipments),
    searchKeys: all(({ searchKeys }) => searchKeys),
    documents: [...new Set(all(({ documents }) => documents))],
    events: all(({ events }) => events),
  };
  const lost = plans.flatMap((plan) => Object.keys(plan)).filter((key) => !(key in joined));
  assert(lost.length === 0, `joined plans keep ${lost.join(", ")}`);
  return joined;
}

function paymentsAfter({ order, newPayments = [], payments = [] }: Plan): PaymentState[] {
  const opened = newPayments.map(({ orderId: _order, currency: _currency, sourceId = null, ...payment }) => ({
    ...payment,
    sourceId,
    ...{ authorisedMinor: 0n, capturedMinor: 0n, refundPendingMinor: 0n, refundedMinor: 0n, movedMinor: 0n },
  }));
  const entries = Map.groupBy(payments, ({ paymentId }) => paymentId);
  return [...(order?.payments ?? []), ...opened].map((payment) =>
    (entries.get(payment.id) ?? []).reduce(withEntry, payment),
  );
}

// As the database keeps payments beside their entries.
function withEntry(payment: PaymentState, { type, amountMinor }: PaymentPosting): PaymentState {
  const { authorisedMinor, capturedMinor, refundPendingMinor, refundedMinor, movedMinor } = payment;
  const moved = (by: bigint) => ({
    ...payment,
    authorisedMinor: authorisedMinor + by,
    capturedMinor: capturedMinor + by,
    movedMinor: movedMinor + by,
  });
  switch (type) {
    case "authorise":
      return { ...payment, authorisedMinor: authorisedMinor + amountMinor };
    case "void":
      return { ...payment, authorisedMinor: authorisedMinor - amountMinor };
    case "capture":
      return { ...payment, capturedMinor: capturedMinor + amountMinor };
    case "refund_claim":
      return { ...payment, refundPendingMinor: refundPendingMinor + amountMinor };
    case "refund_release":
      return { ...payment, refundPendingMinor: refundPendingMinor - amountMinor };
    case "refund":
      return {
        ...payment,
        refundPendingMinor: refundPendingMinor - amountMinor,
        refundedMinor: refundedMinor + amountMinor,
      };
    case "move_in":
      return moved(amountMinor);
    case "move_out":
      return moved(-amountMinor);
  }
}
