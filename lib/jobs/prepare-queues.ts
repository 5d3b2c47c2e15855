import { PgBoss } from "pg-boss";
import { jobsSchema, queues } from "./queues.ts";

/**
 * Creates the queue's tables and the queues themselves, and brings queues that exist to their present options; part of
 * every migration. Imports nothing by alias, so that scripts can run it without a loader.
 */
export async function prepareQueues(url: string): Promise<void> {
  // A pool of its own: the library's migrations open transactions by hand.
  const boss = new PgBoss({ connectionString: url, max: 1, schema: jobsSchema, supervise: false, schedule: false });
  let failure: unknown;
  boss.on("error", (error) => {
    failure ??= error;
  });
  await boss.start();
  try {
    for (const [name, options] of Object.entries(queues)) {
      const { policy: _, ...changeable } = options as typeof options & { policy?: string };
      await boss.createQueue(name, options);
      await boss.updateQueue(name, changeable);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  if (failure) throw failure;
}
