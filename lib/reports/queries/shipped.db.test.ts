import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import { run } from "@/lib/command";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { exportRows } from "@/lib/reports/export-rows";
import { rollUpSales } from "@/lib/reports/jobs";
import { receiveReturn } from "@/lib/returns/commands/receive-return";
import { requestReturn } from "@/lib/returns/commands/request-return";
import { actorOf, openShop } from "@/lib/testing/people";
import { must, openChannel, openWarehouse, receive, sell, stockItem } from "@/lib/testing/trade";
import { brokenRows } from "@/lib/verify";
import { readPeriod } from "../rules/period";
import { getReturnReport } from "./get-return-report";
import { listShipped, type ShippedBehind, type ShippedLine } from "./list-shipped";

// Clocks go back in New York in the night to 1 November 2026: that day has 25 hours.
const zone = "America/New_York";
const owner = (await openShop({ currency: "USD", timeZone: zone })).actor;
const currencyOf = { east: "USD", west: "USD", uk: "GBP" } as const;
type Shop = keyof typeof currencyOf;
const options = { shopCurrency: "USD", timeZone: zone, language: "en" };
const at = (moment: Date) => ({ now: moment });

let seed = 7;
const random = (below: number) => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % below;
};

// Quarters of hours from the evening of 30 October to the morning of 3 November, so that days begin and end amid them.
const moment = () => new Date(Date.UTC(2026, 9, 31, 0) + random(84 * 4) * 900_000);

const skus: string[] = [];

beforeAll(async () => {
  for (const [shop, currency] of Object.entries(currencyOf)) await openChannel(shop, currency);
  await openWarehouse("NORTH", { priority: 200 });
  for (const price of ["10.00", "4.00", "2.50"]) {
    const sku = await stockItem({ prices: ["USD", "GBP"].map((currency) => ({ currency, unitPrice: price })) });
    await receive(sku, 400);
    skus.push(sku);
  }
  await fromTwo();
  for (let made = 0; made < 36; made += 1) {
    const lines = skus.slice(0, 1 + random(skus.length)).map((sku) => ({ sku, quantity: 1 + random(6) }));
    const channel = Object.keys(currencyOf)[random(3)] as Shop;
    const placed = moment();
    const order = await sell(lines, {
      channel,
      currency: currencyOf[channel],
      placedAt: placed.toISOString(),
      ...at(placed),
    });
    const { number } = order;
    const left = new Date(placed.getTime() + random(30) * 3_600_000);
    if (random(4) === 0) must(await run(cancelOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }, at(placed)));
    if (random(6) === 0) continue;
    const sent = await run(shipOrder, owner, { number, trackingNumber: `T${number}` }, at(left));
    if (!sent.ok) continue;
    if (random(3) === 0) await comesBack(number, left);
    if (random(3) === 0) await givenBack(number, left);
    if (made === 20) await rollUpSales();
  }
});

/** An order whose only line leaves from two warehouses at one moment. */
async function fromTwo() {
  const sku = await stockItem({ currency: "USD" });
  for (const location of ["MAIN", "NORTH"]) await receive(sku, 2, location);
  const placed = new Date("2026-11-01T15:00:00Z");
  const lines = [{ sku, quantity: 3 }];
  const { number } = await sell(lines, { channel: "west", placedAt: placed.toISOString(), ...at(placed) });
  must(await run(shipOrder, owner, { number, trackingNumber: `T${number}` }, at(placed)));
}

async function comesBack(number: string, left: Date) {
  const lines = [{ line: 1, quantity: 1, reason: "damaged" }];
  const requested = await run(requestReturn, owner, { number, lines, approve: true }, at(left));
  if (!requested.ok) return;
  const came = { rma: requested.value.rma, lines: [{ line: 1, quantity: 1 }], location: "MAIN" };
  must(await run(receiveReturn, owner, came, at(left)));
}

async function givenBack(number: string, left: Date) {
  must(await run(recordPayment, owner, { number, method: "cash" }, at(left)));
  const what = { kind: "lines", lines: [{ line: 1, quantity: 1 }] };
  must(await run(requestRefund, owner, { number, what, reason: "damaged" }, at(left)));
}

/** All the rows, page by page. */
async function walk(behind: Omit<ShippedBehind, "timeZone">, size = 3) {
  const rows: ShippedLine[] = [];
  for (let after = ""; ; ) {
    const page = await listShipped(owner, { timeZone: zone, ...behind }, { after, before: "" }, "en", size);
    rows.push(...page.rows);
    if (!page.older) return { header: page.units, rows };
    after = page.older;
  }
}

const sumOf = (rows: readonly { units: number }[]) => rows.reduce((sum, { units }) => sum + units, 0);

