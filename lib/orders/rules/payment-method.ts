import { type Refusal, refuse } from "@/lib/core/result";
import { openAuthorisations } from "@/lib/payments/rules/take-payment";
import { holdUntilPaid } from "./hold";
import type { Plan } from "./plan";
import { isPrepaid, toShip } from "./stage";
import type { OrderState, PaymentMethod } from "./state";

/**
 * Changes how an order is paid. One that is approved and now has to be paid before it leaves is held until it is; one that
 * is now paid on delivery waits for its money no longer.
 */
export function planPaymentMethod(
  order: OrderState,
  method: PaymentMethod,
): Plan | Refusal<"order_closed" | "nothing_to_change" | "payment_open"> {
  if (order.stage === "cancelled" || order.stage === "completed") return refuse("order_closed", { stage: order.stage });
  if (order.paymentMethod === method) return refuse("nothing_to_change");
  if (openAuthorisations(order) > 0n) return refuse("payment_open", { currency: order.currency });
  const plan: Plan = {
    order,
    patch: { paymentMethod: method },
    events: [{ type: "payment.method_changed", data: { methodBefore: order.paymentMethod, method } }],
  };
  const owes = order.paidMinor < order.totalMinor && order.lines.some((line) => toShip(line) > 0);
  const waiting = order.holds.filter((hold) => hold.type === "payment");
  if (isPrepaid(method) && order.approvedAt && owes && waiting.length === 0) return holdUntilPaid(plan);
  const over = isPrepaid(method) ? [] : waiting.filter((hold) => hold.releaseWhen === "paid");
  if (over.length === 0) return plan;
  return {
    ...plan,
    clearHolds: over.map(({ id }) => ({ id, note: "" })),
    events: [...plan.events, { type: "order.released", data: { types: ["payment"], note: "" } }],
  };
}
