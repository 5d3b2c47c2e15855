import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import type { DayRange } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import type { SalesPosting } from "@/lib/orders/rules/plan";
import { insertSales } from "@/lib/post";
import { exportRows, sheetRows } from "@/lib/reports/export-rows";
import { rollUpSales } from "@/lib/reports/jobs";
import { actorOf, openShop } from "@/lib/testing/people";
import { openChannel, receive, sell, stockItem } from "@/lib/testing/trade";
import { brokenRows } from "@/lib/verify";
import { type Dimension, dimensions, ofItems, parameterOf, type RowFigures } from "../rules/breakdown";
import { readPeriod } from "../rules/period";
import { customerOf, customerSalesOf, itemPartsOf, staffSalesOf, takenBy } from "../sales-base";
import { getBreakdown } from "./get-breakdown";
import { type Behind, listOrdersBehind } from "./list-orders-behind";

const owner = (await openShop({ currency: "USD", timeZone: "America/New_York" })).actor;
const support = await actorOf("support");
const shops = [await openChannel("east", "USD"), await openChannel("west", "USD")];
const sql = connection().sql;
const range = { from: "2026-09-01", to: "2026-10-01" };
const options = { language: "en", shopCurrency: "USD" };

const skus = [
  await stockItem({ currency: "USD", price: "10.00", category: "Tea", product: "Green tea", backorderAllowed: true }),
  await stockItem({ currency: "USD", price: "7.00", category: "Tea", product: "Black tea", backorderAllowed: true }),
  await stockItem({ currency: "USD", price: "3.00", product: "Cup", backorderAllowed: true }),
];
for (const sku of skus) await receive(sku, 500);
const seller = await actorOf("support", "Ann");
const orders: string[] = [];
for (const [index, sku] of [...skus, ...skus].entries()) {
  await sell([{ sku, quantity: index + 1 }], {
    actor: index % 2 ? seller : undefined,
    channel: shops[index % 2]?.code,
    placedAt: `2026-09-0${index + 2}T12:00:00Z`,
    now: new Date(`2026-09-0${index + 2}T12:00:00Z`),
  });
}
for (const { id } of await sql`select id from orders order by id`) orders.push(id as string);
const variants = (await sql`select id from variants order by id`).map(({ id }) => id as string);

let seed = 7;
const random = (below: number) => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % below;
};
const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;

function randomEntry(): SalesPosting {
  const kind = pick(["sale", "sale", "change", "cancellation", "refund"] as const);
  const component = pick(["merchandise", "merchandise", "discount", "shipping", "fee", "tax"] as const);
  const ofItem = component === "merchandise" || component === "discount";
  return {
    orderId: pick([...orders, newId()]),
    kind,
    component,
    ...(ofItem ? { variantId: pick(variants) } : {}),
    channelId: pick(shops).id,
    country: pick(["US", "CN", ""]),
    currency: "USD",
    quantity: component === "merchandise" ? random(5) : 0,
    amountMinor: BigInt(random(200_000) - 60_000),
    orderDelta: kind === "sale" ? 1 : 0,
    businessDay: `2026-09-${String(1 + random(28)).padStart(2, "0")}`,
  };
}
const write = (count: number) =>
  transact(async (tx) => insertSales(tx, Array.from({ length: count }, randomEntry), new Date()));

const figures = ["gross", "discounts", "refunds", "net"] as const;

function expectToAddUp(table: Awaited<ReturnType<typeof getBreakdown>>, of: Dimension) {
  const parts: RowFigures[] = [...table.rows, ...[table.others, table.rest].filter((row) => row !== null)];
  for (const name of figures)
    expect(
      parts.reduce((sum, row) => sum + row[name], 0n),
      `${of} ${name}`,
    ).toBe(table.total[name]);
  expect(
    parts.reduce((sum, row) => sum + row.units, 0),
    of,
  ).toBe(table.total.units);
  if (!ofItems(of))
    expect(
      parts.reduce((sum, row) => sum + (row.orders ?? 0), 0),
      of,
    ).toBe(table.total.orders);
}

