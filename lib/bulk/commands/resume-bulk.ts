import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { bulkRef } from "../inputs";
import { loadBulk } from "../load-bulk";

/** A change that did not move for this long has lost its worker. */
export const silentSeconds = 90;

/** Has the worker go on with a change that has gone silent. Two workers on one change still do each order once. */
export const resumeBulk = defineCommand({
  name: "bulk.resume",
  permission: "orders.bulk",
  input: bulkRef,
  refusals: ["not_found", "bulk_not_running"],
  async run({ tx, now }, { number }) {
    const job = await loadBulk(tx.sql, { number }, true);
    if (!job) return refuse("not_found", { number });
    if (job.status !== "checking" && job.status !== "running") return refuse("bulk_not_running", { number });
    await tx.sql`update bulk_jobs set heartbeat_at = ${now.toISOString()} where id = ${job.id}`;
    await enqueue(tx, [{ queue: job.status === "running" ? "bulk.run" : "bulk.look", data: { jobId: job.id } }]);
    return { number };
  },
});
