import { beforeAll, expect, it } from "vitest";
import { transact } from "@/db/transaction";
import { readHealth } from "@/lib/health";
import { enqueue } from "@/lib/jobs/queue";
import { makeShop } from "@/lib/testing/factories";
import { readMetrics } from "./read-metrics";

beforeAll(async () => {
  await makeShop();
});

it("say what waits in the queues and how transactions fare", async () => {
  await transact(async (tx) => {
    await enqueue(tx, [{ queue: "stock.offer", data: { variantIds: [] } }]);
  });
  const text = await readMetrics();
  expect(text).toMatch(/countinghouse_jobs\{queue="stock\.offer",state="created"\} 1/);
  expect(text).toMatch(/countinghouse_job_oldest_seconds\{queue="stock\.offer",state="created"\} [\d.]+/);
  expect(text).toMatch(/countinghouse_pool_wait_seconds_count [1-9]/);
  expect(text).toMatch(/countinghouse_pool_transactions\{state="running"\} 0/);
  for (const line of text.trimEnd().split("\n"))
    expect(line).toMatch(/^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{.*\})? -?[\d.e+-]+)$/);
});

it("is ready while a connection can be had, and says that the pool is full when none can", async () => {
  expect(await readHealth()).toEqual({ status: "ok", database: "ok", migrations: "current", pool: "ok" });
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  // One more than the pool has: the last one waits.
  const all = Array.from({ length: 9 }, () => transact(() => held));
  const health = await readHealth();
  letGo();
  await Promise.all(all);
  expect(health).toMatchObject({ status: "unavailable", database: "ok", pool: "full" });
  expect(await readHealth()).toMatchObject({ status: "ok" });
});