/** Looks at every moment, three times at least, while three write and the roll-up runs. */
async function whileWriting(look: () => Promise<void>, also: () => Promise<unknown> = async () => undefined) {
  let looked = 0;
  let failed = false;
  let writing = true;
  const writers = Promise.all(
    Array.from({ length: 3 }, async () => {
      for (let round = 0; !failed && (round < 25 || looked < 3); round += 1) {
        await write(30);
        await also();
      }
    }),
  ).finally(() => {
    writing = false;
  });
  const roller = (async () => {
    while (writing) await transact((tx) => tx.sql`select ch_roll_up_sales(181)`);
  })();
  try {
    for (; writing; looked += 1) await look();
  } catch (error) {
    failed = true;
    throw error;
  } finally {
    await Promise.all([writers, roller]);
  }
  expect(looked).toBeGreaterThanOrEqual(3);
}

describe("sales by something", () => {
  it("add up to the total, whole or cut, rolled up or not", async () => {
    await write(300);
    for (const rolled of [false, true]) {
      if (rolled) await rollUpSales();
      await write(20);
      for (const of of dimensions) {
        for (const limit of [1, 50]) {
          expectToAddUp(await getBreakdown(owner, of, range, { ...options, limit }), of);
        }
        expectToAddUp(
          await getBreakdown(owner, of, range, { ...options, filter: { country: "US", channel: "east" } }),
          of,
        );
      }
    }
  });

  it("have orders behind every amount that add up to it", async () => {
    for (const of of dimensions) {
      const table = await getBreakdown(owner, of, range, options);
      expect(table.rows.length, of).toBeGreaterThan(1);
      const sides = [
        ...table.rows.map((row) => ({ row: row as RowFigures, where: { [parameterOf[of]]: row.key } })),
        ...(table.rest ? [{ row: table.rest, where: { item: "" } }] : []),
      ];
      for (const { row, where } of sides) {
        for (const name of figures) {
          const measure = name === "net" && ofItems(of) && !("item" in where && where.item === "") ? "items" : name;
          const behind: Behind = { range, currency: "USD", measure, ...where };
          const page = await listOrdersBehind(owner, behind, { after: "", before: "" }, "en", 5_000);
          const sum = page.rows.reduce((total, { amount }) => total + amount, 0n);
          expect([page.total, sum], `${of} ${JSON.stringify(where)} ${name}`).toEqual([row[name], row[name]]);
          const units = page.rows.reduce((total, { quantity }) => total + quantity, 0);
          expect(units, `units of ${of} ${JSON.stringify(where)} ${name}`).toBe(page.units);
          if (name === "net") expect(page.units, `units of ${of} ${JSON.stringify(where)}`).toBe(row.units);
        }
      }
    }
  });

  it("of items equal the ledger at every moment while people sell and the roll-up runs", async () => {
    const differencesIn = (days: DayRange) => sql`
        with report as (select variant_id, kind, component, sum(amount_minor) amount, sum(quantity) quantity, sum(cost_minor) cost from (${itemPartsOf(sql, days)}) b group by 1, 2, 3 having sum(amount_minor) <> 0 or sum(quantity) <> 0),
        ledger as (select variant_id, kind, component, sum(amount_minor) amount, sum(quantity) quantity, sum(cost_minor) cost from sales_entries
          where business_day >= ${days.from} and business_day < ${days.to} and variant_id is not null and component in ('merchandise', 'discount')
          group by 1, 2, 3 having sum(amount_minor) <> 0 or sum(quantity) <> 0)
        (select * from report except select * from ledger) union all (select * from ledger except select * from report)`;
    const look = async () => {
      // A month cut at both ends, at one, and whole years about it: each is put together from other parts of the roll-up.
      const cut = [
        ["2026-09-12", "2026-09-20"],
        ["2026-09-03", "2026-09-27"],
        ["2026-08-20", "2026-09-11"],
        ["2024-06-20", "2027-02-03"],
      ] as const;
      for (const days of [range, ...cut.map(([from, to]) => ({ from, to }))])
        expect(await differencesIn(days), JSON.stringify(days)).toEqual([]);
      for (const of of dimensions) expectToAddUp(await getBreakdown(owner, of, range, options), of);
    };
    await whileWriting(look);
  });

  it("of people equal the ledger at every moment, also while orders are given to other customers", async () => {
    const customers = (await sql`select id from customers order by id`).map(({ id }) => id as string);
    expect(customers.length).toBeGreaterThan(1);
    const report = (base: typeof customerSalesOf) => sql`
      select key, kind, component, sum(amount_minor) amount, sum(quantity) quantity, sum(orders) orders, sum(cost_minor) cost
      from (${base(sql, range)}) b where component <> 'tax' group by 1, 2, 3
      having sum(amount_minor) <> 0 or sum(quantity) <> 0 or sum(orders) <> 0 or sum(cost_minor) <> 0`;
    const ledger = (who: typeof customerOf) => sql`
      select coalesce((${who(sql)})::text, '') as key, kind, case component when 'fee' then 'shipping' when 'discount' then 'discount' when 'merchandise' then component else 'shipping' end as component,
        sum(amount_minor) amount, 0 quantity, 0 orders, sum(cost_minor) cost
      from sales_entries e where business_day >= ${range.from} and business_day < ${range.to} and component <> 'tax' group by 1, 2, 3`;
    const look = async () => {
      for (const [base, who] of [
        [customerSalesOf, customerOf],
        [staffSalesOf, takenBy],
      ] as const) {
        const differences = await sql`
          with r as (select key, kind, component, amount, cost from (${report(base)}) r where amount <> 0 or cost <> 0),
          l as (select key, kind, component, amount, cost from (${ledger(who)}) l where amount <> 0 or cost <> 0)
          (select * from r except select * from l) union all (select * from l except select * from r)`;
        expect(differences).toEqual([]);
      }
    };
    const give = () =>
      transact(
        (tx) => tx.sql`update orders set customer_id = ${pick([null, ...customers])} where id = ${pick(orders)}`,
      );
    await whileWriting(look, give);
    await look();
    await rollUpSales();
    await look();
    const kept = ["daily-customer-sales-are-sum-of-entries", "daily-staff-sales-are-sum-of-entries"];
    expect((await brokenRows()).filter(({ check }) => kept.includes(check))).toEqual([]);
  });

  it("count people over any length of time, and credit notes with their customer", async () => {
    const years = { from: "2020-01-01", to: "2027-01-01" };
    for (const of of ["customer", "staff"] as const) {
      const table = await getBreakdown(owner, of, years, options);
      expectToAddUp(table, of);
      expect(table.total.net).toBe((await getBreakdown(owner, "channel", years, options)).total.net);
    }
  });

  it("are exported whole, and shown to those who may read them", async () => {
    const period = readPeriod({ period: "2026-09-01..2026-09-30" }, "2026-11-21");
    for (const of of dimensions) {
      const file = await exportRows("groups", {
        actor: owner,
        period,
        params: { of },
        currency: "USD",
        shopCurrency: "USD",
        language: "en",
        timeZone: "America/New_York",
        today: "2026-11-21",
      });
      let net = 0n;
      for await (const row of file.rows) net += BigInt(String(row[5]).replace(".", ""));
      const numbers: unknown[] = [];
      for await (const row of sheetRows(file)) numbers.push(...row.slice(2, 8));
      expect(numbers.every((value) => typeof value === "number" || value === null)).toBe(true);
      expect(net, of).toBe((await getBreakdown(owner, of, range, options)).total.net);
    }
    await expect(getBreakdown(support, "staff", range, options)).rejects.toThrow("reports.read");
  });
});
