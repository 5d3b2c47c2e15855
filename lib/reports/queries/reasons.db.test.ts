import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import { run } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import type { SalesPosting } from "@/lib/orders/rules/plan";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { insertSales } from "@/lib/post";
import { exportRows } from "@/lib/reports/export-rows";
import { rollUpSales } from "@/lib/reports/jobs";
import { actorOf, openShop } from "@/lib/testing/people";
import { must, openChannel, receive, sell, stockItem } from "@/lib/testing/trade";
import { brokenRows } from "@/lib/verify";
import { readPeriod } from "../rules/period";
import { measureOfKind } from "../rules/reasons";
import { reasonSalesOf } from "../sales-base";
import { getReasonReport } from "./get-reason-report";
import { listOrdersBehind } from "./list-orders-behind";

const owner = (await openShop({ currency: "USD", timeZone: "America/New_York" })).actor;
const shops = [await openChannel("east", "USD"), await openChannel("west", "USD")];
const sql = connection().sql;
const october = readPeriod({ period: "2026-10-01..2026-10-31", compare: "previous" }, "2026-11-21");
const september = readPeriod({ period: "2026-09-01..2026-09-30", compare: "none" }, "2026-11-21");
const at = (day: string) => ({ now: new Date(`2026-10-${day}T15:00:00Z`) });

const sku = await stockItem({ currency: "USD", price: "10.00" });
await receive(sku, 500);
const ordered = (quantity: number, channel = "east") =>
  sell([{ sku, quantity }], { channel, placedAt: "2026-10-02T15:00:00Z", ...at("02") });

let seed = 11;
const random = (below: number) => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % below;
};
const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
const written: string[] = Array.from({ length: 20 }, newId);

function randomEntry(): SalesPosting {
  const kind = pick(["sale", "cancellation", "refund", "refund"] as const);
  const component = pick(["merchandise", "discount", "shipping", "fee", "tax"] as const);
  return {
    ...{ orderId: pick(written), kind, component },
    channelId: pick(shops).id,
    country: pick(["US", ""]),
    currency: "USD",
    // Units are told with the merchandise alone.
    quantity: component === "merchandise" ? -random(3) : 0,
    amountMinor: BigInt(random(20_000) - 18_000),
    ...(kind === "sale" ? {} : { reason: pick(["late", "damaged", ""]), caseDelta: random(2) }),
    businessDay: `2026-09-${String(1 + random(28)).padStart(2, "0")}`,
  };
}
const write = (count: number) =>
  transact(async (tx) => insertSales(tx, Array.from({ length: count }, randomEntry), new Date()));

