import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import { exportRows } from "@/lib/reports/export-rows";
import { rollUpSales } from "@/lib/reports/jobs";
import { actorOf, openShop } from "@/lib/testing/people";
import { openChannel, receive, sell, stockItem } from "@/lib/testing/trade";
import { readPeriod } from "../rules/period";
import { getItemReport } from "./get-item-report";
import { listOrdersBehind } from "./list-orders-behind";

const owner = (await openShop({ currency: "USD", timeZone: "America/New_York" })).actor;
const support = await actorOf("support");
await openChannel("east", "USD");
const sql = connection().sql;
const today = "2026-11-21";
const october = readPeriod({ period: "2026-10-01..2026-10-31", compare: "previous" }, today);
const options = { language: "en", shopCurrency: "USD", today, timeZone: "America/New_York" };

const item = (sku: string) => stockItem({ sku, product: sku, currency: "USD", price: "10.00", backorderAllowed: true });
for (const sku of ["BEST", "SLOW", "DEAD", "EMPTY", "LATE", "GONE"]) await item(sku);

/** What happened to an item's stock, written straight into the ledger on its day. */
async function move(sku: string, quantity: number, at: string) {
  await transact(
    (tx) => tx.sql`
      insert into stock_movements (variant_id, location_id, on_hand_delta, reason, document_type, document_number, occurred_at)
      select v.id, l.id, ${quantity}, 'adjust', 'adjustment', 'T', ${at}::timestamptz from variants v, locations l where v.sku = ${sku} and l.code = 'MAIN'`,
  );
}
for (const sku of ["BEST", "SLOW", "DEAD", "EMPTY", "GONE"]) await move(sku, 100, "2026-09-01T12:00:00Z");
await move("LATE", 100, "2026-10-01T04:00:01Z");
// Empty for an hour in the middle, and after the period only.
await move("EMPTY", -100, "2026-10-15T12:00:00Z");
await move("EMPTY", 100, "2026-10-15T13:00:00Z");
await move("GONE", -100, "2026-11-01T04:00:00Z");
const order = (sku: string, quantity: number) =>
  sell([{ sku, quantity }], {
    channel: "east",
    placedAt: "2026-10-10T15:00:00Z",
    now: new Date("2026-10-10T15:00:00Z"),
  });
await order("BEST", 9);
await order("SLOW", 1);
await order("SLOW", 1);

describe("best and worst sellers", () => {
  it("are those with the largest sales, and those that sold least though they were there all the time", async () => {
    for (const rolled of [false, true]) {
      if (rolled) await rollUpSales();
      const report = await getItemReport(owner, october, options);
      expect(report.best.map(({ sku, units, net }) => [sku, units, net])).toEqual([
        ["BEST", 9, 9000n],
        ["SLOW", 2, 2000n],
      ]);
      expect(new Set(report.worst.slice(0, 2).map(({ sku }) => sku))).toEqual(new Set(["DEAD", "GONE"]));
      expect(report.worst.slice(2).map(({ sku }) => sku)).toEqual(["SLOW", "BEST"]);
      expect(report.worst.find(({ sku }) => sku === "DEAD")).toMatchObject({ units: 0, net: 0n, free: 100 });
    }
  });

  it("leave out what is sold out now while the period is not over", async () => {
    const now = readPeriod({ period: "2026-10-20..2026-11-30" }, today);
    const { worst } = await getItemReport(owner, now, options);
    expect(worst.map(({ sku }) => sku)).not.toContain("GONE");
    expect(worst.map(({ sku }) => sku)).toEqual(expect.arrayContaining(["DEAD", "EMPTY", "LATE"]));
  });

  it("say how long the rest lasts, and lead to their orders with the same sum", async () => {
    await receive("BEST", 47);
    await sell([{ sku: "BEST", quantity: 14 }], { channel: "east", placedAt: "2026-11-20T15:00:00Z" });
    const { best } = await getItemReport(owner, october, options);
    const [free] =
      await sql`select sum(available)::int as units from stock_levels l join variants v on v.id = l.variant_id where sku = 'BEST'`;
    expect(best[0]).toMatchObject({ free: free?.units, daysOfCover: Math.floor(((free?.units ?? 0) * 28) / 14) });
    expect(best[1]?.daysOfCover).toBeNull();
    const { range } = october;
    for (const { sku, net, units } of best) {
      const page = await listOrdersBehind(
        owner,
        { range, currency: "USD", measure: "items", sku },
        { after: "", before: "" },
        "en",
      );
      expect([page.total, page.rows.reduce((sum, { amount }) => sum + amount, 0n)]).toEqual([net, net]);
      expect([page.units, page.rows.reduce((sum, { quantity }) => sum + quantity, 0)]).toEqual([units, units]);
    }
  });

  it("are exported, and shown to those who may read reports", async () => {
    const file = await exportRows("sellers", {
      ...{ actor: owner, period: october, params: {}, currency: "USD", ...options },
    });
    const rows: unknown[][] = [];
    for await (const row of file.rows) rows.push(row);
    expect(rows[0]?.slice(0, 6)).toEqual(["best", "BEST", "BEST", 9, "90.00", "0.00"]);
    expect(rows.filter(([list]) => list === "worst")).toHaveLength(4);
    await expect(getItemReport(support, october, options)).rejects.toThrow("reports.read");
  });
});
