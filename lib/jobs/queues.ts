import type { Queue } from "pg-boss";

type QueueOptions = Omit<Queue, "name">;

export const jobsSchema = "jobs";

// A job that is queued wakes the worker at once; polling is only the safety net. A worker beats for its jobs while it
// lives, so those of a killed one are taken over soon after its last beat.
const usual: QueueOptions = {
  retryLimit: 8,
  retryBackoff: true,
  retryDelay: 2,
  expireInSeconds: 120,
  heartbeatSeconds: 15,
  notify: true,
};
const long: QueueOptions = { ...usual, retryLimit: 20, expireInSeconds: 6 * 3600 };

/** Every queue of the house and how its jobs are tried again. */
export const queues = {
  "refunds.settle": usual,
  "payments.void": usual,
  "automation.run": { ...usual, policy: "short", expireInSeconds: 900 },
  "automation.overdue": { ...usual, policy: "short", expireInSeconds: 900 },
  "automation.notify": usual,
  "bulk.expire": { ...usual, policy: "short" },
  "bulk.look": long,
  "bulk.run": long,
  "exceptions.reconcile": { ...usual, policy: "short", expireInSeconds: 300 },
  "imports.check": long,
  "imports.run": long,
  "imports.undo": long,
  "inbox.process": usual,
  "reports.mail": { ...usual, policy: "short", expireInSeconds: 900 },
  "returns.mail": { ...usual, policy: "short", expireInSeconds: 900 },
  "sales.roll-up": { ...usual, policy: "short" },
  "stock.offer": usual,
  "holds.end": { ...usual, policy: "short" },
  "keys.expire": { ...usual, policy: "short" },
  "search.tidy": { ...usual, policy: "short" },
  "webhooks.send": { ...usual, policy: "short", expireInSeconds: 900 },
  "webhooks.tell": usual,
  "webhooks.expire": { ...usual, policy: "short", expireInSeconds: 900 },
  "documents.print": { ...usual, expireInSeconds: 900 },
} as const satisfies Record<string, QueueOptions>;

export type QueueName = keyof typeof queues;

/** What does the work of a queue. The signal says that the job is past its time or that the worker is to stop. */
export type JobHandler = (data: unknown, helpers: { signal: AbortSignal }) => Promise<void>;
export type JobHandlers = Partial<Record<QueueName, JobHandler>>;
