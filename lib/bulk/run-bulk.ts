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
    const units = await nextUnits(job, hooks.atOnce ?? bulkTable[job.action].atOnce);
    if (units.length === 0) {
      await run(endBulk, systemActor(), { jobId });
      return "done";
    }
    const actor = await actingPerson(job.startedById ?? "");
    const refusal = actor ? await doEach(actor, job, units) : refuse("no_such_person", { email: "" });
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

function doEach(actor: Actor, job: BulkJob, units: readonly Unit[]): Promise<Refusal | undefined> {
  return job.action === "print" ? printBatch(actor, job, units.flat()) : postEach(actor, job.id, units);
}

/** Orders that are done or fail together: one, or a group, by their positions. */
type Unit = readonly number[];

async function nextUnits(job: BulkJob, most: number): Promise<Unit[]> {
  const { sql } = connection();
  const rows = await sql<{ position: number; into: string | null }[]>`
    select position, details->>'into' as into from bulk_job_items
    where job_id = ${job.id} and status = 'ready' order by position limit ${most}`;
  if (!bulkTable[job.action].together) return rows.map(({ position }) => [position]);
  const whole = await sql<{ position: number; into: string }[]>`
    select position, details->>'into' as into from bulk_job_items
    where job_id = ${job.id} and status = 'ready' and details->>'into' = any(${rows.map(({ into }) => into)}::text[])
    order by position`;
  return [...Map.groupBy(whole, ({ into }) => into).values()].map((unit) => unit.map(({ position }) => position));
}

/**
 * Posts a batch. Where the batch as a whole is refused, its halves are tried: in the end the one order that is to blame
 * has failed, and all others are done, and likewise of groups. A refusal that concerns the change itself comes back.
 */
async function postEach(actor: Actor, jobId: string, units: readonly Unit[]): Promise<Refusal | undefined> {
  const outcome = await attempt(() => run(postBatch, actor, { jobId, positions: units.flat() }));
  if (outcome.ok || outcome.refusal.code === "bulk_moved_on") return undefined;
  const { code, facts } = outcome.refusal;
  if (code === "forbidden" || code === "not_found") return outcome.refusal;
  const [unit, ...others] = units;
  if (unit === undefined) return undefined;
  if (others.length === 0) {
    for (const position of unit) await run(failItem, actor, { jobId, position, code, facts });
    return undefined;
  }
  const middle = Math.ceil(units.length / 2);
  return (await postEach(actor, jobId, units.slice(0, middle))) ?? (await postEach(actor, jobId, units.slice(middle)));
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
