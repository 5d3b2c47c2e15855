import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import { run } from "@/lib/command";
import { toCsv } from "@/lib/core/csv";
import type { DayRange } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import type { SalesPosting } from "@/lib/orders/rules/plan";
import { insertSales } from "@/lib/post";
import { exportReport } from "@/lib/reports/commands/export-report";
import { exportRows } from "@/lib/reports/export-rows";
import { rollUpSales } from "@/lib/reports/jobs";
import { actorOf, openShop } from "@/lib/testing/people";
import { openChannel, receive, sell, stockItem } from "@/lib/testing/trade";
import { type Measure, measureNames, measures } from "../rules/metrics";
import { readPeriod } from "../rules/period";
import { salesOf } from "../sales-base";
import { getHours } from "./get-hours";
import { getSalesReport } from "./get-sales-report";
import { type Behind, listOrdersBehind } from "./list-orders-behind";

// Clocks go back in New York in the night to 1 November 2026.
const owner = (await openShop({ currency: "USD", timeZone: "America/New_York" })).actor;
const support = await actorOf("support");
const shops = [await openChannel("east", "USD"), await openChannel("west", "USD"), await openChannel("uk", "GBP")];
const sql = connection().sql;
const options = { language: "en", shopCurrency: "USD" };
const reportOf = (period: string, more: Partial<Parameters<typeof getSalesReport>[2]> = {}) =>
  getSalesReport(owner, readPeriod({ period, compare: "previous" }, "2026-11-21"), { ...options, ...more });

/** The figure straight from the ledger, entry by entry. */
async function rawSum(
  measure: Measure,
  range: DayRange,
  where: { currency: string; channel?: string; country?: string },
): Promise<bigint> {
  const { kinds, components } = measures[measure];
  const [row] = await sql`
    select coalesce(sum(amount_minor), 0)::text as total from sales_entries e join channels c on c.id = e.channel_id
    where business_day >= ${range.from} and business_day < ${range.to} and e.currency = ${where.currency} and e.kind = any(${[...kinds]})
      and e.component = any(${[...components]}) ${where.channel ? sql`and c.code = ${where.channel}` : sql``} ${where.country === undefined ? sql`` : sql`and e.country = ${where.country}`}`;
  return BigInt(row?.total);
}

/** Everything the listed pages add up to, page by page. */
async function walk(behind: Behind, size: number) {
  let total = 0n;
  let header = 0n;
  const seen: string[] = [];
  let state = { after: "", before: "" };
  for (;;) {
    const page = await listOrdersBehind(owner, behind, state, "en", size);
    header = page.total;
    for (const row of page.rows) {
      total += row.amount;
      seen.push(`${row.day} ${row.document}`);
    }
    if (!page.older) return { total, header, seen };
    state = { after: page.older, before: "" };
  }
}

let seed = 42;
const random = (below: number) => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % below;
};
const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;

function randomEntry(): SalesPosting {
  const shop = pick(shops);
  const kind = pick(["sale", "sale", "sale", "change", "cancellation", "refund"] as const);
  return {
    orderId: newId(),
    kind,
    component: pick(["merchandise", "merchandise", "discount", "shipping", "fee", "tax"] as const),
    channelId: shop.id,
    country: pick(["US", "CN", ""]),
    currency: shop.code === "uk" ? "GBP" : "USD",
    quantity: random(5),
    amountMinor: BigInt(random(200_000) - 60_000),
    orderDelta: kind === "sale" ? 1 : 0,
    businessDay: `2026-09-${String(1 + random(28)).padStart(2, "0")}`,
  };
}
const write = (entries: readonly SalesPosting[]) => transact(async (tx) => insertSales(tx, entries, new Date()));

