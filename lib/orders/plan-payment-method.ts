import type { CommandContext } from "@/lib/command";
import { isRefusal, type Refusal } from "@/lib/core/result";
import { finishFactsFor } from "./finish-facts";
import type { FreeStock } from "./load-intake-facts";
import { holdsAgainst } from "./rules/hold";
import { finishIntake } from "./rules/intake";
import { type MethodRefusal, planPaymentMethod } from "./rules/payment-method";
import type { Plan } from "./rules/plan";
import { isPrepaid } from "./rules/stage";
import type { OrderState, PaymentMethod } from "./rules/state";

export const paymentMethodRefusals = [
  "order_closed",
  "nothing_to_change",
  "payment_open",
] as const satisfies readonly MethodRefusal[];

export type MethodChange = (order: OrderState, method: PaymentMethod) => Plan | Refusal<MethodRefusal>;

/**
 * Changes how orders are paid. One that waited for its money and now is paid on delivery goes on by itself: it is checked
 * and, when nothing stops it, approved with its stock reserved. What that looks at is read for all that may go on at once.
 */
export async function methodChangesOf(
  context: CommandContext,
  orders: readonly OrderState[],
  free: (variantIds: string[]) => Promise<FreeStock>,
): Promise<MethodChange> {
  const waiting = orders.filter(
    (order) => order.stage === "awaiting_payment" && holdsAgainst(order, "review").length === 0,
  );
  const facts = await finishFactsFor(context, waiting, free);
  return (order, method) => {
    const plan = planPaymentMethod(order, method);
    const own = facts.get(order.id);
    if (isRefusal(plan) || !own || isPrepaid(method)) return plan;
    const goesOn = finishIntake(
      { ...plan, events: [...plan.events] },
      { ...own, onShortage: "review", reserve: false },
    );
    return isRefusal(goesOn) ? plan : goesOn;
  };
}
