import { z } from "zod";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { loadBulk } from "../load-bulk";

const input = z.strictObject({ jobId: z.uuid(), error: z.string().default("") });

/** Closes a change that has no order left, or one that must not go on, with the reason's code. */
export const endBulk = defineCommand({
  name: "bulk.end",
  permission: "orders.bulk",
  input,
  refusals: ["bulk_moved_on"],
  async run({ tx, now }, { jobId, error }) {
    const job = await loadBulk(tx.sql, { id: jobId }, true);
    if (!job || (job.status !== "running" && job.status !== "checking")) return refuse("bulk_moved_on");
    if (error === "" && job.waiting + job.ready > 0) return refuse("bulk_moved_on");
    await tx.sql`
      update bulk_jobs set status = ${error === "" ? "done" : "stopped"}, error = ${error}, finished_at = ${now.toISOString()}
      where id = ${jobId}`;
    return { number: job.number };
  },
});
