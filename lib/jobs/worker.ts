import type { Job, JobResult, PgBoss } from "pg-boss";
import { closeConnection } from "@/db/client";
import { connectionIsGone } from "@/db/transaction";
import { systemActor } from "@/lib/actor";
import { automationHandlers } from "@/lib/automation/jobs";
import { bulkHandlers } from "@/lib/bulk/jobs";
import { inboxHandlers } from "@/lib/channels/jobs";
import { run } from "@/lib/command";
import { assert } from "@/lib/core/result";
import { followNews } from "@/lib/exceptions/follow-news";
import { exceptionHandlers } from "@/lib/exceptions/jobs";
import { importHandlers } from "@/lib/imports/jobs";
import { stockHandlers } from "@/lib/inventory/jobs";
import { type Listener, listen } from "@/lib/live/listener";
import { log } from "@/lib/log";
import { holdHandlers } from "@/lib/orders/end-holds";
import { paymentJobs } from "@/lib/payments/jobs";
import { reportHandlers } from "@/lib/reports/jobs";
import { returnHandlers } from "@/lib/returns/mail-buyers";
import { searchHandlers } from "@/lib/search/tidy-search";
import { sealSecrets } from "@/lib/settings/commands/seal-secrets";
import { webhookHandlers } from "@/lib/webhooks/jobs";
import { plumbingHandlers } from "./expire-keys";
import { startBoss, stopSending } from "./queue";
import { type JobHandler, type JobHandlers, type QueueName, queues } from "./queues";

const handlers: JobHandlers = {
  ...automationHandlers,
  ...bulkHandlers,
  ...inboxHandlers,
  ...exceptionHandlers,
  ...importHandlers,
  ...paymentJobs,
  ...plumbingHandlers,
  ...searchHandlers,
  ...reportHandlers,
  ...returnHandlers,
  ...stockHandlers,
  ...holdHandlers,
  ...webhookHandlers,
};

/** Time that running jobs get to finish after a stop was asked for; the supervisor waits a little longer. */
const stopWithinMs = 12_000;

/** The worker process: works the queues until it is told to stop, lets running jobs finish, and comes back. */
export async function startWorker(): Promise<void> {
  const asked = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => asked.abort());
  process.on("unhandledRejection", surviveCutConnection);
  await sealOpenSecrets();
  await work(handlers, asked.signal);
  await closeConnection();
}

/** A shop that was there before secrets were sealed has its own sealed as it comes up. */
async function sealOpenSecrets(): Promise<void> {
  const outcome = await run(sealSecrets, systemActor("worker"), {});
  assert(outcome.ok, "secrets are sealed");
  if (outcome.value.sealed > 0) log.info("worker", "secrets sealed", outcome.value);
}

/**
 * The driver asks things of its own as it connects, and lets nobody catch what comes of it. A connection that was cut
 * just then is no reason to end; anything else is.
 */
export function surviveCutConnection(error: unknown): void {
  log.error("process", error);
  if (!connectionIsGone(error)) process.exit(1);
}

/** Works the queues that have a handler until `stop` says so. */
export async function work(working: JobHandlers, stop: AbortSignal): Promise<void> {
  const boss = await startBoss();
  for (const [name, handler] of Object.entries(working) as [QueueName, JobHandler][]) {
    await boss.work(name, { ...pace(name), perJobResults: true }, (jobs) => settleAll(name, handler, jobs, stop));
  }
  await keepSchedules(boss, working);
  const following = working["exceptions.reconcile"] ? followNews() : null;
  const ear = hearOfWork(boss, working);
  log.info("worker", "working", { queues: Object.keys(working) });
  await aborted(stop);
  await following?.stop();
  await ear.stop();
  await boss.stop({ graceful: true, timeout: stopWithinMs });
  await stopSending();
  log.info("worker", "stopped");
}

// Long jobs are taken one at a time; short ones in handfuls that run side by side, the next handful at once.
function pace(name: QueueName) {
  const long = (queues[name].expireInSeconds ?? 0) > 3600;
  return long
    ? { batchSize: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 }
    : { batchSize: 4, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5, burstWhenBatchFull: true };
}

/** What the database tells, and the queue that works it off. */
const heard = { automation: "automation.run", webhooks: "webhooks.send" } as const satisfies Record<string, QueueName>;

/**
 * The database tells in the transaction that makes something wait for a rule or to be sent. A job queued there would make
 * everybody who writes orders wait for one another; queued here it makes nobody wait, and the schedule finds what was not
 * heard.
 */
function hearOfWork(boss: PgBoss, working: JobHandlers): Listener {
  const wakers = new Map(
    Object.entries(heard).flatMap(([topic, queue]) => (working[queue] ? [[topic, wakerOf(boss, queue)] as const] : [])),
  );
  return listen(
    ({ topic }) => wakers.get(topic)?.(),
    () => {
      for (const wake of wakers.values()) wake();
    },
  );
}

/** Queues a job; what is heard while one is being queued asks for one more, however often it is heard. */
function wakerOf(boss: PgBoss, queue: QueueName): () => void {
  let sending = false;
  let again = false;
  const wake = async () => {
    again = true;
    if (sending) return;
    sending = true;
    while (again) {
      again = false;
      await boss.send(queue, {}).catch((error: unknown) => log.error("worker", error, { queue }));
    }
    sending = false;
  };
  return () => void wake();
}

async function keepSchedules(boss: PgBoss, working: JobHandlers): Promise<void> {
  if (working["exceptions.reconcile"]) await boss.schedule("exceptions.reconcile", "* * * * *");
  if (working["automation.run"]) await boss.schedule("automation.run", "* * * * *");
  if (working["automation.overdue"]) await boss.schedule("automation.overdue", "*/5 * * * *");
  if (working["search.tidy"]) await boss.schedule("search.tidy", "* * * * *");
  if (working["sales.roll-up"]) await boss.schedule("sales.roll-up", "* * * * *");
  if (working["reports.mail"]) await boss.schedule("reports.mail", "* * * * *");
  if (working["returns.mail"]) await boss.schedule("returns.mail", "* * * * *");
  if (working["holds.end"]) await boss.schedule("holds.end", "* * * * *");
  if (working["bulk.expire"]) await boss.schedule("bulk.expire", "41 3 * * *");
  if (working["webhooks.send"]) await boss.schedule("webhooks.send", "* * * * *");
  if (working["webhooks.expire"]) await boss.schedule("webhooks.expire", "11 3 * * *");
  if (working["keys.expire"]) await boss.schedule("keys.expire", "23 3 * * *");
}

function settleAll(
  name: QueueName,
  handler: JobHandler,
  jobs: Job<unknown>[],
  stop: AbortSignal,
): Promise<JobResult[]> {
  return Promise.all(
    jobs.map(async ({ id, data, signal }): Promise<JobResult> => {
      try {
        await handler(data, { signal: AbortSignal.any([signal, stop]) });
        return { id, status: "completed" };
      } catch (error) {
        if (stop.aborted) log.info("worker", "handed a job back", { queue: name, job: id });
        else log.error("worker", error, { queue: name, job: id });
        return { id, status: "failed", output: { message: error instanceof Error ? error.message : String(error) } };
      }
    }),
  );
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
