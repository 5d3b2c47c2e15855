import postgres from "postgres";
import { afterAll, expect, it } from "vitest";
import { connection, databaseUrl } from "./client";
import { readTogether, transact } from "./transaction";

const poolSize = 8;
const knife = postgres(databaseUrl(), { max: 1, onnotice: () => {} });
afterAll(() => knife.end());

const cutAll = () => knife`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;

/** Work in a transaction that goes on asking, whatever happens to its connection. */
async function busyTransaction(): Promise<string> {
  try {
    await transact(async (tx) => {
      for (let asked = 0; asked < 50; asked += 1) {
        await Promise.all([tx.sql`select pg_sleep(0.002)`.execute(), tx.sql`select 1`.execute()]);
      }
    });
    return "done";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

/** Has every place of the pool connected, however often that takes: a place whose connection was cut may say so once. */
async function connected(): Promise<void> {
  const ask = () =>
    transact((tx) => tx.sql`select pg_sleep(0.02)`).then(
      () => true,
      () => false,
    );
  while (!(await Promise.all(Array.from({ length: poolSize }, ask))).every(Boolean));
}

it("connections that are cut in the middle of transactions end those alone, and cost the pool none of its places", async () => {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => uncaught.push(error);
  process.on("uncaughtException", note);
  const ends = new Set<string>();
  for (let round = 0; round < 12; round += 1) {
    await connected();
    const busy = Array.from({ length: poolSize }, busyTransaction);
    await cutAll();
    for (const end of await Promise.all(busy)) ends.add(end);
  }
  await connected();
  process.off("uncaughtException", note);
  expect(uncaught).toEqual([]);
  // One that had not begun begins again, and is done.
  ends.delete("done");
  expect(ends.size).toBeGreaterThan(0);
  expect([...ends].filter((end) => end !== "CONNECTION_CLOSED" && end !== "ECONNRESET")).toEqual([]);

  // All places at once: one that is lost would leave its question waiting for another's.
  const began = performance.now();
  const meet = await Promise.all(
    Array.from({ length: poolSize }, async () => {
      let pid: number | undefined;
      await transact(async (tx) => {
        const [row] = await tx.sql<{ pid: number }[]>`select pg_backend_pid() as pid, pg_sleep(0.5)`;
        pid = row?.pid;
      });
      return pid;
    }),
  );
  expect(new Set(meet).size).toBe(poolSize);
  expect(performance.now() - began).toBeLessThan(5000);
}, 60_000);

it.each([
  ["transactions", transact],
  ["pages", readTogether],
])(
  "%s that come after a cut are done, all of them, at the first try",
  async (_, within) => {
    for (let round = 0; round < 6; round += 1) {
      const busy = Array.from({ length: poolSize }, busyTransaction);
      await cutAll();
      await Promise.all(busy);
      const done = Array.from({ length: poolSize }, () => within((tx) => tx.sql`select pg_sleep(0.02)`));
      expect((await Promise.allSettled(done)).map(({ status }) => status)).toEqual(Array(poolSize).fill("fulfilled"));
    }
  },
  60_000,
);

it("a transaction that asked on another connection, which ended, is rolled back soon and leaves nothing locked", async () => {
  const began = performance.now();
  const done = transact(async (tx) => {
    await tx.sql`select pg_advisory_xact_lock(20260101)`;
    await connection().sql`select pg_terminate_backend(pg_backend_pid())`;
    return "unseen";
  });
  await expect(done).rejects.toThrow(/terminating connection|CONNECTION_CLOSED/);
  expect(performance.now() - began).toBeLessThan(10_000);
  const [lock] = await knife`select pg_try_advisory_lock(20260101) as free`;
  expect(lock?.free).toBe(true);
  // The place whose connection ended may say so once more.
  const askAll = () => Array.from({ length: poolSize }, () => connection().sql`select 1 as n`);
  await Promise.allSettled(askAll());
  expect((await Promise.all(askAll())).flat()).toEqual(Array(poolSize).fill({ n: 1 }));
}, 30_000);
