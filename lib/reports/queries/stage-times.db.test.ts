import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { actorOf, openShop } from "@/lib/testing/people";
import { openChannel, receive, sell, stockItem } from "@/lib/testing/trade";
import { getStageTimes } from "./get-stage-times";

const timeZone = "America/New_York";
const owner = (await openShop({ currency: "USD", timeZone })).actor;
const sql = connection().sql;
await openChannel("east", "USD");
const sku = await stockItem({ currency: "USD", price: "1.00" });
await receive(sku, 100);
const place = (placedAt: string) =>
  sell([{ sku, quantity: 1 }], { channel: "east", placedAt, now: new Date(placedAt) });
const now = new Date("2026-11-10T00:00:00Z");
const day = { from: "2026-11-01", to: "2026-11-02" };

describe("times from step to step", () => {
  it("are of the orders placed in the shop's days, each with median, nine of ten and promises broken", async () => {
    // The day of 25 hours: an order a second before it, ten in it.
    await place("2026-11-01T03:59:59Z");
    for (let hour = 4; hour < 14; hour += 1) await place(`2026-11-01T${String(hour).padStart(2, "0")}:00:00Z`);
    await sql`
      with placed as (select id, row_number() over (order by placed_at) - 1 as n from orders)
      update orders o set approved_at = o.placed_at + p.n * interval '1 hour', first_shipped_at = o.placed_at + interval '2 days',
        promised_at = case when p.n = 1 then o.placed_at + interval '1 day' when p.n = 2 then o.placed_at + interval '3 days' end
      from placed p where p.id = o.id`;
    const times = await getStageTimes(owner, day, { timeZone, now });
    expect(times.steps.map(({ step }) => step)).toEqual(["reviewed", "picked", "packed", "shipped", "delivered"]);
    expect(times.steps[0]).toMatchObject({ orders: 10, medianHours: 5.5 });
    expect(times.steps[0]?.p90Hours).toBeCloseTo(9.1);
    expect(times.steps[4]).toMatchObject({ orders: 0, medianHours: null, p90Hours: null });
    expect(times).toMatchObject({ promised: 2, breaches: 1 });
  });

  it("are for those who may read reports", async () => {
    await expect(getStageTimes(await actorOf("support"), day, { timeZone, now })).rejects.toThrow("reports.read");
  });
});
