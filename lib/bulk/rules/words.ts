/** What can be done to many orders at once. */
export const bulkActions = [
  "approve",
  "hold",
  "release",
  "assign",
  "tag",
  "prioritise",
  "promise",
  "service",
  "edit",
  "payment",
  "customer",
  "cancel",
  "items",
  "reroute",
  "split",
  "merge",
  "resend",
  "duplicate",
  "ship",
  "print",
] as const;
export type BulkActionName = (typeof bulkActions)[number];

/** checking → checked → running → done, or stopped by a person or for a reason. */
export const bulkStatuses = ["checking", "checked", "running", "done", "stopped"] as const;
export type BulkStatus = (typeof bulkStatuses)[number];

/** waiting → ready or skipped when it is looked at; ready → done, skipped or failed when it is its turn. */
export const itemStatuses = ["waiting", "ready", "done", "skipped", "failed"] as const;
export type ItemStatus = (typeof itemStatuses)[number];
