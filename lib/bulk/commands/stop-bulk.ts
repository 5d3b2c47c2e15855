import { may } from "@/lib/actor";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { bulkRef } from "../inputs";
import { loadBulk } from "../load-bulk";
import { permissionOf } from "../rules/table";

/** Stops a change: what is done stays done, the orders that had not had their turn are left as they are. */
export const stopBulk = defineCommand({
  name: "bulk.stop",
  permission: "orders.bulk",
  input: bulkRef,
  refusals: ["not_found", "forbidden", "bulk_not_running"],
  async run({ tx, actor, now }, { number }) {
    // Waits for the batch that is being written: after it nothing more is done.
    const job = await loadBulk(tx.sql, { number }, true);
    if (!job) return refuse("not_found", { number });
    const permission = permissionOf(job);
    if (!may(actor, permission)) return refuse("forbidden", { permission });
    if (job.status === "done" || job.status === "stopped") return refuse("bulk_not_running", { number });
    await tx.sql`
      update bulk_jobs set status = 'stopped', error = '', finished_at = ${now.toISOString()} where id = ${job.id}`;
    return { number };
  },
});
