import { newId } from "@/lib/core/ids";
import { type Refusal, refuse } from "@/lib/core/result";
import { applyPlan } from "./apply-plan";
import type { Plan } from "./plan";
import type { HoldScope, HoldState, OrderState } from "./state";

/** Why an order may not do something now: the open holds whose scope covers it. */
export function holdsAgainst(order: Pick<OrderState, "holds">, scope: Exclude<HoldScope, "all">): OrderState["holds"] {
  return order.holds.filter((hold) => hold.scope === "all" || hold.scope === scope);
}

/** Holds an order; one hold of a type at a time, and nothing is held that is over. */
export function planHold(
  order: OrderState,
  hold: Omit<HoldState, "id">,
): Plan | Refusal<"already_held" | "order_closed"> {
  if (order.stage === "cancelled" || order.stage === "completed") return refuse("order_closed", { stage: order.stage });
  if (order.holds.some((open) => open.type === hold.type)) return refuse("already_held", { type: hold.type });
  return {
    order,
    openHolds: [{ id: newId(), ...hold }],
    events: [
      {
        type: "order.held",
        data: {
          type: hold.type,
          scope: hold.scope,
          reason: hold.reason,
          dueAt: hold.dueAt?.toISOString() ?? null,
          releaseWhen: hold.releaseWhen,
        },
      },
    ],
  };
}

/** Releases the hold of a type, or every open hold. */
export function planRelease(order: OrderState, type: string | undefined, note: string): Plan | Refusal<"not_held"> {
  const released = order.holds.filter((hold) => type === undefined || hold.type === type);
  if (released.length === 0) return refuse("not_held");
  return {
    order,
    clearHolds: released.map((hold) => ({ id: hold.id, note })),
    events: [{ type: "order.released", data: { types: released.map((hold) => hold.type), note } }],
  };
}

/** The plan with a hold that lets nothing leave before the order is paid in full. */
export function holdUntilPaid(plan: Plan): Plan {
  const hold = { type: "payment", scope: "ship", reason: "", dueAt: null, releaseWhen: "paid" } as const;
  return {
    ...plan,
    openHolds: [...(plan.openHolds ?? []), { id: newId(), ...hold }],
    events: [...plan.events, { type: "order.held", data: hold }],
  };
}

/** The plan with the holds released that waited for the order to be paid in full, where its money does that. */
export function releasePaid(plan: Plan): Plan {
  const after = applyPlan(plan);
  const waited = after.holds.filter((hold) => hold.releaseWhen === "paid");
  if (waited.length === 0 || after.paidMinor < after.totalMinor) return plan;
  return {
    ...plan,
    clearHolds: [...(plan.clearHolds ?? []), ...waited.map((hold) => ({ id: hold.id, note: "" }))],
    events: [...plan.events, { type: "order.released", data: { types: waited.map((hold) => hold.type), note: "" } }],
  };
}
