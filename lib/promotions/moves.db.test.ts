import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { mergeOrders } from "@/lib/orders/commands/merge-orders";
import { rejoinOrders } from "@/lib/orders/commands/rejoin-orders";
import { splitOrder } from "@/lib/orders/commands/split-order";
import { getPromotionFigures } from "@/lib/promotions/queries/promotion-page";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { makeCoupon } from "@/lib/testing/promote";
import { brokenRows } from "@/lib/verify";

const { sql } = connection();
let owner: Actor;
let mug: string;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  mug = await makeVariant({ price: "10.00" });
  await addStock(mug, 500);
});

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

const customer = { name: "Mover", email: "mover@example.com" };
const placed = async (quantity: number, coupons: string[] = []) =>
  (await makeOrder([{ sku: mug, quantity }], { customer, coupons })).number;
const usesOf = async (code: string) =>
  (
    await sql`
    select c.used, (select count(*)::int from coupon_uses u where u.coupon_id = c.id and u.released_at is not null) as back
    from coupons c where c.code = ${code}`
  )[0];
const cancel = (number: string) => run(cancelOrder, owner, { number, reason: "customer_request" });
const split = async (number: string, quantity: number) =>
  must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity }] })).part.number;

describe("the use of a coupon", () => {
  it("is given back once an order that took in another is cancelled, for both", async () => {
    await makeCoupon("MERGED", {}, { limitTotal: 5 });
    const [into, from] = [await placed(2, ["MERGED"]), await placed(1, ["MERGED"])];
    must(await run(mergeOrders, owner, { number: into, from: [from] }));
    expect(await usesOf("MERGED")).toEqual({ used: 2, back: 0 });
    must(await cancel(into));
    expect(await usesOf("MERGED")).toEqual({ used: 0, back: 2 });
  });

  it("returns with an order that is taken out of another again", async () => {
    await makeCoupon("UNMERGED");
    const [into, from] = [await placed(2), await placed(1, ["UNMERGED"])];
    must(await run(mergeOrders, owner, { number: into, from: [from] }));
    must(await run(rejoinOrders, owner, { number: into, other: from }));
    must(await cancel(into));
    expect(await usesOf("UNMERGED")).toEqual({ used: 1, back: 0 });
    must(await cancel(from));
    expect(await usesOf("UNMERGED")).toEqual({ used: 0, back: 1 });
  });

  it("stays while a part that was split off lives, whichever of the two is cancelled first", async () => {
    await makeCoupon("PARTS");
    for (const partFirst of [true, false]) {
      const parent = await placed(3, ["PARTS"]);
      const part = await split(parent, 1);
      const { back } = (await usesOf("PARTS")) as { back: number };
      const [first, last] = partFirst ? [part, parent] : [parent, part];
      must(await cancel(first));
      expect(await usesOf("PARTS")).toEqual({ used: 1, back });
      expect(await brokenRows()).toEqual([]);
      must(await cancel(last));
      expect(await usesOf("PARTS")).toEqual({ used: 0, back: back + 1 });
    }
  });

  it("is given back once where both are cancelled at the same time", async () => {
    await makeCoupon("RACED");
    const pairs: [string, string][] = [];
    for (let made = 0; made < 8; made += 1) {
      const parent = await placed(2, ["RACED"]);
      pairs.push([parent, await split(parent, 1)]);
    }
    const outcomes = await Promise.all(pairs.flat().map(cancel));
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(await usesOf("RACED")).toEqual({ used: 0, back: 8 });
  });
});

describe("what a promotion gave", () => {
  it("is the same after its units were split off or merged, and goes with those that are cancelled", async () => {
    const promotion = await makeCoupon("SUMMED");
    const [row] = await sql<{ id: string }[]>`select id from promotions where number = ${promotion}`;
    const figures = async () => (await getPromotionFigures(owner, row?.id ?? ""))[0];
    // What was asked once is remembered for as long as it took.
    const settled = (expected: object) => expect.poll(figures).toMatchObject(expected);
    const parent = await placed(4, ["SUMMED"]);
    const whole = { orders: 1, itemsMinor: "400", totalMinor: "3600" };
    await settled(whole);
    const part = await split(parent, 3);
    await settled(whole);
    const deeper = await split(part, 1);
    await settled(whole);
    must(await cancel(deeper));
    await settled({ orders: 1, itemsMinor: "300", totalMinor: "2700" });
    must(await cancel(parent));
    await settled({ orders: 1, itemsMinor: "200", totalMinor: "1800" });
    const other = await placed(1);
    must(await run(mergeOrders, owner, { number: await placed(2), from: [other] }));
    const [into, from] = [await placed(1), await placed(2, ["SUMMED"])];
    must(await run(mergeOrders, owner, { number: into, from: [from] }));
    await settled({ orders: 2, itemsMinor: "400", totalMinor: "3600" });
    must(await run(cancelOrder, owner, { number: into, lines: [{ line: 2, quantity: 1 }] }));
    await settled({ orders: 2, itemsMinor: "300", totalMinor: "2700" });
  });
});
