import { isRefusal, refuse } from "@/lib/core/result";
import { refuseToApprove } from "@/lib/orders/rules/approve";
import { planHold, planRelease } from "@/lib/orders/rules/hold";
import { planPriority } from "@/lib/orders/rules/priority";
import { isGone } from "@/lib/orders/rules/service";
import type { OrderState } from "@/lib/orders/rules/state";
import { planTags } from "@/lib/orders/rules/tags";
import type { Action } from "./actions";
import type { OrderFacts } from "./facts";
import type { Outcome } from "./outcome";

/**
 * What each action would come to on an order as it stands, by the rules that its command asks, one after the other. Stock
 * and weight are not looked at: an approval or a gift may still find too little, a service too much.
 */
export function foresee(actions: readonly Action[], head: OrderState, facts: OrderFacts): Outcome[] {
  let order = head;
  return actions.map((action): Outcome => {
    const outcome = foreseen(action, order, facts);
    if (isRefusal(outcome)) return { ok: false, code: outcome.code, facts: outcome.facts };
    order = { ...order, ...outcome };
    return { ok: true };
  });
}

/** What of the order is different after the action, or why it cannot be done. */
function foreseen(action: Action, order: OrderState, facts: OrderFacts) {
  switch (action.kind) {
    case "approve": {
      const unmapped = facts.lines.find((line) => line.unmapped);
      if (unmapped && !order.approvedAt) return refuse("unmapped_lines", { skus: [unmapped.sku || unmapped.title] });
      return refuseToApprove(order) ?? { approvedAt: order.placedAt };
    }
    case "hold": {
      const { type, scope, reason, releaseWhen, approver = null } = action;
      const plan = planHold(order, { type, scope, reason, releaseWhen, approver, dueAt: null });
      return isRefusal(plan) ? plan : { holds: [...order.holds, ...(plan.openHolds ?? [])], held: true };
    }
    case "release": {
      const plan = planRelease(order, action.type, "", { role: "system" });
      if (isRefusal(plan)) return plan;
      const holds = order.holds.filter((hold) => hold.type !== action.type);
      return { holds, held: holds.length > 0 };
    }
    case "tag": {
      const plan = planTags(order, action);
      return isRefusal(plan) ? plan : { tags: plan.patch?.tags ?? order.tags };
    }
    case "review":
    case "warehouse":
      return refuse("only_at_intake");
    case "gift":
      if (order.stage === "cancelled" || order.stage === "completed" || order.stage === "draft")
        return refuse("order_closed", { stage: order.stage });
      return {};
    case "prioritise": {
      const plan = planPriority(order, action.priority, "");
      return isRefusal(plan) ? plan : { priority: plan.patch?.priority ?? order.priority };
    }
    case "service":
      if (isGone(order)) return refuse("order_closed", { stage: order.stage });
      return facts.service === action.code ? refuse("nothing_to_change") : {};
    case "raise":
    case "assign":
    case "note":
    case "notify":
    case "webhook":
      return {};
  }
}
