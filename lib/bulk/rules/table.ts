import type { Permission } from "@/lib/staff/rules/permissions";
import type { BulkActionName } from "./words";

type Row = {
  /** Asked when the change is made, when it is started and before each of its batches. */
  permission: Permission;
  /** What taking it back needs; absent where it cannot be taken back. */
  undo?: Permission;
  /** Its rule looks at the order's head, holds and tags only, and so does the preview. */
  headOnly?: boolean;
  /** Lets go of stock that others wait for. */
  frees?: boolean;
  /** Takes parcels out of waves, which then may be done. */
  shrinks?: boolean;
  /** Orders of one customer are looked at together, and those that a look put into one group are done together. */
  together?: boolean;
  /** Makes an order of each, and changes little or nothing of that one: what is taken back is the order it made. */
  makes?: boolean;
  /** Orders that one transaction changes: fewer where others wait for their stock. */
  atOnce: number;
};

/** The one table of what can be done to many orders. */
export const bulkTable: Record<BulkActionName, Row> = {
  approve: { permission: "orders.review", atOnce: 100 },
  hold: { permission: "orders.hold", undo: "orders.release", headOnly: true, atOnce: 250 },
  release: { permission: "orders.release", undo: "orders.hold", headOnly: true, atOnce: 250 },
  assign: { permission: "orders.assign", undo: "orders.assign", headOnly: true, atOnce: 250 },
  tag: { permission: "orders.edit", undo: "orders.edit", headOnly: true, atOnce: 250 },
  prioritise: { permission: "orders.edit", undo: "orders.edit", headOnly: true, atOnce: 250 },
  promise: { permission: "orders.edit", undo: "orders.edit", headOnly: true, atOnce: 250 },
  service: { permission: "orders.edit", undo: "orders.edit", headOnly: true, atOnce: 250 },
  edit: { permission: "orders.edit", undo: "orders.edit", atOnce: 250 },
  payment: { permission: "orders.edit", undo: "orders.edit", atOnce: 100 },
  customer: { permission: "orders.edit", undo: "orders.edit", headOnly: true, atOnce: 250 },
  cancel: { permission: "orders.cancel", atOnce: 100, frees: true, shrinks: true },
  items: { permission: "orders.edit", undo: "orders.edit", atOnce: 100, frees: true, shrinks: true },
  reroute: { permission: "orders.edit", atOnce: 100, frees: true },
  merge: { permission: "orders.edit", undo: "orders.edit", atOnce: 100, together: true },
  resend: { permission: "orders.create", undo: "orders.cancel", atOnce: 100, makes: true },
  duplicate: { permission: "orders.create", undo: "orders.cancel", atOnce: 100, makes: true },
  split: { permission: "orders.edit", atOnce: 100, shrinks: true },
  ship: { permission: "fulfilment.ship", atOnce: 100, shrinks: true },
  print: { permission: "documents.print", atOnce: 200 },
};

/** The permission that a change needs, or that taking one back needs. */
export function permissionOf(job: { action: BulkActionName; undoOf: string | null }): Permission {
  const row = bulkTable[job.action];
  return job.undoOf === null ? row.permission : (row.undo ?? row.permission);
}

/** What a change is to each of its orders: one that takes back orders that were made cancels them. */
export function deedOf(job: { action: BulkActionName; undoOf: string | null }): BulkActionName {
  return job.undoOf !== null && bulkTable[job.action].makes ? "cancel" : job.action;
}

/** As many orders as one change may have; more are done in parts. */
export const bulkAtMost = 50_000;

/** Changes of up to so many orders are looked at while the person waits. */
export const lookedAtAtOnce = 200;
