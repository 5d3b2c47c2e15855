import { afterEach, describe, expect, it, vi } from "vitest";
import { connection } from "@/db/client";
import { actorOf, openShop } from "@/lib/testing/people";
import { openChannel, receive, sell, stockItem } from "@/lib/testing/trade";
import { rollUpSales } from "./jobs";
import { salesVersion, whileUnchanged } from "./kept-answers";
import { getLeadTimes } from "./queries/get-lead-times";
import { getSalesReport } from "./queries/get-sales-report";
import { readPeriod } from "./rules/period";

const timeZone = "America/New_York";
const owner = (await openShop({ currency: "USD", timeZone })).actor;
const sql = connection().sql;
await openChannel("east", "USD");
const sku = await stockItem({ currency: "USD", price: "1.00" });
await receive(sku, 100);
const sellOne = () =>
  sell([{ sku, quantity: 1 }], {
    channel: "east",
    placedAt: "2026-11-01T12:00:00Z",
    now: new Date("2026-11-01T12:00:00Z"),
  });
const period = readPeriod({ period: "2026-10-01..2026-11-10", compare: "previous" }, "2026-11-10");

afterEach(() => vi.useRealTimers());

describe("an answer that is kept", () => {
  const counted = () => {
    let asked = 0;
    return async () => ++asked;
  };

  it("is asked for once while its version is the same, also by those who ask at once", async () => {
    const ask = counted();
    const same = () => whileUnchanged(["once"], async () => "1", ask);
    expect(await Promise.all([same(), same(), same()])).toEqual([1, 1, 1]);
    expect(await same()).toBe(1);
    expect(await whileUnchanged(["once"], async () => "2", ask)).toBe(2);
    expect(await whileUnchanged(["another"], async () => "2", ask)).toBe(3);
  });

  it("is asked for again after a minute, and after it failed", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const ask = counted();
    const same = () => whileUnchanged(["a minute"], async () => "1", ask);
    await same();
    vi.advanceTimersByTime(59_000);
    expect(await same()).toBe(1);
    vi.advanceTimersByTime(2000);
    expect(await same()).toBe(2);
    const fail = () =>
      whileUnchanged(
        ["failing"],
        async () => "1",
        () => Promise.reject(new Error("cut off")),
      );
    await expect(fail()).rejects.toThrow("cut off");
    expect(await whileUnchanged(["failing"], async () => "1", ask)).toBe(3);
  });

  it("goes when fifty others were asked since", async () => {
    const ask = counted();
    const of = (n: number) => whileUnchanged(["many", n], async () => "1", ask);
    for (let n = 0; n < 50; n += 1) await of(n);
    expect(await of(0)).toBe(1);
    await of(50);
    expect(await of(0)).toBe(1);
    expect(await of(1)).toBe(52);
  });
});

describe("reports that keep their answer", () => {
  const report = () => getSalesReport(owner, period, { language: "en", shopCurrency: "USD" });

  it("show every sale at once, rolled up or not, and ask again only for one", async () => {
    let orders = 0;
    for (let round = 0; round < 3; round += 1) {
      for (let each = 0; each < 2; each += 1) {
        await sellOne();
        orders += 1;
        expect((await report()).now.orders).toBe(orders);
      }
      const before = await salesVersion();
      await rollUpSales();
      expect(await salesVersion()).toBe(before);
      expect((await report()).now.orders).toBe(orders);
    }
  });

  it("show an order that left at once", async () => {
    expect((await getLeadTimes(owner, period, timeZone)).now).toEqual({ orders: 0, medianHours: null, p90Hours: null });
    await sql`update orders set first_shipped_at = placed_at + interval '2 days', updated_at = now()
      where id = (select id from orders limit 1)`;
    const { now, before } = await getLeadTimes(owner, period, timeZone);
    expect(now).toEqual({ orders: 1, medianHours: 48, p90Hours: 48 });
    expect(before?.orders).toBe(0);
    await expect(getLeadTimes(await actorOf("support"), period, timeZone)).rejects.toThrow("reports.read");
  });
});
