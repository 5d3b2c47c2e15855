import { z } from "zod";
import type { JobHandlers } from "@/lib/jobs/queues";
import { expireBulk } from "./expire-bulk";
import { lookAtBulk } from "./look-at-bulk";
import { runBulk } from "./run-bulk";

const ofJob = z.object({ jobId: z.uuid() });

/** What the worker does with bulk changes. Each goes on where it stopped, so a worker that ends leaves its job to the next. */
export const bulkHandlers: JobHandlers = {
  "bulk.expire": expireBulk,
  "bulk.look": async (data, { signal }) => {
    const outcome = await lookAtBulk(ofJob.parse(data).jobId, { signal });
    if (outcome === "stopped" && signal.aborted) throw new Error("the worker stops; the next looks at the rest");
  },
  "bulk.run": async (data, { signal }) => {
    const outcome = await runBulk(ofJob.parse(data).jobId, { signal });
    if (outcome === "stopped" && signal.aborted) throw new Error("the worker stops; the change goes on with the next");
  },
};
