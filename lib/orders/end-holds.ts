import { connection } from "@/db/client";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { assert } from "@/lib/core/result";
import type { JobHandlers } from "@/lib/jobs/queues";
import { endHolds } from "./commands/end-holds";

const atOnce = 100;

/** Releases every hold whose date has come, some orders a transaction; answers with how many orders had one. */
export async function endDueHolds(signal?: AbortSignal): Promise<number> {
  let total = 0;
  while (!signal?.aborted) {
    const rows = await connection().sql<{ number: string }[]>`
      select distinct o.number from holds h join orders o on o.id = h.order_id
      where h.cleared_at is null and h.release_when = 'due' and h.due_at <= now() order by 1 limit ${atOnce}`;
    if (rows.length === 0) break;
    const outcome = await run(endHolds, systemActor(), { numbers: rows.map(({ number }) => number) });
    assert(outcome.ok, "holds whose date has come end");
    total += outcome.value.ended;
    if (outcome.value.ended === 0) break;
  }
  return total;
}

export const holdHandlers: JobHandlers = {
  "holds.end": async (_data, { signal }) => {
    await endDueHolds(signal);
  },
};
