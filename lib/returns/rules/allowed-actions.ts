import type { Permission } from "@/lib/staff/rules/permissions";
import { givable, type ReturnState } from "./state";

/** What can be done to a return, by the command behind it; the first that is allowed comes next. */
export const returnActions = [
  "approve",
  "receive",
  "inspect",
  "refund",
  "reject",
  "ship",
  "exchange",
  "uncount",
  "finish",
  "extend",
  "cancel",
  "reopen",
  "note",
] as const;
export type ReturnAction = (typeof returnActions)[number];

const units = (ret: ReturnState, of: (line: ReturnState["lines"][number]) => number) =>
  ret.lines.reduce((sum, line) => sum + of(line), 0);
const coming = (ret: ReturnState) => ret.status === "approved" || ret.status === "in_transit";
const unseen = (ret: ReturnState) =>
  ret.status === "received" && units(ret, (line) => line.received - line.inspected) > 0;
const gives = (ret: ReturnState) => ret.approvedAt !== null && !ret.cancelledAt && !ret.rejectedAt;

const rules: Record<ReturnAction, { permission: Permission; when: (ret: ReturnState) => boolean }> = {
  approve: { permission: "returns.approve", when: (ret) => ret.status === "requested" },
  reject: { permission: "returns.approve", when: (ret) => ret.status === "requested" },
  receive: { permission: "returns.receive", when: (ret) => coming(ret) || ret.status === "received" },
  inspect: { permission: "returns.inspect", when: unseen },
  refund: {
    permission: "payments.refund",
    when: (ret) => gives(ret) && units(ret, (line) => givable(line, ret.refundWhen)) > 0,
  },
  exchange: {
    permission: "returns.approve",
    when: (ret) => gives(ret) && units(ret, (line) => givable(line, ret.refundWhen)) > 0,
  },
  ship: { permission: "returns.request", when: coming },
  uncount: { permission: "returns.receive", when: unseen },
  finish: {
    permission: "returns.receive",
    when: (ret) => ret.status === "received" && units(ret, (line) => line.awaited) > 0,
  },
  extend: { permission: "returns.request", when: (ret) => ret.dueAt !== null },
  cancel: {
    permission: "returns.request",
    when: (ret) => ret.status === "requested" || coming(ret),
  },
  reopen: { permission: "returns.approve", when: (ret) => ret.status === "rejected" || ret.status === "cancelled" },
  note: { permission: "orders.note", when: () => true },
};

/** What this person may do to this return now: the page shows exactly these buttons. */
export function allowedReturnActions(ret: ReturnState, permissions: ReadonlySet<Permission>): ReturnAction[] {
  return returnActions.filter((action) => permissions.has(rules[action].permission) && rules[action].when(ret));
}

/** The one thing that comes next for whoever looks, for the primary button. */
export function nextReturnAction(
  ret: Pick<ReturnState, "status">,
  allowed: readonly ReturnAction[],
): ReturnAction | null {
  // Where all that came was looked at and the rest is waited for, receiving comes before money.
  const preferred: ReturnAction[] = ["approve", "inspect", "refund", "receive"];
  const usual: ReturnAction[] =
    ret.status === "received" || ret.status === "inspected" ? preferred : ["approve", "receive", "refund"];
  return usual.find((action) => allowed.includes(action)) ?? null;
}
