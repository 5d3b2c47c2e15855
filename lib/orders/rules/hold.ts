import { newId } from "@/lib/core/ids";
import { type Refusal, refuse } from "@/lib/core/result";
import { applyPlan } from "./apply-plan";
import { same } from "./edit";
import type { Plan, PlannedEvent } from "./plan";
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
): Plan | Refusal<"already_held" | "order_closed" | TermsRefusal> {
  if (order.stage === "cancelled" || order.stage === "completed") return refuse("order_closed", { stage: order.stage });
  const wrong = wrongTerms(hold);
  if (wrong) return wrong;
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
          approver: hold.approver,
        },
      },
    ],
  };
}

type TermsRefusal = "date_missing" | "approver_missing";

function wrongTerms({ releaseWhen, dueAt, approver }: HoldTerms): Refusal<TermsRefusal> | undefined {
  if (releaseWhen === "due" && !dueAt) return refuse("date_missing");
  if ((releaseWhen === "approved") !== (approver !== null)) return refuse("approver_missing");
  return undefined;
}

/** Whoever ends a hold, by role: the owner may approve for everybody. */
export type Releaser = { role: string };

/** Whether a hold waits for an approval that is not this one's to give. */
export function needsOther({ approver }: Pick<HoldState, "approver">, { role }: Releaser): boolean {
  return approver !== null && approver !== role && role !== "owner";
}

/** Releases the hold of a type, or every open hold; what waits for an approval, by nobody but those who may give it. */
export function planRelease(
  order: OrderState,
  type: string | undefined,
  note: string,
  by: Releaser,
): Plan | Refusal<"not_held" | "approval_needed"> {
  const released = order.holds.filter((hold) => type === undefined || hold.type === type);
  if (released.length === 0) return refuse("not_held");
  const waits = released.find((hold) => needsOther(hold, by));
  if (waits) return refuse("approval_needed", { type: waits.type, role: waits.approver });
  return {
    order,
    clearHolds: released.map((hold) => ({ id: hold.id, note })),
    events: [releasedEvent(released, note)],
  };
}

/** That holds ended, with the terms they had then: whoever takes it back holds again as it was held. */
export function releasedEvent(ended: readonly HoldState[], note: string): PlannedEvent {
  const holds = ended.map(({ type, scope, reason, dueAt, releaseWhen, approver }) => {
    return { type, scope, reason, dueAt: dueAt?.toISOString() ?? null, releaseWhen, approver };
  });
  return { type: "order.released", data: { types: holds.map(({ type }) => type), holds, note } };
}

/** What a hold says besides its type, as its form asks for it. */
export type HoldTerms = Pick<HoldState, (typeof holdTerms)[number]>;
export const holdTerms = ["scope", "reason", "dueAt", "releaseWhen", "approver"] as const;

/** Gives the open hold of a type other terms; one that waits for an approval only by whoever may give that. */
export function planHoldChange(
  order: OrderState,
  type: string,
  terms: HoldTerms,
  by: Releaser,
): Plan | Refusal<"not_held" | "approval_needed" | "nothing_to_change" | TermsRefusal> {
  const hold = order.holds.find((open) => open.type === type);
  if (!hold) return refuse("not_held");
  if (needsOther(hold, by)) return refuse("approval_needed", { type, role: hold.approver });
  const wrong = wrongTerms(terms);
  if (wrong) return wrong;
  const changes = holdTerms
    .filter((field) => !same(hold[field], terms[field]))
    .map((field) => ({ field, before: written(hold[field]), after: written(terms[field]) }));
  if (changes.length === 0) return refuse("nothing_to_change");
  return {
    order,
    changeHolds: [{ id: hold.id, ...terms }],
    events: [{ type: "order.hold_changed", data: { type, changes } }],
  };
}

function written(value: HoldTerms[keyof HoldTerms]): string | null {
  return value instanceof Date ? value.toISOString() : value;
}

/** The plan with a hold that lets nothing leave before the order is paid in full. */
export function holdUntilPaid(plan: Plan): Plan {
  const hold = {
    type: "payment",
    scope: "ship",
    reason: "",
    dueAt: null,
    releaseWhen: "paid",
    approver: null,
  } as const;
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
    events: [...plan.events, releasedEvent(waited, "")],
  };
}
