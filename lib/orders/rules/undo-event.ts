import { type Refusal, refuse } from "@/lib/core/result";
import type { Permission } from "@/lib/staff/rules/permissions";
import { planAssignment } from "./assign";
import { type PastCustomer, planCustomerBack } from "./change-customer";
import { type FieldChange, same } from "./edit";
import { type HoldTerms, planHold, planHoldChange, planRelease, type Releaser } from "./hold";
import { type LineTexts, planLineDetails, type TextChange, textsBack } from "./line-details";
import { type MethodRefusal, type PastMethod, planMethodBack } from "./payment-method";
import type { Plan } from "./plan";
import { planEditBack } from "./plan-edit";
import { type Priority, planPriority, priorityOf } from "./priority";
import type { PastService, ServiceRefusal } from "./service";
import type { HoldState, OrderState, PaymentMethod } from "./state";
import { planTags } from "./tags";

export type PastEvent = { seq: number; type: string; data: Record<string, unknown> };

export type UndoRefusal =
  | "not_undoable"
  | "undone_already"
  | "order_closed"
  | "not_held"
  | "already_held"
  | "date_missing"
  | "approver_missing"
  | "approval_needed"
  | "changed_since"
  | "nothing_to_change"
  | "service_refused"
  | "too_many_tags"
  | "unknown_line"
  | "already_shipped"
  | "payment_open"
  | "paid_since"
  | "no_such_customer"
  | "customer_merged";

/** Puts an order's service back, with what that needs to know of carriers. */
export type ServiceBack = (order: OrderState, change: PastService) => Plan | Refusal<ServiceRefusal | "changed_since">;

export type UndoFacts = {
  /** Whose hand it is. */
  by: Releaser;
  service: ServiceBack;
  /** What the order's lines say, by position. */
  lineTexts: ReadonlyMap<number, LineTexts>;
  /** Changes how an order is paid, with all that follows. */
  payment: (order: OrderState, method: PaymentMethod) => Plan | Refusal<MethodRefusal>;
  /** The number of whose the order is, and those it may go back to. */
  owner: string;
  customers: Parameters<typeof planCustomerBack>[2];
};

/** What whoever takes an event back must be allowed to do; events that are not named cannot be taken back. */
export const undoPermissions = {
  "order.held": "orders.release",
  "order.released": "orders.hold",
  "order.hold_changed": "orders.hold",
  "order.assigned": "orders.assign",
  "order.tagged": "orders.edit",
  "order.edited": "orders.edit",
  "order.prioritised": "orders.edit",
  "line.edited": "orders.edit",
  "order.service_changed": "orders.edit",
  "order.customer_changed": "orders.edit",
  "payment.method_changed": "orders.edit",
} as const satisfies Record<string, Permission>;
export type UndoableType = keyof typeof undoPermissions;

export function isUndoable(type: string): type is UndoableType {
  return Object.hasOwn(undoPermissions, type);
}

/**
 * Takes back what one event did, by a change of its own that names it; nothing is deleted, and what others did since
 * stays. `events` are those of the order, `now` the values of its fields. Refuses what was taken back before, and a field
 * that was changed again since.
 */
export function planUndoEvent(
  order: OrderState,
  event: PastEvent,
  events: readonly PastEvent[],
  now: Readonly<Record<string, unknown>>,
  facts: UndoFacts,
): Plan | Refusal<UndoRefusal> {
  if (!isUndoable(event.type)) return refuse("not_undoable");
  if (events.some(({ data }) => data.undoes === event.seq)) return refuse("undone_already");
  const plan = inverse(order, event, events, now, facts);
  if ("refused" in plan) return plan;
  return { ...plan, events: plan.events.map((of) => ({ ...of, data: { ...of.data, undoes: event.seq } })) };
}

