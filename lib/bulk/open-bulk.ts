import { bulkJobs } from "@/db/schema/bulk";
import type { CommandContext } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/jobs/queue";
import { lookedAtAtOnce } from "./rules/table";
import type { BulkActionName } from "./rules/words";

export type OpenedBulk = { id: string; number: string; total: number };

type NewBulk = {
  action: BulkActionName;
  input: Record<string, unknown>;
  selection: Record<string, unknown>;
  undoOf?: string | null;
  retryOf?: string | null;
};

/** Writes a new change down, still without its orders. */
export async function openBulk(
  { tx, actor, now }: CommandContext,
  job: NewBulk,
): Promise<{ id: string; number: string }> {
  const id = newId();
  const [next] = await tx.sql<{ n: string }[]>`select nextval('bulk_number_seq')::text as n`;
  const number = `BLK-${next?.n}`;
  await tx.db.insert(bulkJobs).values({
    id,
    number,
    ...job,
    status: "checking",
    createdBy: actor.name,
    createdById: actor.id,
    createdAt: now,
    heartbeatAt: now,
  });
  return { id, number };
}

/** A net under whoever looks at a small change at once: a process that dies leaves it to the worker. */
const netAfterSeconds = 15;

/** Has the worker look at the orders; a small change's person does that without waiting for it. */
export async function queueLook({ tx }: CommandContext, jobId: string, total: number): Promise<void> {
  const startAfterSeconds = total <= lookedAtAtOnce ? netAfterSeconds : undefined;
  await enqueue(tx, [{ queue: "bulk.look", data: { jobId }, ...(startAfterSeconds ? { startAfterSeconds } : {}) }]);
}
