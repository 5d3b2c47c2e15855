import { transact } from "@/db/transaction";
import { isRefusal } from "@/lib/core/result";
import type { JobHandlers } from "@/lib/jobs/queues";
import { mailReports } from "./mail-reports";

const piece = 20_000;
const rollUps = ["ch_roll_up_sales", "ch_roll_up_shipped"] as const;

/** Moves sales and parcels that left into the roll-ups of their days. */
export async function rollUpSales(signal?: AbortSignal): Promise<number> {
  let total = 0;
  for (const rollUp of rollUps) total += await emptyTail(rollUp, signal);
  return total;
}

/**
 * Moves a tail into its daily roll-ups, a piece a transaction, until what was there is moved or it is told to stop.
 * A piece that was not full has emptied the tail. What writers add meanwhile waits for the next run: following an import entry by
 * entry would write the same days over and over.
 */
async function emptyTail(rollUp: (typeof rollUps)[number], signal?: AbortSignal): Promise<number> {
  let total = 0;
  while (!signal?.aborted) {
    const moved = await transact(async (tx) => {
      const [row] = await tx.sql<{ moved: number }[]>`select ${tx.sql(rollUp)}(${piece}) as moved`;
      return row?.moved ?? 0;
    });
    if (isRefusal(moved)) break;
    total += moved;
    if (moved < piece) break;
  }
  return total;
}

export const reportHandlers: JobHandlers = {
  "sales.roll-up": async (_data, { signal }) => {
    await rollUpSales(signal);
  },
  "reports.mail": async (_data, { signal }) => {
    await mailReports(signal);
  },
};
