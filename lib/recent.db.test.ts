import { expect, it, vi } from "vitest";
import { transact } from "@/db/transaction";
import { refuse } from "@/lib/core/result";
import { inProportion, recently } from "./recent";

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

it("rests after an answer for twenty times as long as it took, each name by itself", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const ask = vi.fn(async (name: string) => {
    vi.advanceTimersByTime(100);
    return `${name} ${ask.mock.calls.length}`;
  });
  const sum = inProportion(ask);
  expect(await Promise.all([sum("a"), sum("a")])).toEqual(["a 1", "a 1"]);
  vi.advanceTimersByTime(1999);
  expect(await sum("a")).toBe("a 1");
  expect(await sum("b")).toBe("b 2");
  expect(await sum("a")).toBe("a 3");
  vi.useRealTimers();
});

it("asks again what failed", async () => {
  const ask = vi.fn<() => Promise<number>>().mockRejectedValueOnce(new Error("away")).mockResolvedValue(7);
  const sum = inProportion(ask);
  await expect(sum("a")).rejects.toThrow("away");
  expect(await sum("a")).toBe(7);
});
