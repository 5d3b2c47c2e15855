import { PgBoss } from "pg-boss";
import { connection, databaseUrl } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { log } from "@/lib/log";
import type { PlannedJob } from "@/lib/orders/rules/plan";
import { jobsSchema as schema } from "./queues";

function watched(boss: PgBoss): PgBoss {
  boss.on("error", (error) => log.error("jobs", error));
  return boss;
}

// Only sends, so it shares the process's pool and, inside a transaction, that transaction's connection.
function sharing(): PgBoss {
  return watched(
    new PgBoss({
      schema,
      migrate: false,
      supervise: false,
      schedule: false,
      db: {
        executeSql: async (text, values) => ({
          rows: [...(await connection().sql.unsafe(text, (values ?? []) as never[]))],
        }),
      },
    }),
  );
}

const held = globalThis as { countinghouseSender?: Promise<PgBoss> };

function sender(): Promise<PgBoss> {
  held.countinghouseSender ??= sharing()
    .start()
    .catch((error) => {
      held.countinghouseSender = undefined;
      throw error;
    });
  return held.countinghouseSender;
}

/** Lets go of the sender's timers; a process that should end calls it. */
export async function stopSending(): Promise<void> {
  const started = await held.countinghouseSender;
  held.countinghouseSender = undefined;
  await started?.stop({ graceful: false, close: false });
}

/** Queues the jobs in the given transaction: they exist if, and only if, it commits. */
export async function enqueue(tx: Tx, jobs: readonly PlannedJob[]): Promise<void> {
  const queue = await sender();
  for (const job of jobs) {
    await queue.send(job.queue, job.data, {
      singletonKey: job.singletonKey,
      startAfter: job.startAfterSeconds,
      db: {
        executeSql: async (text, values) => ({ rows: [...(await tx.sql.unsafe(text, (values ?? []) as never[]))] }),
      },
    });
  }
}

/** The boss of a worker process: it supervises, schedules and fetches, over a pool of its own. */
export async function startBoss(): Promise<PgBoss> {
  const working = watched(
    new PgBoss({
      connectionString: databaseUrl(),
      max: 4,
      schema,
      migrate: false,
      createSchema: false,
      useListenNotify: true,
      // How soon a job whose worker was killed is noticed once its beat is overdue.
      superviseIntervalSeconds: 10,
      monitorIntervalSeconds: 10,
    }),
  );
  await working.start();
  return working;
}
