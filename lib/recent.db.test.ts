import { expect, it, vi } from "vitest";
import { transact } from "@/db/transaction";
import { refuse } from "@/lib/core/result";
import { recently } from "./recent";

const write = () => transact((tx) => tx.sql`select 1`);

it("asks once for all who want to know at the same time, and again after a second", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const ask = vi.fn(async () => ask.mock.calls.length);
  const count = recently(ask);
  expect(await Promise.all([count(), count(), count()])).toEqual([1, 1, 1]);
  vi.advanceTimersByTime(999);
  expect(await count()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(await count()).toBe(2);
  vi.useRealTimers();
});

it("sees at once what this process changed, and not what it refused", async () => {
  const ask = vi.fn(async () => ask.mock.calls.length);
  const count = recently(ask);
  await count();
  await write();
  expect(await count()).toBe(2);
  await transact(async () => refuse("busy"));
  expect(await count()).toBe(2);
});

it("does not remember a failure", async () => {
  const ask = vi.fn<() => Promise<number>>().mockRejectedValueOnce(new Error("away")).mockResolvedValue(7);
  const count = recently(ask);
  await expect(count()).rejects.toThrow("away");
  expect(await count()).toBe(7);
});
