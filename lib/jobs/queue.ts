import { PgBoss } from "pg-boss";
import { connection, databaseUrl } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { PlannedJob } from "@/lib/orders/rules/plan";
import { queues } from "./queues";

const schema = "jobs";

function watched(boss: PgBoss): PgBoss {
  boss.on("error", (error) => {
    process.stderr.write(`${JSON.stringify({ level: "error", at: "jobs", message: error.message })}\n`);
  });
  return boss;
}

// Builds and works the queue over a pool of its own: its migrations open transactions by hand.
function standalone(options: { migrate: boolean; supervise: boolean }): PgBoss {
  const { migrate, supervise } = options;
  return watched(
    new PgBoss({ connectionString: databaseUrl(), max: 3, schema, migrate, createSchema: migrate, supervise, schedule: supervise }),
  );
}

// Only sends, so it shares the process's pool and, inside a transaction, that transaction's connection.
function sharing(): PgBoss {
  return watched(
    new PgBoss({
      schema,
      migrate: false,
      supervise: false,
      schedule: false,
      db: { executeSql: async (text, values) => ({ rows: [...(await connection().sql.unsafe(text, (values ?? []) as never[]))] }) },
    }),
  );
}

/** Creates the queue's tables and the queues themselves; part of every migration. */
export async function prepareQueues(): Promise<void> {
  const builder = standalone({ migrate: true, supervise: false });
  await builder.start();
  try {
    for (const [name, options] of Object.entries(queues)) await builder.createQueue(name, options);
  } finally {
    await builder.stop({ graceful: false });
  }
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

/** The boss of a worker process: it supervises, schedules and fetches. */
export async function startBoss(): Promise<PgBoss> {
  const working = standalone({ migrate: false, supervise: true });
  await working.start();
  return working;
}
