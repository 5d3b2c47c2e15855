import { transact } from "@/db/transaction";
import { isRefusal } from "@/lib/core/result";
import type { JobHandlers } from "@/lib/jobs/queues";
import { mailReports } from "./mail-reports";

const piece = 20_000;

/**
 * Moves the sales ledger's tail into the daily roll-ups, a piece a transaction, until what was there is moved or it is told to stop.
 * A piece that was not full has emptied the tail. What writers add meanwhile waits for the next run: following an import entry by
 * entry would write the same days over and over.
 */
export async function rollUpSales(signal?: AbortSignal): Promise<number> {
  let total = 0;
  while (!signal?.aborted) {
    const moved = await transact(async (tx) => {
      const [row] = await tx.sql<{ moved: number }[]>`select ch_roll_up_sales(${piece}) as moved`;
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
