import { may } from "@/lib/actor";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { bulkRef } from "../inputs";
import { loadBulk } from "../load-bulk";
import { type OpenedBulk, openBulk, queueLook } from "../open-bulk";
import { bulkTable } from "../rules/table";

/** Plans a change that takes back what another one did, order by order; what others did since stays. */
export const undoBulk = defineCommand({
  name: "bulk.undo",
  permission: "orders.bulk",
  input: bulkRef,
  refusals: ["not_found", "forbidden", "bulk_not_ready", "not_undoable", "nothing_selected"],
  async run(context, { number }) {
    const { tx, actor } = context;
    const job = await loadBulk(tx.sql, { number });
    if (!job) return refuse("not_found", { number });
    const permission = bulkTable[job.action].undo;
    if (permission === undefined || job.undoOf !== null) return refuse("not_undoable");
    if (!may(actor, permission)) return refuse("forbidden", { permission });
    if (job.status !== "done" && job.status !== "stopped") return refuse("bulk_not_ready", { number });
    const { action, input } = job;
    const opened = await openBulk(context, { action, input, selection: { job: number, of: "done" }, undoOf: job.id });
    const its = bulkTable[action].makes ? tx.sql`o.number = i.effect->>'made'` : tx.sql`o.id = i.order_id`;
    const { count } = await tx.sql`
      insert into bulk_job_items (job_id, position, order_id, order_number, status, details)
      select ${opened.id}, row_number() over (order by i.position), o.id, o.number, 'waiting', i.effect
      from bulk_job_items i join orders o on ${its} where i.job_id = ${job.id} and i.status = 'done'`;
    if (count === 0) return refuse("nothing_selected");
    await queueLook(context, opened.id, count);
    return { ...opened, total: count } satisfies OpenedBulk;
  },
});
