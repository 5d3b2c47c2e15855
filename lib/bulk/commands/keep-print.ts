import { z } from "zod";
import { bulkFiles } from "@/db/schema/bulk";
import { may } from "@/lib/actor";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { loadBulk } from "../load-bulk";
import { permissionOf } from "../rules/table";
import { settleItems } from "../write-items";

const input = z.strictObject({
  jobId: z.uuid(),
  /** Places of the orders that are in the file, and of those there was nothing to print for. */
  printed: z.array(z.number().int()),
  empty: z.array(z.number().int()),
  file: z.custom<{ pdf: Uint8Array; documents: number }>().nullable(),
});

/** Keeps a file that was printed and the outcome of its orders, together: an order is in one file. */
export const keepPrint = defineCommand({
  name: "bulk.keep_print",
  permission: "orders.bulk",
  input,
  refusals: ["bulk_moved_on", "forbidden"],
  async run({ tx, actor, now }, { jobId, printed, empty, file }) {
    const job = await loadBulk(tx.sql, { id: jobId }, true);
    if (job?.status !== "running") return refuse("bulk_moved_on");
    const permission = permissionOf(job);
    if (!may(actor, permission)) return refuse("forbidden", { permission });
    const [open] = await tx.sql<{ count: number }[]>`
      select count(*)::int as count from bulk_job_items
      where job_id = ${jobId} and position = any(${[...printed, ...empty]}::int[]) and status = 'ready'`;
    // Somebody else has printed these meanwhile.
    if (open?.count !== printed.length + empty.length) return { kept: false };
    if (file) {
      const [last] = await tx.sql<{ next: number }[]>`
        select coalesce(max(position), 0)::int + 1 as next from bulk_files where job_id = ${jobId}`;
      const data = Buffer.from(file.pdf);
      await tx.db
        .insert(bulkFiles)
        .values({ jobId, position: last?.next ?? 1, documents: file.documents, data, createdAt: now });
    }
    await settleItems(tx, jobId, [
      ...printed.map((position) => ({ position, status: "done" as const })),
      ...empty.map((position) => ({ position, status: "failed" as const, code: "nothing_to_print", facts: {} })),
    ]);
    await tx.sql`update bulk_jobs set heartbeat_at = ${now.toISOString()} where id = ${jobId}`;
    return { kept: true };
  },
});
