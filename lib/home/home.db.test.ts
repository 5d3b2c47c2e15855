import { describe, expect, it } from "vitest";
import { run } from "@/lib/command";
import { addDays, businessDay, startOfDay } from "@/lib/core/dates";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { rollUpSales } from "@/lib/reports/jobs";
import { actorOf, openShop } from "@/lib/testing/people";
import { must, receive, sell, stockItem } from "@/lib/testing/trade";
import { getHome, getNavCounts } from "./queries";

const zone = "Asia/Shanghai";
const owner = (await openShop({ timeZone: zone })).actor;
const [support, warehouse, viewer, finance] = [
  await actorOf("support"),
  await actorOf("warehouse"),
  await actorOf("viewer"),
  await actorOf("finance"),
];

// Ten in the morning of a Saturday in Shanghai.
const now = new Date("2026-11-21T02:00:00Z");
const at = { now, timeZone: zone, currency: "CNY", language: "en" };

describe("the home page", () => {
  it("shows a role its own work, with how many wait, since when, and the first three by their promise", async () => {
    const sku = await stockItem({ sku: "HOME-1" });
    await receive(sku, 100);
    const promised = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString();
    const placed = new Date(now.getTime() - 3_600_000);
    const place = (hours: number) =>
      sell([{ sku, quantity: 1 }], { promisedAt: promised(hours), placedAt: placed.toISOString(), now: placed });
    const [late, soon, today, later] = [await place(-2), await place(1), await place(3), await place(90)];
    must(
      await run(
        holdOrder,
        owner,
        { number: later.number, type: "customer_request", reason: "Asked to wait" },
        { now: placed },
      ),
    );

    const home = await getHome(warehouse, at);
    expect(home.order.slice(0, 2)).toEqual(["ready", "packing"]);
    expect(home.cards.ready).toMatchObject({
      count: 3,
      rows: [{ number: late.number, units: 1, location: "MAIN" }, { number: soon.number }, { number: today.number }],
    });
    expect(new Date(home.cards.ready?.oldest ?? 0)).toEqual(placed);
    expect(home.cards.danger).toMatchObject({
      count: 3,
      rows: [{ number: late.number, stage: "ready", held: false }, { number: soon.number }, { number: today.number }],
    });
    expect(home.cards.held).toMatchObject({
      count: 1,
      rows: [{ number: later.number, types: ["customer_request"], reason: "Asked to wait" }],
    });
    expect(home.today.waitingToShip).toEqual({ count: 4, dueToday: 3 });
  });

  it("tells nobody what the role may not see", async () => {
    const cards = async (actor: typeof owner) => Object.keys((await getHome(actor, at)).cards).sort();
    expect(await cards(viewer)).toEqual(["danger"]);
    expect(await cards(finance)).toEqual(["danger", "exceptions", "held", "payment", "refunds", "returnsDue"]);
    expect((await getHome(support, at)).today.sales).toBeNull();
    expect((await getHome(owner, at)).today.sales).not.toBeNull();
    expect(Object.keys(await getNavCounts(viewer)).sort()).toEqual(["exceptions", "lowStock", "orders", "ready"]);
  });

  it("compares today with the same weekday at the same time of the clock, in every currency apart", async () => {
    const sku = await stockItem({
      sku: "HOME-2",
      prices: [
        { currency: "CNY", unitPrice: "10.00" },
        { currency: "GBP", unitPrice: "2.00" },
      ],
    });
    await receive(sku, 100);
    const before = await getHome(owner, at);
    const place = (when: string, quantity: number, currency = "CNY") =>
      sell([{ sku, quantity }], { placedAt: when, now: new Date(when), currency });
    await place("2026-11-14T01:59:59Z", 3);
    await place("2026-11-14T02:00:00Z", 50);
    await place("2026-11-13T15:59:59Z", 50);
    await place("2026-11-21T00:30:00Z", 5);
    await place("2026-11-21T00:30:00Z", 7, "GBP");
    const check = async () => {
      const { today } = await getHome(owner, at);
      expect(today.orders).toEqual({ now: before.today.orders.now + 2, before: 1 });
      const [cny, gbp] = today.sales ?? [];
      expect(cny).toEqual({
        currency: "CNY",
        now: String(BigInt(before.today.sales?.[0]?.now ?? 0) + 5000n),
        before: "3000",
      });
      expect(gbp).toEqual({ currency: "GBP", now: "1400", before: "0" });
    };
    await check();
    await rollUpSales();
    await check();
    expect(businessDay(startOfDay(addDays("2026-11-21", -7), zone), zone)).toBe("2026-11-14");
  });
});
