import { describe, expect, it } from "vitest";
import { run } from "@/lib/command";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { exportRows } from "@/lib/reports/export-rows";
import { rollUpSales } from "@/lib/reports/jobs";
import { actorOf, openShop } from "@/lib/testing/people";
import { must, openChannel, receive, sell, stockItem } from "@/lib/testing/trade";
import { brokenRows } from "@/lib/verify";
import { dimensions, parameterOf } from "../rules/breakdown";
import { costMeasures } from "../rules/costs";
import { readPeriod } from "../rules/period";
import { getBreakdown } from "./get-breakdown";
import { getSalesReport } from "./get-sales-report";
import { type Behind, listOrdersBehind } from "./list-orders-behind";

const owner = (await openShop({ currency: "USD", timeZone: "America/New_York" })).actor;
const viewer = await actorOf("viewer");
await openChannel("east", "USD");
await openChannel("uk", "GBP");
const period = readPeriod({ period: "2026-10-01..2026-10-31", compare: "previous" }, "2026-11-21");
const options = { language: "en", shopCurrency: "USD" };
const inBoth = [
  { currency: "USD", unitPrice: "10.00" },
  { currency: "GBP", unitPrice: "8.00" },
];
const known = await stockItem({ prices: inBoth, unitCost: "4.00", category: "Tea" });
const unknown = await stockItem({ prices: inBoth, category: "Cups" });
for (const sku of [known, unknown]) await receive(sku, 500);
const order = (sku: string, quantity: number, day: string, channel = "east") =>
  sell([{ sku, quantity }], {
    channel,
    placedAt: `2026-10-${day}T15:00:00Z`,
    now: new Date(`2026-10-${day}T15:00:00Z`),
  });

const first = await order(known, 5, "02");
await order(unknown, 3, "03");
await order(known, 2, "04", "uk");
must(
  await run(
    cancelOrder,
    owner,
    { number: first.number, lines: [{ line: 1, quantity: 1 }] },
    { now: new Date("2026-10-05T15:00:00Z") },
  ),
);

describe("the cost of what was sold", () => {
  it("is that of the day it was ordered, less what was cancelled; unknown cost is said and left out", async () => {
    for (const rolled of [false, true]) {
      if (rolled) await rollUpSales();
      const report = await getSalesReport(owner, period, options);
      expect(report.costs).toEqual({
        now: { cost: 1600n, uncosted: 3000n, margin: 2400n, share: 0.6 },
        before: { cost: 0n, uncosted: 0n, margin: 0n, share: null },
      });
      expect(report.series.map(({ step, costs }) => [step, costs?.cost])).toEqual([
        ["2026-10-02", 2000n],
        ["2026-10-03", null],
        ["2026-10-05", -400n],
      ]);
      const gbp = await getSalesReport(owner, period, { ...options, currency: "GBP" });
      expect(gbp.costs?.now).toEqual({ cost: 800n, uncosted: 0n, margin: null, share: null });
    }
    expect(await brokenRows()).toEqual([]);
  });

  it("adds up in every break-down, and has orders behind it", async () => {
    const total = { cost: 1600n, uncosted: 3000n, margin: 2400n };
    for (const of of dimensions) {
      const table = await getBreakdown(owner, of, period.range, options);
      expect(table.total.costs, of).toMatchObject(total);
      const sums = { cost: 0n, uncosted: 0n, margin: 0n };
      for (const row of table.rows) {
        for (const measure of costMeasures) {
          const figure = row.costs?.[measure] ?? 0n;
          sums[measure] += figure;
          const behind: Behind = { range: period.range, currency: "USD", measure, [parameterOf[of]]: row.key };
          const page = await listOrdersBehind(owner, behind, { after: "", before: "" }, "en", 100);
          const listed = page.rows.reduce((sum, { amount }) => sum + amount, 0n);
          expect([page.total, listed], `${of} ${row.key} ${measure}`).toEqual([figure, figure]);
        }
      }
      expect(sums, of).toEqual(total);
    }
    const tea = (await getBreakdown(owner, "category", period.range, options)).rows.find(({ key }) => key === "Tea");
    expect(tea?.costs).toEqual({ cost: 1600n, uncosted: 0n, margin: 2400n, share: 0.6 });
  });

  it("is not shown, listed or exported to those who may only read reports", async () => {
    expect((await getSalesReport(viewer, period, options)).costs).toBeNull();
    expect((await getSalesReport(viewer, period, options)).series[0]?.costs).toBeNull();
    expect((await getBreakdown(viewer, "product", period.range, options)).total.costs).toBeNull();
    const behind: Behind = { range: period.range, currency: "USD", measure: "margin" };
    await expect(listOrdersBehind(viewer, behind, { after: "", before: "" }, "en")).rejects.toThrow("reports.cost");
    const context = { period, params: { of: "product" as const }, currency: "USD", shopCurrency: "USD" };
    const headers = async (actor: typeof owner) =>
      (
        await exportRows("groups", {
          ...context,
          actor,
          language: "en",
          timeZone: "America/New_York",
          today: "2026-11-21",
        })
      ).header;
    expect(await headers(viewer)).not.toContain("cost");
    expect(await headers(owner)).toContain("margin");
  });
});
