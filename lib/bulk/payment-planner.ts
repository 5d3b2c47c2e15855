import { isRefusal, refuse } from "@/lib/core/result";
import { methodChangesOf } from "@/lib/orders/plan-payment-method";
import { type PastMethod, pastMethodOf, planMethodBack } from "@/lib/orders/rules/payment-method";
import { isPrepaid } from "@/lib/orders/rules/stage";
import type { PaymentMethod } from "@/lib/orders/rules/state";
import type { Planner, PlanningPlace } from "./planner";
import { freeStock } from "./seen-stock";

/** Changes how orders are paid; those that waited for their money go on, in their sequence drawing on one stock. */
export async function paymentPlanner(place: PlanningPlace): Promise<Planner> {
  const { method } = place.job.input as { method: PaymentMethod };
  const change = await changing(place, !isPrepaid(method));
  return (order) => {
    const plan = change(order, method);
    return isRefusal(plan) ? plan : { plan, effect: asEffect(pastMethodOf(order, method)) };
  };
}

/** Lets orders be paid as before, where nobody changed that since. */
export async function paymentUndoPlanner(place: PlanningPlace): Promise<Planner> {
  const change = await changing(place, true);
  return (order, { details }) => {
    const { from, to, paidMinor } = (details ?? {}) as Partial<MethodEffect>;
    if (from === undefined || to === undefined) return refuse("not_undoable");
    const past: PastMethod = { methodBefore: from, method: to, ...(paidMinor === undefined ? {} : { paidMinor }) };
    const plan = planMethodBack(order, past, change);
    return isRefusal(plan) ? plan : { plan };
  };
}

type MethodEffect = { from: PaymentMethod; to: PaymentMethod; paidMinor?: string };

function asEffect({ methodBefore, method, ...paid }: PastMethod): MethodEffect {
  return { from: methodBefore, to: method, ...paid };
}

/** To be paid before they leave, orders go on to nothing: no stock is looked at for them. */
function changing({ context, orders, preview }: PlanningPlace, goOn: boolean) {
  return methodChangesOf(context, goOn ? orders : [], (ids) => freeStock(context, ids, preview));
}
