import type { Queue } from "pg-boss";

type QueueOptions = Omit<Queue, "name">;

const usual: QueueOptions = { retryLimit: 8, retryBackoff: true, retryDelay: 2, expireInSeconds: 120 };
// Long jobs beat while they live, so a killed worker's job is taken over soon after its last beat.
const long: QueueOptions = { ...usual, retryLimit: 20, expireInSeconds: 6 * 3600, heartbeatSeconds: 30 };

/** Every queue of the house and how its jobs are tried again. */
export const queues = {
  "refunds.settle": usual,
  "imports.check": long,
  "imports.run": long,
  "imports.undo": long,
  "inbox.process": usual,
  "sales.roll-up": { ...usual, policy: "short" },
  "documents.print": { ...usual, expireInSeconds: 900 },
} as const satisfies Record<string, QueueOptions>;

export type QueueName = keyof typeof queues;
