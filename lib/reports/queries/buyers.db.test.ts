import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { exportRows } from "@/lib/reports/export-rows";
import { rollUpSales } from "@/lib/reports/jobs";
import { actorOf, openShop } from "@/lib/testing/people";
import { must, openChannel, receive, sell, stockItem } from "@/lib/testing/trade";
import { brokenRows } from "@/lib/verify";
import { type BuyerKind, buyerKinds, buyersOf } from "../rules/buyers";
import { readPeriod } from "../rules/period";
import { getBuyerReport } from "./get-buyer-report";
import { listOrdersBehind } from "./list-orders-behind";

const owner = (await openShop({ currency: "USD", timeZone: "America/New_York" })).actor;
await openChannel("east", "USD");
await openChannel("west", "USD");
const sql = connection().sql;
const options = { shopCurrency: "USD" };
const october = readPeriod({ period: "2026-10-01..2026-10-31", compare: "previous", by: "week" }, "2026-11-21");
const autumn = readPeriod({ period: "2026-09-01..2026-10-31", compare: "none", by: "month" }, "2026-11-21");

const sku = await stockItem({ currency: "USD", price: "10.00" });
await receive(sku, 500);

/** An order of a known person, by e-mail; without one, of nobody on file. */
async function buys(who: string, at: string, quantity: number, channel = "east") {
  const placedAt = new Date(at);
  const sold = await sell([{ sku, quantity }], { channel, placedAt: placedAt.toISOString(), now: placedAt });
  const [known] = await sql<{ id: string }[]>`select id from customers where name = ${who}`;
  const [made] = known
    ? [known]
    : await sql<
        { id: string }[]
      >`insert into customers (id, number, name) values (gen_random_uuid(), ${`C-${who}`}, ${who}) returning id`;
  await sql`update orders set customer_id = ${who === "" ? null : (made?.id ?? null)} where number = ${sold.number}`;
  return sold;
}

await buys("Ann", "2026-09-10T15:00:00Z", 1);
// The evening of 30 September in New York is October in UTC: the shop's zone decides.
await buys("Ben", "2026-10-01T02:00:00Z", 2);
await buys("Ann", "2026-10-02T15:00:00Z", 3);
await buys("Cho", "2026-10-05T15:00:00Z", 4, "west");
await buys("Cho", "2026-10-20T15:00:00Z", 5);
const gone = await buys("Dee", "2026-10-21T15:00:00Z", 6);
await buys("", "2026-10-22T15:00:00Z", 7);
must(
  await run(
    cancelOrder,
    owner,
    { number: gone.number, reason: "customer_request" },
    { now: new Date("2026-10-23T15:00:00Z") },
  ),
);

describe("new and returning customers", () => {
  it("are told apart by their first order ever, on the shop's days, rolled up or not", async () => {
    for (const rolled of [false, true]) {
      if (rolled) await rollUpSales();
      const report = await getBuyerReport(owner, october, options);
      expect(report.now).toEqual({
        new: { customers: 2, orders: 2, net: 9_000n },
        returning: { customers: 1, orders: 1, net: 3_000n },
        unknown: { customers: 0, orders: 1, net: 7_000n },
      });
      expect(report.before).toEqual(buyersOf([{ group: "new", customers: 2, orders: 2, net: 3_000n }]));
    }
    expect(await brokenRows()).toEqual([]);
  });

  it("are judged by each step's own days: who is new in one returns in the next", async () => {
    const { steps, now } = await getBuyerReport(owner, autumn, options);
    expect(now.new.customers).toBe(4);
    expect(steps.map(({ step, sums }) => [step, sums.new.customers, sums.returning.customers])).toEqual([
      ["2026-09-01", 2, 0],
      ["2026-10-01", 2, 1],
    ]);
    const weeks = (await getBuyerReport(owner, october, options)).steps;
    const cho = weeks.filter(({ step }) => step >= "2026-10-05");
    expect(cho.map(({ sums }) => [sums.new.customers, sums.returning.customers])).toEqual([
      [1, 0],
      [1, 1],
    ]);
  });

  it("have the orders behind them with the same sum, and add up to all net sales with those of nobody on file", async () => {
    await buys("Eve", "2026-10-24T15:00:00Z", 1);
    const report = await getBuyerReport(owner, october, options);
    const behind = async (patch: { buyers?: BuyerKind; customer?: string }) => {
      const asked = { range: october.range, currency: "USD", measure: "net" as const, ...patch };
      const page = await listOrdersBehind(owner, asked, { after: "", before: "" }, "en", 100);
      expect(page.rows.reduce((sum, { amount }) => sum + amount, 0n)).toBe(page.total);
      return page.total;
    };
    for (const kind of buyerKinds) expect(await behind({ buyers: kind }), kind).toBe(report.now[kind].net);
    expect(await behind({ customer: "" })).toBe(report.now.unknown.net);
    const { new: fresh, returning, unknown } = report.now;
    expect(fresh.net + returning.net + unknown.net).toBe(await behind({}));
    const west = await getBuyerReport(owner, october, { ...options, filter: { channel: "west" } });
    expect([west.now.new.customers, west.now.new.net, west.now.returning.net]).toEqual([1, 4_000n, 0n]);
  });

  it("go into a file by step", async () => {
    const file = await exportRows("customers", {
      actor: owner,
      period: autumn,
      params: {},
      currency: "USD",
      ...options,
      language: "en",
      timeZone: "America/New_York",
      today: "2026-11-21",
    });
    const rows = [];
    for await (const row of file.rows) rows.push(row);
    expect(rows.slice(0, 2)).toEqual([
      ["2026-09-01", "2026-09-30", "new", 2, 2, "30.00", "USD"],
      ["2026-09-01", "2026-09-30", "returning", 0, 0, "0.00", "USD"],
    ]);
    expect(rows).toHaveLength(6);
  });

  it("are not for those who may not see reports", async () => {
    await expect(getBuyerReport(await actorOf("support"), october, options)).rejects.toThrow("may not reports.read");
  });
});
