import { newId } from "@/lib/core/ids";
import { type Refusal, refuse } from "@/lib/core/result";
import { applyPlan } from "./apply-plan";
import type { Plan } from "./plan";
import { toShip } from "./stage";
import type { HoldRelease, HoldScope, HoldState, OrderState } from "./state";

/** Why an order may not do something now: the open holds whose scope covers it. */
export function holdsAgainst(order: Pick<OrderState, "holds">, scope: Exclude<HoldScope, "all">): OrderState["holds"] {
  return order.holds.filter((hold) => hold.scope === "all" || hold.scope === scope);
}

/** Holds an order; one hold of a type at a time, and nothing is held that is over. */
export function planHold(
  order: OrderState,
  hold: Omit<HoldState, "id">,
): Plan | Refusal<"already_held" | "order_closed" | "date_missing"> {
  if (order.stage === "cancelled" || order.stage === "completed") return refuse("order_closed", { stage: order.stage });
  if (hold.releaseWhen === "due" && !hold.dueAt) return refuse("date_missing");
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
  return releaseWhen(plan, "paid", (after) => after.paidMinor >= after.totalMinor);
}

/** The plan with the holds released that waited for stock, where all that is to ship is kept for the order now. */
export function releaseStocked(plan: Plan): Plan {
  return releaseWhen(plan, "stock", (after) =>
    after.lines.every((line) => !line.stocked || !line.ships || line.reserved >= toShip(line)),
  );
}

/** Releases what was to end on a date that has come; undefined where nothing was. */
export function planEnded(order: OrderState, now: Date): Plan | undefined {
  const ended = order.holds.filter(({ releaseWhen: when, dueAt }) => when === "due" && dueAt !== null && dueAt <= now);
  return ended.length > 0 ? released({ order, events: [] }, ended) : undefined;
}

function releaseWhen(plan: Plan, when: HoldRelease, came: (after: OrderState) => boolean): Plan {
  // Most orders have no such hold: what they come to is worked out only for those that have.
  const any = [...(plan.order?.holds ?? []), ...(plan.openHolds ?? [])].some((hold) => hold.releaseWhen === when);
  if (!any) return plan;
  const after = applyPlan(plan);
  const waited = after.holds.filter((hold) => hold.releaseWhen === when);
  return waited.length > 0 && came(after) ? released(plan, waited) : plan;
}

function released(plan: Plan, waited: readonly HoldState[]): Plan {
  return {
    ...plan,
    clearHolds: [...(plan.clearHolds ?? []), ...waited.map((hold) => ({ id: hold.id, note: "" }))],
    events: [...plan.events, { type: "order.released", data: { types: waited.map((hold) => hold.type), note: "" } }],
  };
}
