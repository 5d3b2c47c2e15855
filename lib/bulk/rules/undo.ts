import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { planAssignment } from "@/lib/orders/rules/assign";
import { planHold, planRelease, type Releaser } from "@/lib/orders/rules/hold";
import type { Plan } from "@/lib/orders/rules/plan";
import { type Priority, planPriority, priorityOf } from "@/lib/orders/rules/priority";
import { planPromise } from "@/lib/orders/rules/promise";
import type { PastService } from "@/lib/orders/rules/service";
import type { HoldState, OrderState } from "@/lib/orders/rules/state";
import { planTags } from "@/lib/orders/rules/tags";
import type { BulkActionName } from "./words";

export type People = ReadonlyMap<string, { id: string; name: string }>;
export type Past = {
  people: People;
  by: Releaser;
  /** Puts an order's service back, from the code it was given to the one it had. */
  service: (order: OrderState, change: PastService) => Plan | Refusal;
};

type OpenedHold = Omit<HoldState, "id" | "dueAt" | "releaseWhen" | "approver"> & {
  dueAt: string | null;
  /** Absent in what was done before holds could clear themselves. */
  releaseWhen?: HoldState["releaseWhen"];
  approver?: HoldState["approver"];
};
type Effect = {
  hold?: string;
  holds?: OpenedHold[];
  from?: string | null;
  to?: string | null;
  add?: string[];
  remove?: string[];
  promisedBefore?: string | null;
  promisedAt?: string | null;
};

/**
 * Takes back what a change did to one order, by a change of its own; what somebody else did since stays. Refuses with
 * "not_held", "assigned_since" or "nothing_to_change" where there is nothing left to take back.
 */
export function planUndo(
  action: BulkActionName,
  order: OrderState,
  effect: Effect,
  { people, by, service }: Past,
): Plan | Refusal {
  switch (action) {
    case "hold":
      return releaseAgain(order, effect, by);
    case "release":
      return holdAgain(order, effect.holds ?? []);
    case "assign":
      return assignBack(order, effect, people);
    case "tag":
      // Only tags that the change itself added or removed are moved back.
      return planTags(order, { add: effect.remove ?? [], remove: effect.add ?? [] });
    case "prioritise":
      return priorityOf(order.priority) === effect.to
        ? planPriority(order, effect.from as Priority, "")
        : refuse("changed_since", { fields: ["priority"] });
    case "promise":
      return (order.promisedAt?.toISOString() ?? null) === effect.to
        ? planPromise(order, effect.from ? new Date(effect.from) : null)
        : refuse("changed_since", { fields: ["promisedAt"] });
    case "service":
      return service(order, { ...effect, from: effect.from ?? "", to: effect.to ?? "" });
    default:
      return refuse("not_undoable");
  }
}

function releaseAgain(order: OrderState, { hold }: Effect, by: Releaser): Plan | Refusal {
  const open = order.holds.find(({ id }) => id === hold);
  return open ? planRelease(order, open.type, "", by) : refuse("not_held");
}

/** Each hold as it was: one that is open again by other hands stays theirs. */
function holdAgain(order: OrderState, holds: readonly OpenedHold[]): Plan | Refusal {
  const plans = holds.map((hold) =>
    planHold(order, {
      ...hold,
      dueAt: hold.dueAt ? new Date(hold.dueAt) : null,
      releaseWhen: hold.releaseWhen ?? null,
      approver: hold.approver ?? null,
    }),
  );
  const planned = plans.flatMap((plan) => (isRefusal(plan) ? [] : [plan]));
  if (planned.length === 0) return plans.find((plan) => isRefusal(plan)) ?? refuse("nothing_to_change");
  return {
    order,
    openHolds: planned.flatMap((plan) => plan.openHolds ?? []),
    events: planned.flatMap((plan) => plan.events),
  };
}

function assignBack(order: OrderState, { from = null, to = null }: Effect, people: People): Plan | Refusal {
  if (order.assigneeId !== to) return refuse("assigned_since");
  if (from === null) return planAssignment(order, null);
  const person = people.get(from);
  return person ? planAssignment(order, person) : refuse("no_such_person", { email: "" });
}
