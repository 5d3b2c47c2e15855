import { PgBoss } from "pg-boss";
import { connection } from "@/db/client";
import type { Tx } from "@/db/transaction";
import type { PlannedJob } from "@/lib/orders/rules/plan";
import { queues } from "./queues";

const schema = "jobs";

function boss(options: { migrate: boolean; supervise: boolean }): PgBoss {
  const made = new PgBoss({
    schema,
    migrate: options.migrate,
    supervise: options.supervise,
    schedule: options.supervise,
    createSchema: options.migrate,
    db: {
      executeSql: async (text, values) => {
        const rows = await connection().sql.unsafe(text, (values ?? []) as never[]);
        return { rows: [...rows] };
      },
    },
  });
  made.on("error", (error) => {
    process.stderr.write(`${JSON.stringify({ level: "error", at: "jobs", message: error.message })}\n`);
  });
  return made;
}

/** Creates the queue's tables and the queues themselves; part of every migration. */
export async function prepareQueues(): Promise<void> {
  const builder = boss({ migrate: true, supervise: false });
  await builder.start();
  try {
    for (const [name, options] of Object.entries(queues)) await builder.createQueue(name, options);
  } finally {
    await builder.stop({ graceful: false, close: false });
  }
}

const held = globalThis as { countinghouseSender?: Promise<PgBoss> };

function sender(): Promise<PgBoss> {
  held.countinghouseSender ??= boss({ migrate: false, supervise: false })
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
  const working = boss({ migrate: false, supervise: true });
  await working.start();
  return working;
}
