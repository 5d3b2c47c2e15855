import { type Refusal, refuse } from "@/lib/core/result";
import { openAuthorisations } from "@/lib/payments/rules/take-payment";
import { holdUntilPaid, releasedEvent } from "./hold";
import type { Plan } from "./plan";
import { isPrepaid, toShip } from "./stage";
import type { OrderState, PaymentMethod } from "./state";

export type MethodRefusal = "order_closed" | "nothing_to_change" | "payment_open";

/** A change of how an order is paid, as its event keeps it; what was paid by then is absent in events of old. */
export type PastMethod = { methodBefore: PaymentMethod; method: PaymentMethod; paidMinor?: string };

/**
 * Changes how an order is paid. One that is approved and now has to be paid before it leaves is held until it is; one that
 * is now paid on delivery waits for its money no longer.
 */
export function planPaymentMethod(order: OrderState, method: PaymentMethod): Plan | Refusal<MethodRefusal> {
  if (order.stage === "cancelled" || order.stage === "completed") return refuse("order_closed", { stage: order.stage });
  if (order.paymentMethod === method) return refuse("nothing_to_change");
  if (openAuthorisations(order) > 0n) return refuse("payment_open", { currency: order.currency });
  const plan: Plan = {
    order,
    patch: { paymentMethod: method },
    events: [{ type: "payment.method_changed", data: { ...pastMethodOf(order, method) } }],
  };
  const owes = order.paidMinor < order.totalMinor && order.lines.some((line) => toShip(line) > 0);
  const waiting = order.holds.filter((hold) => hold.type === "payment");
  if (isPrepaid(method) && order.approvedAt && owes && waiting.length === 0) return holdUntilPaid(plan);
  const over = isPrepaid(method) ? [] : waiting.filter((hold) => hold.releaseWhen === "paid");
  if (over.length === 0) return plan;
  return {
    ...plan,
    clearHolds: over.map(({ id }) => ({ id, note: "" })),
    events: [...plan.events, releasedEvent(over, "")],
  };
}

/** What a change of how an order is paid keeps of itself, for whoever takes it back. */
export function pastMethodOf(order: OrderState, method: PaymentMethod): PastMethod {
  return { methodBefore: order.paymentMethod, method, paidMinor: `${order.paidMinor}` };
}

/**
 * Lets an order be paid as before, by `change`. Refuses once nobody could pay it that way any more: it was paid since, all
 * of it has left, or somebody chose again.
 */
export function planMethodBack(
  order: OrderState,
  { methodBefore, method, paidMinor }: PastMethod,
  change: (order: OrderState, method: PaymentMethod) => Plan | Refusal<MethodRefusal>,
): Plan | Refusal<MethodRefusal | "changed_since" | "paid_since" | "already_shipped"> {
  if (order.paymentMethod !== method) return refuse("changed_since", { fields: ["paymentMethod"] });
  if (paidMinor !== undefined && order.paidMinor > BigInt(paidMinor)) return refuse("paid_since");
  const plan = change(order, methodBefore);
  if ("refused" in plan || order.lines.some((line) => toShip(line) > 0)) return plan;
  return refuse("already_shipped");
}
