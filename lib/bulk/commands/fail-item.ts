import { z } from "zod";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { loadBulk } from "../load-bulk";
import { settleItems } from "../write-items";

const input = z.strictObject({
  jobId: z.uuid(),
  position: z.number().int(),
  code: z.string().min(1),
  facts: z.record(z.string(), z.unknown()),
});

/** Notes that one order could not be done, where its transaction had to be undone to the last statement. */
export const failItem = defineCommand({
  name: "bulk.fail_item",
  permission: "orders.bulk",
  input,
  refusals: ["bulk_moved_on"],
  async run({ tx }, { jobId, position, code, facts }) {
    const job = await loadBulk(tx.sql, { id: jobId }, true);
    if (job?.status !== "running") return refuse("bulk_moved_on");
    const [item] = await tx.sql`
      select status from bulk_job_items where job_id = ${jobId} and position = ${position}`;
    if (item?.status === "ready") await settleItems(tx, jobId, [{ position, status: "failed", code, facts }]);
    return { position };
  },
});