describe("a sales report", () => {
  it("equals the raw ledger at every moment while people sell and the roll-up runs", async () => {
    const range = { from: "2026-09-01", to: "2026-10-01" };
    let writing = true;
    let looked = 0;
    const writers = Promise.all(
      Array.from({ length: 3 }, async () => {
        // Until it was looked at while they write, however slow that is.
        for (let round = 0; round < 12 || looked < 5; round += 1) await write(Array.from({ length: 40 }, randomEntry));
      }),
    ).finally(() => {
      writing = false;
    });
    const roller = (async () => {
      while (writing) await transact((tx) => tx.sql`select ch_roll_up_sales(37)`);
    })();
    while (writing) {
      // One statement sees one moment: both sums of it must agree.
      const differences = await sql`
        with report as (select currency, kind, component, sum(amount_minor) amount, sum(quantity) quantity, sum(orders) orders from (${salesOf(sql, range)}) b group by 1, 2, 3),
        ledger as (select currency, kind, component, sum(amount_minor) amount, sum(quantity) quantity, sum(order_delta) orders from sales_entries
          where business_day >= ${range.from} and business_day < ${range.to} group by 1, 2, 3)
        (select * from report except select * from ledger) union all (select * from ledger except select * from report)`;
      expect(differences).toEqual([]);
      looked += 1;
    }
    await Promise.all([writers, roller]);
    expect(looked).toBeGreaterThan(3);
    const [left] = await sql`select count(*)::int as n from sales_tail`;
    await write([randomEntry()]);
    await rollUpSales();
    expect((await sql`select count(*)::int as n from sales_tail`)[0]?.n).toBe(0);
    expect(left?.n).toBeGreaterThanOrEqual(0);
  });

  it("adds up to the ledger in every figure, row and currency, with part of it not rolled up", async () => {
    await write(Array.from({ length: 60 }, randomEntry));
    const range = { from: "2026-09-01", to: "2026-10-01" };
    for (const currency of ["USD", "GBP"]) {
      const report = await reportOf("2026-09-01..2026-09-30", { currency });
      expect(report).toMatchObject({ currency, currencies: ["USD", "GBP"] });
      for (const measure of measureNames)
        expect(report.now[measure], measure).toBe(await rawSum(measure, range, { currency }));
      const sum = (rows: readonly { net: bigint }[]) => rows.reduce((total, { net }) => total + net, 0n);
      expect(sum(report.series)).toBe(report.now.net);
      expect(sum(report.channels)).toBe(report.now.net);
      expect(sum(report.countries)).toBe(report.now.net);
      for (const row of report.channels)
        expect(row.net).toBe(await rawSum("net", range, { currency, channel: row.key }));
      for (const row of report.countries)
        expect(row.net).toBe(await rawSum("net", range, { currency, country: row.key }));
    }
    const east = await reportOf("2026-09-01..2026-09-30", { filter: { channel: "east", country: "US" } });
    expect(east.now.net).toBe(await rawSum("net", range, { currency: "USD", channel: "east", country: "US" }));
    expect((await reportOf("2026-09-01..2026-09-30", { currency: "JPY" })).currency).toBe("USD");
  });

  it("has behind each figure orders that add up to it, over all pages, none twice", async () => {
    const report = await reportOf("2026-09-01..2026-09-30");
    const range = { from: "2026-09-01", to: "2026-10-01" };
    for (const measure of ["net", "gross", "discounts", "refunds", "tax", "shipping"] as const) {
      const { total, header, seen } = await walk({ range, currency: "USD", measure }, 200);
      expect([total, header], measure).toEqual([report.now[measure], report.now[measure]]);
      expect(new Set(seen).size).toBe(seen.length);
    }
    const [channel] = report.channels;
    const behind = await walk({ range, currency: "USD", measure: "net", channel: channel?.key }, 33);
    expect([behind.total, behind.header]).toEqual([channel?.net, channel?.net]);
    const [point] = report.series;
    const day = { from: point?.step ?? "", to: "2026-09-02" };
    expect((await walk({ range: day, currency: "USD", measure: "net" }, 5)).total).toBe(point?.net);
  });

  it("goes back to the page it came from", async () => {
    const behind: Behind = { range: { from: "2026-09-01", to: "2026-10-01" }, currency: "USD", measure: "net" };
    const first = await listOrdersBehind(owner, behind, { after: "", before: "" }, "en", 10);
    const second = await listOrdersBehind(owner, behind, { after: first.older ?? "", before: "" }, "en", 10);
    const again = await listOrdersBehind(owner, behind, { after: "", before: second.newer ?? "" }, "en", 10);
    expect(again.rows).toEqual(first.rows);
    expect([first.newer, again.newer]).toEqual([null, null]);
  });
});