describe("units shipped", () => {
  const periods = [
    "2026-10-30..2026-11-05",
    "2026-10-31..2026-10-31",
    "2026-11-01..2026-11-01",
    "2026-11-02..2026-11-03",
  ];

  it.each([false, true])(
    "open lines that add up to them, in every period, currency and channel (all rolled up: %s)",
    async (rolled) => {
      if (rolled) await rollUpSales();
      const { sql } = connection();
      const [tail] = await sql`select count(*)::int as parcels from shipped_tail`;
      expect(tail?.parcels > 0).toBe(!rolled);
      for (const text of periods) {
        const period = readPeriod({ period: text }, "2026-11-21");
        for (const [currency, channel] of [
          ["USD"],
          ["GBP"],
          ["USD", "east"],
          ["GBP", "uk"],
          ["GBP", "east"],
        ] as const) {
          const report = await getReturnReport(owner, period, { ...options, currency, filter: { channel } });
          if (report.currency !== currency) continue;
          const { header, rows } = await walk({ range: period.range, currency, channel });
          expect([header, sumOf(rows)], `${text} ${currency} ${channel}`).toEqual([
            report.now.shipped,
            report.now.shipped,
          ]);
          expect(new Set(rows.map(({ at, id }) => `${at} ${id}`)).size).toBe(rows.length);
          expect(rows.filter(({ day }) => day < period.range.from || day >= period.range.to)).toEqual([]);
          for (const item of report.items) {
            const behind = await walk({ range: period.range, currency, channel, sku: item.sku });
            expect([behind.header, sumOf(behind.rows)]).toEqual([item.shipped, item.shipped]);
          }
        }
      }
    },
  );

  it("are read from the parcels themselves, on the long day too, each line once though it left from two warehouses", async () => {
    const { sql } = connection();
    const range = { from: "2026-11-01", to: "2026-11-02" };
    const [raw] = await sql<{ units: number }[]>`
      select sum(p.quantity)::int as units from shipments s join shipment_lines p on p.shipment_id = s.id join orders o on o.id = s.order_id
      where o.currency = 'USD' and s.shipped_at >= '2026-11-01T04:00:00Z' and s.shipped_at < '2026-11-02T05:00:00Z'`;
    const { header, rows } = await walk({ range, currency: "USD" });
    expect(raw?.units).toBeGreaterThan(10);
    expect([header, sumOf(rows)]).toEqual([raw?.units, raw?.units]);
    const whole = await walk({ range: { from: "2026-10-30", to: "2026-11-06" }, currency: "USD" }, 50);
    expect(whole.rows.find(({ parcels }) => parcels.length > 1)).toMatchObject({ units: 3, day: "2026-11-01" });
  });

  it("are taken away as the same rows, and are walked backwards too", async () => {
    const period = readPeriod({ period: periods[0] }, "2026-11-21");
    const { rows } = await walk({ range: period.range, currency: "USD", channel: "west" });
    const context = {
      actor: owner,
      period,
      params: { channel: "west" },
      currency: "USD",
      ...options,
      today: "2026-11-21",
    };
    const file = await exportRows("shipped", context);
    const taken = await Array.fromAsync(file.rows);
    expect(taken.map((row) => [row[0], row[2], row[5], row[7]])).toEqual(
      rows.map(({ day, order, sku, units }) => [day, order, sku, units]),
    );
    const behind = { range: period.range, timeZone: zone, currency: "USD", channel: "west" };
    const first = await listShipped(owner, behind, { after: "", before: "" }, "en", 4);
    const second = await listShipped(owner, behind, { after: first.older ?? "", before: "" }, "en", 4);
    expect((await listShipped(owner, behind, { after: "", before: second.newer ?? "" }, "en", 4)).rows).toEqual(
      first.rows,
    );
  });

  it("are shown to those who may see reports, and a parcel that was taken back leaves them", async () => {
    const support = await actorOf("support");
    const behind = { range: { from: "2026-10-30", to: "2026-11-06" }, currency: "USD" };
    const asked = listShipped(support, { timeZone: zone, ...behind }, { after: "", before: "" }, "en");
    await expect(asked).rejects.toThrow("reports.read");
    expect(await brokenRows()).toEqual([]);
    const before = await walk(behind);
    const [parcel] = before.rows.at(0)?.parcels ?? [];
    const gone = sumOf(before.rows.filter(({ parcels }) => parcels.includes(parcel ?? "")));
    await transact((tx) => tx.sql`update shipments set status = 'cancelled' where number = ${parcel ?? ""}`);
    const after = await walk(behind);
    expect([after.header, sumOf(after.rows)]).toEqual([before.header - gone, before.header - gone]);
  });
});