function inverse(
  order: OrderState,
  { seq, type, data }: PastEvent,
  events: readonly PastEvent[],
  now: Readonly<Record<string, unknown>>,
  { by, service, lineTexts, payment, owner, customers }: UndoFacts,
): Plan | Refusal<UndoRefusal> {
  switch (type as UndoableType) {
    case "order.held":
      // A hold of the type that somebody opened later is theirs.
      return latestHold(events, String(data.type))?.seq === seq
        ? planRelease(order, String(data.type), "", by)
        : refuse("not_held");
    case "order.released":
      return heldAgain(order, seq, data, events);
    case "order.hold_changed":
      return termsBack(order, data, by);
    case "order.assigned":
      return assignedBack(order, data, events);
    case "order.tagged":
      return planTags(order, { add: texts(data.remove), remove: texts(data.add) });
    case "order.prioritised":
      return data.to === priorityOf(order.priority)
        ? planPriority(order, data.from as Priority, "")
        : refuse("changed_since", { fields: ["priority"] });
    case "line.edited":
      return lineBack(order, data, lineTexts);
    case "order.service_changed":
      return service(order, data as Parameters<ServiceBack>[1]);
    case "order.customer_changed":
      return planCustomerBack(order, data as PastCustomer, customers, owner);
    case "payment.method_changed":
      return planMethodBack(order, data as PastMethod, payment);
    case "order.edited":
      return planEditBack(order, (data.changes ?? []) as FieldChange[], now);
  }
}

function heldAgain(
  order: OrderState,
  seq: number,
  data: Record<string, unknown>,
  events: readonly PastEvent[],
): Plan | Refusal<UndoRefusal> {
  const plan: Plan = { order, openHolds: [], events: [] };
  const kept = (data.holds ?? []) as Record<string, unknown>[];
  for (const type of texts(data.types)) {
    // Events of before kept no terms: those of when it was set are the nearest.
    const opened = kept.find((hold) => hold.type === type) ?? latestHold(events, type, seq)?.data;
    if (!opened) return refuse("not_undoable");
    const hold = planHold(order, {
      type,
      scope: opened.scope as HoldState["scope"],
      reason: String(opened.reason ?? ""),
      dueAt: opened.dueAt ? new Date(String(opened.dueAt)) : null,
      releaseWhen: (opened.releaseWhen ?? null) as HoldState["releaseWhen"],
      approver: (opened.approver ?? null) as HoldState["approver"],
    });
    if ("refused" in hold) return hold;
    plan.openHolds?.push(...(hold.openHolds ?? []));
    plan.events.push(...hold.events);
  }
  return plan.events.length > 0 ? plan : refuse("not_undoable");
}

function termsBack(order: OrderState, data: Record<string, unknown>, by: Releaser): Plan | Refusal<UndoRefusal> {
  const hold = order.holds.find(({ type }) => type === data.type);
  if (!hold) return refuse("not_held");
  const changes = (data.changes ?? []) as FieldChange[];
  const since = changes.filter(({ field, after }) => !same(hold[field as keyof HoldTerms], after));
  if (since.length > 0) return refuse("changed_since", { fields: since.map(({ field }) => field) });
  const before = Object.fromEntries(changes.map((of) => [of.field, of.before])) as Partial<Record<string, string>>;
  const dueAt = "dueAt" in before ? (before.dueAt ? new Date(before.dueAt) : null) : hold.dueAt;
  const { scope, reason, releaseWhen, approver } = { ...hold, ...before } as HoldTerms;
  return planHoldChange(order, hold.type, { scope, reason, releaseWhen, approver, dueAt }, by);
}

/** Gives it back to whoever had it; the name stands in the event by which that person got it. */
function assignedBack(
  order: OrderState,
  { toId, fromId }: Record<string, unknown>,
  events: readonly PastEvent[],
): Plan | Refusal<UndoRefusal> {
  // Events of before said only a name.
  if (toId === undefined || fromId === undefined) return refuse("not_undoable");
  if (order.assigneeId !== toId) return refuse("changed_since", { fields: ["assignee"] });
  if (fromId === null) return planAssignment(order, null);
  const given = events.find(({ type, data }) => type === "order.assigned" && data.toId === fromId);
  return given ? planAssignment(order, { id: String(fromId), name: String(given.data.to) }) : refuse("not_undoable");
}

function latestHold(
  events: readonly PastEvent[],
  type: string,
  before = Number.POSITIVE_INFINITY,
): PastEvent | undefined {
  return events
    .filter((event) => event.type === "order.held" && event.data.type === type && event.seq < before)
    .reduce<PastEvent | undefined>((last, event) => (last && last.seq > event.seq ? last : event), undefined);
}

function lineBack(
  order: OrderState,
  { line, changes }: Record<string, unknown>,
  texts: ReadonlyMap<number, LineTexts>,
): Plan | Refusal<UndoRefusal> {
  const now = texts.get(Number(line));
  if (!now) return refuse("unknown_line", { line });
  const back = textsBack(now, changes as TextChange[]);
  return back ? planLineDetails(order, Number(line), back, now) : refuse("changed_since", { fields: ["lineTexts"] });
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