describe("a day of the shop", () => {
  it("begins at 00:00 and ends at 23:59:59 of its own clock, also when it has 25 hours", async () => {
    const sku = await stockItem({
      currency: "USD",
      price: "1.00",
      backorderAllowed: true,
      sku: "DAY-1",
      product: "Day cake",
      productZh: "日饼",
    });
    await receive(sku, 1000);
    const place = (placedAt: string, quantity: number) =>
      sell([{ sku, quantity }], { channel: "east", placedAt, now: new Date(placedAt) });
    await place("2026-11-01T03:59:59Z", 1);
    await place("2026-11-01T04:00:00Z", 10);
    await place("2026-11-02T04:59:59Z", 100);
    await place("2026-11-02T05:00:00Z", 500);
    const gross = async (day: string) => (await reportOf(`${day}..${day}`)).now.gross;
    expect(await gross("2026-10-31")).toBe(100n);
    expect(await gross("2026-11-01")).toBe(11_000n);
    expect(await gross("2026-11-02")).toBe(50_000n);
    await rollUpSales();
    expect(await gross("2026-11-01")).toBe(11_000n);
    const report = await reportOf("2026-10-31..2026-11-02");
    expect(report.series.map(({ step, net }) => [step, net])).toEqual([
      ["2026-10-31", 100n],
      ["2026-11-01", 11_000n],
      ["2026-11-02", 50_000n],
    ]);
    expect(report.now).toMatchObject({ orders: 4, units: 611, averageOrder: 15_275n });
    expect(report.items).toMatchObject([{ sku, net: 61_100n, units: 611 }]);
    const long = { from: "2026-11-01", to: "2026-11-02" };
    const hours = await getHours(owner, long, { timeZone: "America/New_York", currency: "USD" });
    expect(hours).toHaveLength(25);
    expect(hours.map(({ figures }) => figures.gross).filter((amount) => amount !== 0n)).toEqual([1000n, 10_000n]);
    for (const { hour, figures } of [...hours.slice(0, 2), ...hours.slice(-1)]) {
      const { total, header } = await walk({ range: long, currency: "USD", measure: "net", hour }, 3);
      expect([total, header]).toEqual([figures.net, figures.net]);
    }
    const behind = await walk(
      { range: { from: "2026-10-31", to: "2026-11-03" }, currency: "USD", measure: "items", item: sku },
      3,
    );
    expect([behind.total, behind.header]).toEqual([61_100n, 61_100n]);
    const compared = await getSalesReport(
      owner,
      readPeriod({ period: "2026-11-02..2026-11-02" }, "2026-11-21"),
      options,
    );
    expect(compared.before).toMatchObject({ gross: 11_000n, orders: 2 });
    expect(compared.channels).toMatchObject([{ key: "east", net: 50_000n, before: 11_000n }]);
  });
});

describe("reports", () => {
  it("are for those who may read them", async () => {
    await expect(getSalesReport(support, readPeriod({}, "2026-11-21"), options)).rejects.toThrow("reports.read");
    const behind: Behind = { range: { from: "2026-09-01", to: "2026-10-01" }, currency: "USD", measure: "net" };
    await expect(listOrdersBehind(support, behind, { after: "", before: "" }, "en")).rejects.toThrow("reports.read");
  });
});

describe("an export", () => {
  const read = async (table: Parameters<typeof exportRows>[0], params: Parameters<typeof exportRows>[1]["params"]) => {
    const period = readPeriod({ ...params, compare: "previous" }, "2026-11-21");
    const file = await exportRows(table, {
      actor: owner,
      period,
      params,
      currency: "USD",
      shopCurrency: "USD",
      language: "en",
      timeZone: "America/New_York",
      today: "2026-11-21",
    });
    const lines: string[] = [];
    for await (const line of toCsv(file.header, file.rows)) lines.push(line);
    return lines.slice(1).map((line) => line.trimEnd().split(","));
  };

  it("adds up to the figure in every table, and runs no formula", async () => {
    const range = { from: "2026-09-01", to: "2026-10-01" };
    const net = await rawSum("net", range, { currency: "USD" });
    const sum = (rows: string[][], column: number) =>
      rows.reduce((total, row) => total + BigInt((row[column] ?? "0").replace(".", "")), 0n);
    const params = { period: "2026-09-01..2026-09-30" };
    expect(sum(await read("steps", params), 3)).toBe(net);
    expect(sum(await read("channels", params), 2)).toBe(net);
    expect(sum(await read("countries", params), 2)).toBe(net);
    expect(sum(await read("orders", params), 7)).toBe(net);
    await sell([{ sku: "DAY-1", quantity: 1 }], {
      channel: "west",
      placedAt: "2026-08-03T12:00:00Z",
      customer: { name: "=HYPERLINK(1)", phone: "13900000000" },
    });
    const [row] = await read("orders", { period: "2026-08-01..2026-08-31" });
    expect(row?.[2]).toBe("'=HYPERLINK(1)");
  });

  it("is written down with what was taken, and refused to a role that may only look", async () => {
    const input = { table: "steps", from: "2026-09-01", to: "2026-10-01", currency: "USD" };
    expect(await run(exportReport, await actorOf("viewer"), input)).toMatchObject({ refusal: { code: "forbidden" } });
    expect(await run(exportReport, owner, input)).toMatchObject({ ok: true });
    const audit = await sql`select subject, facts from audit_log where action = 'reports.exported'`;
    expect(audit).toMatchObject([{ subject: "sales steps", facts: { from: "2026-09-01" } }]);
  });
});
