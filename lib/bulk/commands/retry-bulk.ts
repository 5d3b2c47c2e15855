import { may } from "@/lib/actor";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { retryBulkInput } from "../inputs";
import { loadBulk } from "../load-bulk";
import { type OpenedBulk, openBulk, queueLook } from "../open-bulk";
import { permissionOf } from "../rules/table";

/** Plans the same change anew for the orders that it failed, skipped or left; they are looked at again first. */
export const retryBulk = defineCommand({
  name: "bulk.retry",
  permission: "orders.bulk",
  input: retryBulkInput,
  refusals: ["not_found", "forbidden", "bulk_not_ready", "nothing_selected"],
  async run(context, { number, of }) {
    const { tx, actor } = context;
    const job = await loadBulk(tx.sql, { number });
    if (!job) return refuse("not_found", { number });
    const permission = permissionOf(job);
    if (!may(actor, permission)) return refuse("forbidden", { permission });
    if (job.status !== "done" && job.status !== "stopped") return refuse("bulk_not_ready", { number });
    const { action, input, undoOf } = job;
    const opened = await openBulk(context, {
      action,
      input,
      selection: { job: number, of },
      undoOf,
      retryOf: job.id,
    });
    const wanted = of === "left" ? ["waiting", "ready"] : [of];
    const { count } = await tx.sql`
      insert into bulk_job_items (job_id, position, order_id, order_number, status, details)
      select ${opened.id}, row_number() over (order by position), order_id, order_number, 'waiting', details
      from bulk_job_items where job_id = ${job.id} and status = any(${wanted}::text[])`;
    if (count === 0) return refuse("nothing_selected");
    await queueLook(context, opened.id, count);
    return { ...opened, total: count } satisfies OpenedBulk;
  },
});
