import { may } from "@/lib/actor";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { enqueue } from "@/lib/jobs/queue";
import { bulkRef } from "../inputs";
import { loadBulk } from "../load-bulk";
import { permissionOf } from "../rules/table";

/** Starts a change that was looked at, in the name of whoever starts it. */
export const startBulk = defineCommand({
  name: "bulk.start",
  permission: "orders.bulk",
  input: bulkRef,
  refusals: ["not_found", "forbidden", "bulk_not_ready", "nothing_selected"],
  async run({ tx, actor, now }, { number }) {
    const job = await loadBulk(tx.sql, { number }, true);
    if (!job) return refuse("not_found", { number });
    const permission = permissionOf(job);
    if (!may(actor, permission)) return refuse("forbidden", { permission });
    if (job.status !== "checked") return refuse("bulk_not_ready", { number });
    if (job.ready === 0) return refuse("nothing_selected");
    await tx.sql`
      update bulk_jobs set status = 'running', started_by = ${actor.name}, started_by_id = ${actor.id},
        started_at = ${now.toISOString()}, heartbeat_at = ${now.toISOString()}
      where id = ${job.id}`;
    await enqueue(tx, [{ queue: "bulk.run", data: { jobId: job.id } }]);
    return { number };
  },
});
