import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { businessDay } from "@/lib/core/dates";
import { getNavCounts } from "@/lib/home/queries";
import { readList } from "@/lib/list/params";
import { actorOf, openShop } from "@/lib/testing/people";
import { must, openWarehouse, receive, sell, stockItem } from "@/lib/testing/trade";
import { adjustStock } from "../commands/adjust-stock";
import { setReorderPoint } from "../commands/set-reorder-point";
import { transferStock } from "../commands/transfer-stock";
import { movementList, stockList, warningList } from "../list-spec";
import { getStockDocument } from "./get-stock-document";
import { getStockItem } from "./get-stock-item";
import { listMovements } from "./list-movements";
import { listStock } from "./list-stock";
import { listWarnings } from "./list-warnings";

const owner = (await openShop()).actor;
const warehouse = await actorOf("warehouse");
await openWarehouse("LEEDS");
const here = { language: "en", today: businessDay(new Date(), "Asia/Shanghai") };
const rollUp = () => transact((tx) => tx.sql`select ch_roll_up_sales(1000)`);

describe("the list of stock", () => {
  it("adds up the warehouses, or shows one, with what sold and how long it lasts", async () => {
    const sku = await stockItem({ sku: "LIST-1", product: "Tea tin", productZh: "茶叶罐", reorderPoint: 5 });
    await receive(sku, 100);
    await receive(sku, 12, "LEEDS");
    await sell([{ sku, quantity: 28 }]);
    must(await run(adjustStock, warehouse, { sku, location: "MAIN", reason: "damage", quantity: 4 }));
    const row = async (params: Record<string, string>) =>
      (await listStock(warehouse, readList(stockList, { q: "叶罐", ...params }), here)).rows[0];
    expect(await row({})).toMatchObject({
      onHand: 112,
      reserved: 28,
      damaged: 4,
      available: 80,
      sold: 28,
      daysOfCover: 80,
      reorderPoint: 5,
    });
    expect(await row({ location: "LEEDS" })).toMatchObject({
      onHand: 12,
      reserved: 0,
      available: 12,
      places: [{ code: "LEEDS" }],
    });
    // The same before and after the day was rolled up.
    await rollUp();
    expect(await row({})).toMatchObject({ sold: 28, daysOfCover: 80 });
  });

  it("finds what is low, out, damaged, and pages by each order without losing an item", async () => {
    const skus: string[] = [];
    for (let index = 0; index < 23; index += 1) {
      const sku = await stockItem({ sku: `PAGE-${String(index).padStart(2, "0")}`, reorderPoint: 3 });
      if (index > 0) await receive(sku, index);
      skus.push(sku);
    }
    const list = async (params: Record<string, string>, limit = 50) =>
      listStock(warehouse, readList(stockList, { q: "PAGE-", ...params }), here, limit);
    expect((await list({ state: "low" })).rows.map(({ sku }) => sku)).toEqual(["PAGE-00", "PAGE-01", "PAGE-02"]);
    expect((await list({ state: "out" })).rows.map(({ sku }) => sku)).toEqual(["PAGE-00"]);
    expect((await list({ state: "damaged" })).rows).toEqual([]);
    for (const sort of ["sku", "-available", "available", "-sold", "cover"]) {
      const seen: string[] = [];
      let state = readList(stockList, { q: "PAGE-", sort });
      for (;;) {
        const page = await listStock(warehouse, state, here, 5);
        seen.push(...page.rows.map(({ sku }) => sku));
        if (!page.older) break;
        state = { ...state, after: page.older };
      }
      expect([...seen].sort(), sort).toEqual(skus);
      if (sort === "-available") expect(seen[0]).toBe("PAGE-22");
    }
  });
});

