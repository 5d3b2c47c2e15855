import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { connection } from "@/db/client";
import { poolUse } from "@/db/pool-use";
import { liveStreams } from "@/lib/live/process-hub";
import { gauge, metrics } from "./registry";
import { requestsInFlight } from "./watch-requests";

const lookEveryMs = 20;
const databaseWithinMs = 1000;

// Looked at since the last scrape; kept outside the module, which a dev server evaluates again.
const held = globalThis as { countinghouseDelay?: ReturnType<typeof monitorEventLoopDelay> };

/** Begins to watch how late the process comes to what is due. */
export function watchEventLoop(): void {
  held.countinghouseDelay ??= monitorEventLoopDelay({ resolution: lookEveryMs });
  held.countinghouseDelay.enable();
}

/** The figures of this process, and of the queues that all share. */
export async function readMetrics(): Promise<string> {
  // Figures are wanted most when the database is slow or away: then they come without the queues.
  const jobs = await Promise.race([readJobs().catch(() => ""), wait(databaseWithinMs, "")]);
  return [metrics().text(), processFigures(), poolFigures(), jobs].join("");
}

function processFigures(): string {
  const memory = process.memoryUsage();
  const delay = held.countinghouseDelay;
  // Node notes how far apart its looks were; late is what exceeds the time between them.
  const seconds = (nanoseconds = 0) =>
    Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e9 - lookEveryMs / 1000) : 0;
  const lag = [
    { labels: { of: "mean" }, value: seconds(delay?.mean) },
    { labels: { of: "p99" }, value: seconds(delay?.percentile(99)) },
    { labels: { of: "max" }, value: seconds(delay?.max) },
  ];
  delay?.reset();
  return [
    gauge("countinghouse_up_seconds", "Age of the process.", [{ value: process.uptime() }]),
    gauge("countinghouse_memory_bytes", "Memory of the process.", [
      { labels: { of: "resident" }, value: memory.rss },
      { labels: { of: "heap" }, value: memory.heapUsed },
      { labels: { of: "external" }, value: memory.external },
    ]),
    gauge("countinghouse_event_loop_lag_seconds", "How late timers come, since the last scrape.", lag),
    gauge("countinghouse_http_requests_in_flight", "Requests being answered.", [{ value: requestsInFlight() }]),
    gauge("countinghouse_live_streams", "Browsers told as it happens.", [{ value: liveStreams() }]),
  ].join("");
}

function poolFigures(): string {
  const use = poolUse();
  return [
    gauge("countinghouse_pool_connections", "Connections this process may open.", [
      { value: connection().sql.options.max },
    ]),
    gauge("countinghouse_pool_transactions", "Transactions: running, or waiting for a connection.", [
      { labels: { state: "running" }, value: use.running },
      { labels: { state: "waiting" }, value: use.waiting },
    ]),
    gauge("countinghouse_pool_wait_seconds_sum", "Time that transactions waited to begin, in all.", [
      { value: use.waitedMs / 1000 },
    ]),
    gauge("countinghouse_pool_wait_seconds_count", "Transactions begun.", [{ value: use.begun }]),
    gauge("countinghouse_transactions_repeated", "Transactions run again after a collision.", [
      { value: use.repeated },
    ]),
    gauge("countinghouse_transactions_busy", "Transactions given up after five collisions.", [{ value: use.gaveUp }]),
  ].join("");
}

type JobRow = { name: string; state: string; jobs: number; oldest: number };

// What is done is deleted by the queue itself in its time; these states stay few.
async function readJobs(): Promise<string> {
  const rows = await connection().sql<JobRow[]>`
    select name, state::text, count(*)::int as jobs, extract(epoch from now() - min(created_on))::float8 as oldest
    from jobs.job where state in ('created', 'retry', 'active', 'failed') group by 1, 2 order by 1, 2`;
  const waiting = rows.filter(({ state }) => state === "created" || state === "retry");
  return [
    gauge(
      "countinghouse_jobs",
      "Jobs by queue and state.",
      rows.map(({ name, state, jobs }) => ({ labels: { queue: name, state }, value: jobs })),
    ),
    gauge(
      "countinghouse_job_oldest_seconds",
      "Age of the oldest job that waits.",
      waiting.map(({ name, state, oldest }) => ({ labels: { queue: name, state }, value: oldest })),
    ),
  ].join("");
}
