import type { holdScopes, holdTypes } from "@/lib/orders/rules/hold-types";
import type { Priority } from "@/lib/orders/rules/priority";
import type { HoldApprover } from "@/lib/orders/rules/state";
import type { Role } from "@/lib/staff/rules/permissions";
import type { Trigger } from "./triggers";

export type Action =
  | { kind: "approve" }
  | { kind: "review" }
  | {
      kind: "hold";
      type: (typeof holdTypes)[number];
      scope: (typeof holdScopes)[number];
      reason: string;
      releaseWhen: "paid" | "approved" | null;
      /** Absent in rules that were written before a hold could wait for somebody's approval. */
      approver?: HoldApprover | null;
    }
  | { kind: "release"; type: (typeof holdTypes)[number] }
  | { kind: "tag"; add: string[]; remove: string[] }
  | { kind: "assign"; email: string }
  | { kind: "warehouse"; code: string }
  | { kind: "prioritise"; priority: Priority }
  | { kind: "service"; code: string }
  | { kind: "gift"; sku: string; quantity: number }
  | { kind: "note"; body: string }
  | { kind: "raise"; title: string }
  | { kind: "notify"; role: Role | null; email: string; message: string }
  | { kind: "webhook"; endpoint: number };
export type ActionKind = Action["kind"];

type ActionRow = {
  /** Only as an order comes in: it decides what happens before the order approves itself. */
  intakeOnly?: true;
  /** Done by intake in the transaction that takes the order; others follow at once, in the worker. */
  inIntake?: true;
  /** What it makes happen, and so which rules may follow. */
  causes?: Trigger;
};

/**
 * The one table of what a rule may do. A further action is a row here, its input in `inputs.ts`, how it is done in
 * `perform.ts`, and its words.
 */
export const actionTable: Record<ActionKind, ActionRow> = {
  approve: { inIntake: true, causes: "approved" },
  review: { inIntake: true, intakeOnly: true },
  hold: { inIntake: true, causes: "held" },
  release: { causes: "released" },
  tag: { inIntake: true },
  assign: { inIntake: true },
  warehouse: { inIntake: true, intakeOnly: true },
  prioritise: { inIntake: true },
  service: {},
  gift: {},
  note: {},
  raise: {},
  notify: {},
  webhook: {},
};
export const actionKinds = Object.keys(actionTable) as ActionKind[];

/** Whether rules of the trigger may do it. */
export function isOffered(kind: ActionKind, trigger: Trigger): boolean {
  if (trigger === "received") return kind !== "release";
  return !actionTable[kind].intakeOnly;
}
