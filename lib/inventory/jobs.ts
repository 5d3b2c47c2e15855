import { z } from "zod";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { assert } from "@/lib/core/result";
import type { JobHandlers } from "@/lib/jobs/queues";
import { offerStock } from "./commands/offer-stock";

const ofItems = z.object({ variantIds: z.array(z.uuid()) });

/** What the worker does with the stock's jobs. */
export const stockHandlers: JobHandlers = {
  "stock.offer": async (data) => {
    const outcome = await run(offerStock, systemActor(), ofItems.parse(data));
    assert(outcome.ok, `free units were not given out: ${outcome.ok ? "" : outcome.refusal.code}`);
  },
};
