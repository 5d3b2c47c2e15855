import type { CommandContext } from "@/lib/command";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { findPerson } from "@/lib/orders/find-person";
import type { Lineage } from "@/lib/orders/insert-parts";
import { planAssignment } from "@/lib/orders/rules/assign";
import { planHold, planRelease } from "@/lib/orders/rules/hold";
import type { holdScopes, holdTypes } from "@/lib/orders/rules/hold-types";
import type { Plan } from "@/lib/orders/rules/plan";
import { type Priority, planPriority, priorityOf } from "@/lib/orders/rules/priority";
import { planPromise } from "@/lib/orders/rules/promise";
import type { HoldState, OrderState } from "@/lib/orders/rules/state";
import { planTags } from "@/lib/orders/rules/tags";
import { approvalPlanner } from "./approval-planner";
import { cancelPlanner } from "./cancel-planner";
import { customerPlanner } from "./customer-planner";
import { duplicatePlanner } from "./duplicate-planner";
import { editPlanner } from "./edit-planner";
import { itemsPlanner } from "./items-planner";
import type { BulkItem, BulkJob } from "./load-bulk";
import { mergePlanner } from "./merge-planner";
import { paymentPlanner } from "./payment-planner";
import { reroutePlanner } from "./reroute-planner";
import { resendPlanner } from "./resend-planner";
import type { DocumentsShown } from "./rules/documents";
import { type BulkPaper, isPrintable } from "./rules/printable";
import type { SeenStock } from "./seen-stock";
import { servicePlanner } from "./service-planner";
import { shipPlanner } from "./ship-planner";
import { splitPlanner } from "./split-planner";
import { undoPlanner } from "./undo-planner";

export type PlannedOrder = {
  plan: Plan;
  /** What taking it back has to know. */
  effect?: Record<string, unknown>;
  /** The order that comes of it, and which units of which lines it takes. */
  part?: Lineage & { plan: Plan };
  /** What the look notes of the order, and shows. */
  look?: { details: Record<string, unknown>; documents: DocumentsShown | null };
};

/** What a change does to one order, by the rule that the order's own command asks. */
export type Planner = (order: OrderState, item: BulkItem) => PlannedOrder | Refusal;

export type PlanningPlace = {
  context: CommandContext;
  job: BulkJob;
  orders: readonly OrderState[];
  items: readonly BulkItem[];
  /** A preview locks nothing and remembers what the orders before would take of the stock. */
  preview: SeenStock | undefined;
};

/** The planner of a change for these orders, with the facts that its rule needs. */
export async function plannerFor(place: PlanningPlace): Promise<Planner> {
  const { job } = place;
  if (job.undoOf !== null) return undoPlanner(place);
  switch (job.action) {
    case "hold":
      return holdPlanner(job);
    case "release":
      return releasePlanner(place);
    case "assign":
      return assignmentPlanner(place);
    case "tag":
      return tagPlanner(job);
    case "prioritise":
      return priorityPlanner(job);
    case "promise":
      return promisePlanner(job);
    case "service":
      return servicePlanner(place);
    case "edit":
      return editPlanner(place);
    case "payment":
      return paymentPlanner(place);
    case "customer":
      return customerPlanner(place);
    case "cancel":
      return cancelPlanner(place);
    case "items":
      return itemsPlanner(place);
    case "reroute":
      return reroutePlanner(place);
    case "merge":
      return mergePlanner(place);
    case "resend":
      return resendPlanner(place);
    case "duplicate":
      return duplicatePlanner(place);
    case "split":
      return splitPlanner(place);
    case "approve":
      return approvalPlanner(place);
    case "ship":
      return shipPlanner(place);
    case "print":
      return printPlanner(job);
  }
}

/** Printing changes no order: it is planned only to say which orders have something to print. */
function printPlanner(job: BulkJob): Planner {
  const { paper } = job.input as { paper: BulkPaper };
  return (order) => (isPrintable(paper, order) ? { plan: { order, events: [] } } : refuse("nothing_to_print"));
}

type HoldInput = {
  type: (typeof holdTypes)[number];
  scope: (typeof holdScopes)[number];
  reason: string;
  dueAt: string | null;
  /** Absent in changes that were made before holds could clear themselves. */
  releaseWhen?: HoldState["releaseWhen"];
  approver?: HoldState["approver"];
};

function holdPlanner(job: BulkJob): Planner {
  const { type, scope, reason, dueAt, releaseWhen = null, approver = null } = job.input as HoldInput;
  const hold = { type, scope, reason, dueAt: dueAt ? new Date(dueAt) : null, releaseWhen, approver };
  return (order) => {
    const plan = planHold(order, hold);
    return isRefusal(plan) ? plan : { plan, effect: { hold: plan.openHolds?.[0]?.id } };
  };
}

function releasePlanner({ context, job }: PlanningPlace): Planner {
  const { type, note } = job.input as { type?: string; note: string };
  return (order) => {
    const plan = planRelease(order, type, note, context.actor);
    if (isRefusal(plan)) return plan;
    const released = new Set(plan.clearHolds?.map((hold) => hold.id));
    const holds = order.holds
      .filter((hold) => released.has(hold.id))
      .map(({ type, scope, reason, dueAt, releaseWhen, approver }) => ({
        ...{ type, scope, reason, releaseWhen, approver },
        dueAt: dueAt?.toISOString() ?? null,
      }));
    return { plan, effect: { holds } };
  };
}

async function assignmentPlanner({ context, job }: PlanningPlace): Promise<Planner> {
  const { email } = job.input as { email: string | null };
  const person = email === null ? null : await findPerson(context.tx, email);
  return (order) => {
    if (person === undefined) return refuse("no_such_person", { email });
    if (order.assigneeId === (person?.id ?? null)) return refuse("assigned_already", { name: person?.name ?? "" });
    return {
      plan: planAssignment(order, person),
      effect: { from: order.assigneeId, to: person?.id ?? null },
    };
  };
}

function tagPlanner(job: BulkJob): Planner {
  const change = job.input as { add: string[]; remove: string[] };
  return (order) => {
    const plan = planTags(order, change);
    return isRefusal(plan) ? plan : { plan, effect: plan.events[0]?.data ?? {} };
  };
}

function priorityPlanner(job: BulkJob): Planner {
  const { priority, reason } = job.input as { priority: Priority; reason: string };
  return (order) => {
    const plan = planPriority(order, priority, reason);
    return isRefusal(plan) ? plan : { plan, effect: { from: priorityOf(order.priority), to: priority } };
  };
}

function promisePlanner(job: BulkJob): Planner {
  const { promisedAt } = job.input as { promisedAt: string };
  return (order) => {
    const plan = planPromise(order, new Date(promisedAt));
    return isRefusal(plan) ? plan : { plan, effect: { from: order.promisedAt?.toISOString() ?? null, to: promisedAt } };
  };
}
