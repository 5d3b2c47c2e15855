// Server only.
import { connection } from "@/db/client";
import { databaseFault, transact } from "@/db/transaction";
import { type Actor, systemActor } from "@/lib/actor";
import { type Outcome, run } from "@/lib/command";
import { AssertionError, type Refusal, refuse } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { log } from "@/lib/log";
import { endBulk } from "./commands/end-bulk";
import { failItem } from "./commands/fail-item";
import { postBatch } from "./commands/post-batch";
import { actingPerson, type BulkJob, loadBulk } from "./load-bulk";
import { printBatch } from "./print-batch";
import { bulkTable } from "./rules/table";

type Hooks = {
  signal?: AbortSignal;
  /** Milliseconds after which a long change lets others have their turn. */
  turnMs?: number;
  /** Orders of one batch. */
  atOnce?: number;
};

const usualTurnMs = 10_000;

/**
 * Does a change batch by batch, in the name of who started it, with the access they have now. Started again after a
 * kill it goes on with the orders that have no outcome. After its turn it queues itself behind whoever waits.
 */
export async function runBulk(jobId: string, hooks: Hooks = {}): Promise<"done" | "stopped" | "later"> {
  const until = performance.now() + (hooks.turnMs ?? usualTurnMs);
  while (!hooks.signal?.aborted) {
    const job = await loadBulk(connection().sql, { id: jobId });
    if (job?.status !== "running") return "stopped";
    const positions = await nextPositions(jobId, hooks.atOnce ?? bulkTable[job.action].atOnce);
    if (positions.length === 0) {
      await run(endBulk, systemActor(), { jobId });
      return "done";
    }
    const actor = await actingPerson(job.startedById ?? "");
    const refusal = actor ? await doEach(actor, job, positions) : refuse("no_such_person", { email: "" });
    if (refusal) {
      await run(endBulk, systemActor(), { jobId, error: refusal.code });
      return "stopped";
    }
    if (performance.now() >= until) {
      await transact((tx) => enqueue(tx, [{ queue: "bulk.run", data: { jobId } }]));
      return "later";
    }
  }
  return "stopped";
}

function doEach(actor: Actor, job: BulkJob, positions: readonly number[]): Promise<Refusal | undefined> {
  return job.action === "print" ? printBatch(actor, job, positions) : postEach(actor, job.id, positions);
}

async function nextPositions(jobId: string, most: number): Promise<number[]> {
  const rows = await connection().sql<{ position: number }[]>`
    select position from bulk_job_items where job_id = ${jobId} and status = 'ready' order by position limit ${most}`;
  return rows.map((row) => row.position);
}

/**
 * Posts a batch. Where the batch as a whole is refused, its halves are tried: in the end the one order that is to blame
 * has failed, and all others are done. A refusal that concerns the change itself comes back.
 */
async function postEach(actor: Actor, jobId: string, positions: readonly number[]): Promise<Refusal | undefined> {
  const outcome = await attempt(() => run(postBatch, actor, { jobId, positions }));
  if (outcome.ok || outcome.refusal.code === "bulk_moved_on") return undefined;
  const { code, facts } = outcome.refusal;
  if (code === "forbidden" || code === "not_found") return outcome.refusal;
  const [position, ...others] = positions;
  if (position === undefined) return undefined;
  if (others.length === 0) {
    await run(failItem, actor, { jobId, position, code, facts });
    return undefined;
  }
  const middle = Math.ceil(positions.length / 2);
  return (
    (await postEach(actor, jobId, positions.slice(0, middle))) ??
    (await postEach(actor, jobId, positions.slice(middle)))
  );
}

/** Classes of PostgreSQL's errors that speak of the rows written, not of the server: data, and constraints. */
const aboutRows = /^(?:22|23)/;

/** An order that breaks a rule of the house fails by itself; a database that is away ends the run. */
async function attempt<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    const fault = databaseFault(error);
    if (!(error instanceof AssertionError) && !(fault && aboutRows.test(fault.code))) throw error;
    log.error("bulk", error);
    return { ok: false, refusal: refuse("unexpected") };
  }
}
