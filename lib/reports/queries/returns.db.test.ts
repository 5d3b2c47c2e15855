import { expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { exportRows } from "@/lib/reports/export-rows";
import { rollUpSales } from "@/lib/reports/jobs";
import { receiveReturn } from "@/lib/returns/commands/receive-return";
import { requestReturn } from "@/lib/returns/commands/request-return";
import { actorOf, openShop } from "@/lib/testing/people";
import { must, openChannel, receive, sell, stockItem } from "@/lib/testing/trade";
import { brokenRows } from "@/lib/verify";
import { readPeriod } from "../rules/period";
import { getReturnReport } from "./get-return-report";
import { listReturned } from "./list-returned";

const zone = "America/New_York";
const owner = (await openShop({ currency: "USD", timeZone: zone })).actor;
await openChannel("east", "USD");
await openChannel("west", "USD");
const options = { shopCurrency: "USD", timeZone: zone, language: "en" };
const october = readPeriod({ period: "2026-10-01..2026-10-31", compare: "previous" }, "2026-11-21");
const at = (moment: string) => ({ now: new Date(moment) });
const sku = await stockItem({ currency: "USD", price: "10.00" });
const other = await stockItem({ currency: "USD", price: "4.00" });
for (const item of [sku, other]) await receive(item, 500);

async function sent(item: string, quantity: number, channel: string, moment: string) {
  const order = await sell([{ sku: item, quantity }], { channel, placedAt: moment, ...at(moment) });
  must(await run(shipOrder, owner, { number: order.number, trackingNumber: `T${order.number}` }, at(moment)));
  return order.number;
}

async function back(number: string, quantity: number, reason: string, moment: string) {
  const lines = [{ line: 1, quantity, reason }];
  const { rma } = must(await run(requestReturn, owner, { number, lines, approve: true }, at(moment)));
  const came = { rma, lines: [{ line: 1, quantity }], location: "MAIN" };
  must(await run(receiveReturn, owner, came, at(moment)));
  return rma;
}

it("tells what came back by reason, outcome, channel and item, beside what left, rolled up or not", async () => {
  const [first, second, third] = [
    await sent(sku, 8, "east", "2026-10-03T15:00:00Z"),
    await sent(other, 5, "west", "2026-10-04T15:00:00Z"),
    await sent(sku, 4, "west", "2026-09-20T15:00:00Z"),
  ];
  const rma = await back(first, 2, "damaged", "2026-10-10T15:00:00Z");
  await back(second, 1, "not_wanted", "2026-10-11T15:00:00Z");
  // 23:30 on the last of the month by the shop's clock.
  await back(third, 1, "damaged", "2026-11-01T03:30:00Z");
  await back(third, 2, "late", "2026-11-01T05:30:00Z");
  for (const rolled of [false, true]) {
    if (rolled) expect(await rollUpSales()).toBeGreaterThan(0);
    const report = await getReturnReport(owner, october, options);
    expect(report.now).toEqual({ cases: 3, units: 4, value: 3400n, shipped: 13, rate: 4 / 13 });
    expect(report.before).toMatchObject({ units: 0, shipped: 4 });
    expect(report.groups.reason).toMatchObject([
      { key: "damaged", cases: 2, units: 3, value: 3000n, share: 0.75, before: { units: 0 } },
      { key: "not_wanted", cases: 1, units: 1, value: 400n },
    ]);
    expect(report.groups.outcome).toMatchObject([{ key: "refund", units: 4 }]);
    expect(report.groups.channel.map(({ key, units }) => [key, units])).toEqual([
      ["east", 2],
      ["west", 2],
    ]);
    expect(report.items).toMatchObject([
      { sku, units: 3, shipped: 8, rate: 3 / 8 },
      { sku: other, units: 1, shipped: 5, rate: 1 / 5 },
    ]);
    expect(report.series).toEqual([
      { step: "2026-10-10", amount: 2n },
      { step: "2026-10-11", amount: 1n },
      { step: "2026-10-31", amount: 1n },
    ]);
    const west = await getReturnReport(owner, october, { ...options, filter: { channel: "west" } });
    expect(west.now).toMatchObject({ units: 2, shipped: 5 });
  }
  const behind = { range: october.range, timeZone: zone, currency: "USD" };
  const start = { after: "", before: "" };
  const all = await listReturned(owner, behind, start, "en", 2);
  expect(all.total).toEqual({ cases: 3, units: 4, value: 3400n });
  const rest = await listReturned(owner, behind, { after: all.older ?? "", before: "" }, "en", 2);
  expect([...all.rows, ...rest.rows].map(({ day, units }) => [day, units])).toEqual([
    ["2026-10-31", 1],
    ["2026-10-11", 1],
    ["2026-10-10", 2],
  ]);
  expect(rest.rows[0]?.rma).toBe(rma);
  const damaged = await listReturned(owner, { ...behind, reason: "damaged", sku }, start, "en");
  expect(damaged.total).toEqual({ cases: 2, units: 3, value: 3000n });

  const context = { actor: owner, period: october, params: {}, currency: "USD", ...options, today: "2026-11-21" };
  const sums = new Map<unknown, number>();
  const file = await exportRows("returns", context);
  for await (const row of file.rows) sums.set(row[0], (sums.get(row[0]) ?? 0) + Number(row[3]));
  expect([...sums]).toEqual([
    ["reason", 4],
    ["outcome", 4],
    ["channel", 4],
    ["item", 4],
  ]);
  const lines = await exportRows("returned", context);
  expect((await Array.fromAsync(lines.rows)).map((row) => row[9])).toEqual([1, 1, 2]);
  const support = await actorOf("support");
  await expect(getReturnReport(support, october, options)).rejects.toThrow("reports.read");
  expect(await brokenRows()).toEqual([]);
  const [tail] = await connection().sql`select count(*)::int as left from shipped_tail`;
  expect(tail?.left).toBe(0);
});
