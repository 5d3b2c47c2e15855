import { connection } from "@/db/client";
import type { JobHandlers } from "./queues";

const keptDays = 30;
const atOnce = 10_000;

/**
 * Forgets idempotency keys that nobody sends again. What the payment simulator did is its memory, and stays: a refund
 * asked for again after a month is still the same refund.
 */
export async function expireKeys(signal?: AbortSignal): Promise<number> {
  let total = 0;
  while (!signal?.aborted) {
    const { count } = await connection().sql`
      delete from idempotency_keys where (scope, key) in (
        select scope, key from idempotency_keys
        where created_at < now() - make_interval(days => ${keptDays}) and scope <> 'payment simulator' limit ${atOnce})`;
    total += count;
    if (count < atOnce) break;
  }
  return total;
}

export const plumbingHandlers: JobHandlers = {
  "keys.expire": async (_data, { signal }) => {
    await expireKeys(signal);
  },
};
