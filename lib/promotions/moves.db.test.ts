import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { changeOrder } from "@/lib/orders/commands/change-order";
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
const placed = async (quantity: number, coupons: string[] = []) => {
  const { number, stage } = await makeOrder([{ sku: mug, quantity }], { customer, coupons });
  if (stage === "review") must(await run(approveOrder, owner, { number }));
  return number;
};
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

describe("the use of a coupon by an order that went into one that lives on", () => {
  const off = (number: string, line: number, quantity = 1) =>
    run(cancelOrder, owner, { number, lines: [{ line, quantity }], reason: "customer_request" });
  const merged = async (code: string, quantity = 1, into: string[] = []) => {
    const [target, from] = [await placed(2, into), await placed(quantity, [code])];
    must(await run(mergeOrders, owner, { number: target, from: [from] }));
    return { target, from };
  };

  it("is given back with the last of its units, once, and not with those of the other", async () => {
    await makeCoupon("WITHIN");
    const { target } = await merged("WITHIN", 2);
    must(await off(target, 1));
    must(await off(target, 2));
    expect(await usesOf("WITHIN")).toEqual({ used: 1, back: 0 });
    must(await off(target, 2));
    expect(await usesOf("WITHIN")).toEqual({ used: 0, back: 1 });
    expect(await brokenRows()).toEqual([]);
    must(await cancel(target));
    expect(await usesOf("WITHIN")).toEqual({ used: 0, back: 1 });
  });

  it("is given back by a change of items too, whose way back brings units of the order that has them", async () => {
    await makeCoupon("CHANGED");
    const { target } = await merged("CHANGED", 2);
    must(await run(changeOrder, owner, { number: target, lines: [{ line: 2, quantity: 0 }] }));
    expect(await usesOf("CHANGED")).toEqual({ used: 0, back: 1 });
    must(await run(changeOrder, owner, { number: target, lines: [{ line: 2, quantity: 2 }] }));
    expect(await usesOf("CHANGED")).toEqual({ used: 0, back: 1 });
    expect(await brokenRows()).toEqual([]);
  });

  it("stays where units of it left, and where some were split off again, until those are cancelled", async () => {
    await makeCoupon("SENT");
    const sent = await merged("SENT", 2);
    must(await off(sent.target, 2));
    const [line] = await sql<{ id: string }[]>`
      select l.id from order_lines l join orders o on o.id = l.order_id where o.number = ${sent.target} and l.position = 2`;
    must(await run(shipOrder, owner, { number: sent.target, lines: [{ lineId: line?.id, quantity: 1 }] }));
    must(await off(sent.target, 1, 2));
    expect(await usesOf("SENT")).toEqual({ used: 1, back: 0 });
    await makeCoupon("ONWARDS");
    const { target } = await merged("ONWARDS", 2);
    const part = must(await run(splitOrder, owner, { number: target, lines: [{ line: 2, quantity: 1 }] })).part.number;
    must(await off(target, 2));
    must(await cancel(target));
    expect(await usesOf("ONWARDS")).toEqual({ used: 1, back: 0 });
    must(await cancel(part));
    expect(await usesOf("ONWARDS")).toEqual({ used: 0, back: 1 });
  });

  it("does not keep the coupon of the order that took it in, nor that one its own", async () => {
    await makeCoupon("TAKER");
    await makeCoupon("TAKEN");
    const { target } = await merged("TAKEN", 1, ["TAKER"]);
    const part = must(await run(splitOrder, owner, { number: target, lines: [{ line: 2, quantity: 1 }] })).part.number;
    // An order of which something is left keeps its coupon: it may get items again.
    expect([await usesOf("TAKER"), await usesOf("TAKEN")]).toEqual(Array(2).fill({ used: 1, back: 0 }));
    must(await cancel(target));
    expect([await usesOf("TAKER"), await usesOf("TAKEN")]).toEqual([
      { used: 0, back: 1 },
      { used: 1, back: 0 },
    ]);
    expect(await brokenRows()).toEqual([]);
    must(await cancel(part));
    expect(await usesOf("TAKEN")).toEqual({ used: 0, back: 1 });
  });

  it("is given back once where its units are cancelled in two orders at the same time", async () => {
    await makeCoupon("TWICE");
    const asked: Promise<unknown>[] = [];
    const ready: (() => Promise<unknown>)[] = [];
    for (let made = 0; made < 6; made += 1) {
      const { target } = await merged("TWICE", 2);
      const part = must(await run(splitOrder, owner, { number: target, lines: [{ line: 2, quantity: 1 }] })).part
        .number;
      ready.push(
        () => off(target, 2),
        () => off(part, 1),
      );
    }
    for (const go of ready) asked.push(go());
    expect((await Promise.all(asked)).every((outcome) => (outcome as { ok: boolean }).ok)).toBe(true);
    expect(await usesOf("TWICE")).toEqual({ used: 0, back: 6 });
  });
});

describe("a change that takes everything off", () => {
  it("gives the coupon back as a cancellation does, also where it takes the coupon off in one", async () => {
    await makeCoupon("EMPTIED");
    for (const removeCoupons of [[], ["EMPTIED"]]) {
      const number = await placed(2, ["EMPTIED"]);
      const { back } = (await usesOf("EMPTIED")) as { back: number };
      must(await run(changeOrder, owner, { number, lines: [{ line: 1, quantity: 0 }], removeCoupons }));
      expect(await usesOf("EMPTIED")).toEqual({ used: 0, back: back + 1 });
    }
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