describe("what came back", () => {
  it("is told by reason, counted once a refund and a cancellation, on the day it happened", async () => {
    const gone = await ordered(2);
    const some = await ordered(3, "west");
    const paid = await ordered(4);
    must(await run(cancelOrder, owner, { number: gone.number, reason: "out_of_stock" }, at("05")));
    must(
      await run(
        cancelOrder,
        owner,
        { number: some.number, lines: [{ line: 1, quantity: 1 }], reason: "customer_request" },
        at("06"),
      ),
    );
    must(await run(recordPayment, owner, { number: paid.number, method: "cash", amount: "40.00" }, at("06")));
    const half = {
      number: paid.number,
      what: { kind: "amount" as const, amount: "12.50" },
      reason: "goodwill" as const,
    };
    must(await run(requestRefund, owner, half, at("07")));
    for (const rolled of [false, true]) {
      if (rolled) await rollUpSales();
      const { groups, sales, series } = await getReasonReport(owner, october, { shopCurrency: "USD" });
      expect(groups).toMatchObject([
        { kind: "refund", cases: 1, amount: 1250n, rows: [{ reason: "goodwill", cases: 1, share: 1 }] },
        {
          kind: "cancellation",
          cases: 2,
          units: 3,
          amount: 3000n,
          rows: [
            { reason: "out_of_stock", cases: 1, units: 2, amount: 2000n, share: 0.6666 },
            { reason: "customer_request", cases: 1, units: 1, amount: 1000n },
          ],
        },
      ]);
      expect([sales.refunds, sales.cancelled]).toEqual([-1250n, -3000n]);
      expect(series).toEqual([
        { step: "2026-10-05", amount: 2000n },
        { step: "2026-10-06", amount: 1000n },
        { step: "2026-10-07", amount: 1250n },
      ]);
    }
    const west = await getReasonReport(owner, october, { shopCurrency: "USD", filter: { channel: "west" } });
    expect(west.groups.map(({ amount }) => amount)).toEqual([0n, 1000n]);
    expect(await brokenRows()).toEqual([]);
  });

  it("has behind each reason the orders it is the sum of, rolled up or not", async () => {
    await write(200);
    await rollUpSales();
    await write(60);
    const { groups } = await getReasonReport(owner, september, { shopCurrency: "USD" });
    const { range } = september;
    for (const { kind, rows, amount, units } of groups) {
      expect(rows.map(({ reason }) => reason).sort()).toEqual(["", "damaged", "late"]);
      for (const row of [...rows, { reason: undefined, amount, units }]) {
        const behind = { range, currency: "USD", measure: measureOfKind[kind], reason: row.reason };
        const page = await listOrdersBehind(owner, behind, { after: "", before: "" }, "en", 5_000);
        const listed = page.rows.reduce((sum, each) => sum - each.amount, 0n);
        expect([listed, -page.total], `${kind} ${row.reason}`).toEqual([row.amount, row.amount]);
        const counted = page.rows.reduce((sum, each) => sum - each.quantity, 0);
        expect([counted, -page.units], `units of ${kind} ${row.reason}`).toEqual([row.units, row.units]);
      }
    }
  });

  it("equals the ledger at every moment while people write and the roll-up runs", async () => {
    let writing = true;
    const { range } = september;
    const writers = Array.from({ length: 3 }, async () => {
      while (writing) await write(30);
    });
    const roller = (async () => {
      while (writing) await transact((tx) => tx.sql`select ch_roll_up_sales(41)`);
    })();
    try {
      for (let looked = 0; looked < 8; looked += 1) {
        const differences = await sql`
          with report as (select kind, component, reason, sum(amount_minor) amount, sum(quantity) quantity, sum(cases) cases
            from (${reasonSalesOf(sql, range)}) b group by 1, 2, 3),
          ledger as (select kind, component, reason, sum(amount_minor) amount, sum(quantity) quantity, sum(case_delta) cases from sales_entries
            where business_day >= ${range.from} and business_day < ${range.to} and kind in ('cancellation', 'refund') group by 1, 2, 3)
          (select * from report except select * from ledger) union all (select * from ledger except select * from report)`;
        expect(differences).toEqual([]);
      }
    } finally {
      writing = false;
      await Promise.all([...writers, roller]);
    }
  });

  it("is exported with the sums of the screen, and shown to those who may read reports", async () => {
    const { groups } = await getReasonReport(owner, september, { shopCurrency: "USD" });
    const context = {
      actor: owner,
      period: september,
      params: {},
      currency: "USD",
      shopCurrency: "USD",
      language: "en",
    };
    const file = await exportRows("reasons", { ...context, timeZone: "America/New_York", today: "2026-11-21" });
    const sums = new Map<unknown, bigint>();
    for await (const row of file.rows)
      sums.set(row[0], (sums.get(row[0]) ?? 0n) - BigInt(String(row[4]).replace(".", "")));
    expect(groups.map(({ kind }) => sums.get(kind))).toEqual(groups.map(({ amount }) => amount));
    const support = await actorOf("support");
    await expect(getReasonReport(support, september, { shopCurrency: "USD" })).rejects.toThrow("reports.read");
  });
});