describe("the movements of an item", () => {
  it("carry the same running balance on whatever page they are seen, and it ends at the level", async () => {
    const sku = await stockItem({ sku: "WHY-47" });
    await receive(sku, 60);
    await sell([{ sku, quantity: 5 }]);
    must(await run(adjustStock, warehouse, { sku, location: "MAIN", reason: "damage", quantity: 2 }));
    must(await run(transferStock, warehouse, { from: "MAIN", to: "LEEDS", lines: [{ sku, quantity: 10 }] }));
    must(await run(adjustStock, warehouse, { sku, location: "MAIN", reason: "count", quantity: 47, note: "shelf B" }));
    const item = await getStockItem(warehouse, "why-47", here);
    if (!item) throw new Error("no item");
    expect(item).toMatchObject({
      onHand: 57,
      reserved: 5,
      free: 50,
      holdingCount: 1,
      holding: [{ quantity: 5, location: "MAIN" }],
    });

    const whole = await listMovements(warehouse, item.id, readList(movementList, {}));
    expect(whole.rows.map(({ reason }) => reason)).toEqual([
      "count",
      "transfer_in",
      "transfer_out",
      "damage",
      "reserve",
      "opening",
    ]);
    expect(whole.rows[0]).toMatchObject({
      balance: { onHand: 57, reserved: 5, damaged: 2, available: 50 },
      note: "shelf B",
      actor: "Test warehouse",
    });
    expect(whole.rows.at(-1)).toMatchObject({ reason: "opening", balance: { onHand: 60, available: 60 } });

    const byTwo: typeof whole.rows = [];
    let state = readList(movementList, {});
    for (;;) {
      const page = await listMovements(warehouse, item.id, state, 2);
      byTwo.push(...page.rows);
      if (!page.older) break;
      state = { ...state, after: page.older };
    }
    expect(byTwo).toEqual(whole.rows);
    const main = await listMovements(warehouse, item.id, readList(movementList, { location: "MAIN", reason: "count" }));
    expect(main.rows).toMatchObject([{ reason: "count", balance: { onHand: 47 } }]);
  });

  it("lead to the document and to the order they belong to", async () => {
    const sku = await stockItem();
    await receive(sku, 9);
    const order = await sell([{ sku, quantity: 2 }]);
    const item = await getStockItem(warehouse, sku, here);
    const { rows } = await listMovements(warehouse, item?.id ?? "", readList(movementList, {}));
    expect(rows[0]).toMatchObject({ documentType: "order", orderNumber: order.number });
    expect(await getStockDocument(warehouse, rows[1]?.documentNumber ?? "", "en")).toMatchObject({
      kind: "receipt",
      lines: [{ sku, onHand: 9 }],
    });
    expect(await getStockItem(warehouse, "NO-SUCH", here)).toBeNull();
  });
});

describe("stock warnings", () => {
  it("list what is short of orders first, with the numbers and what to order, and the navigation counts the same", async () => {
    const low = await stockItem({ sku: "W-LOW", reorderPoint: 10, reorderQuantity: 48 });
    await receive(low, 9);
    const short = await stockItem({ sku: "W-SHORT", backorderAllowed: true });
    const order = await sell([{ sku: short, quantity: 6 }]);
    const fine = await stockItem({ sku: "W-FINE", reorderPoint: 10 });
    await receive(fine, 10);
    await stockItem({ sku: "W-MADE", reorderPoint: 10, madeToOrder: true });
    const list = async (params: Record<string, string> = {}) =>
      listWarnings(warehouse, readList(warningList, params), here);
    const { rows, counts } = await list();
    expect(rows[0]).toMatchObject({
      sku: "W-SHORT",
      orders: 1,
      warning: { kind: "short_of_orders", toOrder: 12, why: { waiting: 6, target: 6, rule: "recent_sales" } },
    });
    expect(rows.find(({ sku }) => sku === "W-LOW")).toMatchObject({
      warning: { kind: "below_point", toOrder: 48, daysOfCover: null },
    });
    expect(rows.map(({ sku }) => sku)).not.toContain("W-FINE");
    expect(rows.map(({ sku }) => sku)).not.toContain("W-MADE");
    expect(rows).toHaveLength(counts.short_of_orders + counts.out + counts.below_point);
    expect((await getNavCounts(warehouse)).lowStock).toBe(rows.length);
    expect((await list({ kind: "below_point" })).rows.every(({ warning }) => warning.kind === "below_point")).toBe(
      true,
    );
    must(await run(setReorderPoint, owner, { sku: low, reorderPoint: 9, reorderQuantity: null }));
    expect((await list()).rows.map(({ sku }) => sku)).not.toContain("W-LOW");
    const item = await getStockItem(warehouse, short, here);
    expect(item).toMatchObject({
      waiting: 6,
      waitingOrders: [{ number: order.number, quantity: 6 }],
      warning: { kind: "short_of_orders" },
    });
  });

  it("are for those who may see stock", async () => {
    const stranger = { ...systemActor(), permissions: new Set<never>() };
    await expect(listWarnings(stranger, readList(warningList, {}), here)).rejects.toThrow("stock.read");
    expect(await getNavCounts(stranger)).toEqual({});
    expect(await connection().sql`select 1 as one`).toHaveLength(1);
  });
});
