import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { startPicking } from "@/lib/fulfilment/commands/start-picking";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { mergeOrders } from "@/lib/orders/commands/merge-orders";
import { rejoinOrders } from "@/lib/orders/commands/rejoin-orders";
import { splitOrder } from "@/lib/orders/commands/split-order";
import { readOrders } from "@/lib/orders/lock-order";
import { getOrderPage } from "@/lib/orders/queries/order-page";
import { previewMerge } from "@/lib/orders/queries/preview-merge";
import { previewSplit } from "@/lib/orders/queries/preview-split";
import type { OrderState } from "@/lib/orders/rules/state";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { loadShop, type Shop } from "@/lib/shop";
import { addStock, makeLocation, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { actorOf, hire } from "@/lib/testing/people";
import { getTracking } from "@/lib/tracking/queries";
import { brokenRows } from "@/lib/verify";

let owner: Actor;
let shop: Shop;
let mug: string;
let bowl: string;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  await makeLocation("NORTH");
  mug = await makeVariant({ price: "10.00", cost: "4.00" });
  bowl = await makeVariant({ price: "33.33", cost: "12.10", backorderAllowed: true });
  await addStock(mug, 200);
  await addStock(bowl, 100);
  shop = await loadShop(connection().sql);
});

const buyer = { name: "李雯", email: "liwen@example.com", phone: "13800135521" };
const paidBy = (amount: string) => ({ customer: buyer, paymentMethod: "bank_transfer", paid: { amount } });

async function read(number: string): Promise<OrderState> {
  const [order] = await readOrders(connection(), [number]);
  if (!order) throw new Error(`${number} is not there`);
  return order;
}

/** An order that somebody let through, where the review took it for one that was sent twice. */
async function approved(...asked: Parameters<typeof makeOrder>) {
  const made = await makeOrder(...asked);
  if (made.stage === "review") must(await run(approveOrder, owner, { number: made.number }));
  return made;
}

const codeOf = async (outcome: Promise<{ ok: true } | { ok: false; refusal: { code: string } }>) => {
  const answer = await outcome;
  return answer.ok ? "done" : answer.refusal.code;
};

/** What an order comes to, line by line, without what only ever grows. */
function books(order: OrderState) {
  const { stage, counted, cancelledAt, approvedAt, promisedAt, unitCount, lineCount, itemsSummary } =
    order as OrderState & Record<"cancelledAt" | "unitCount" | "lineCount" | "itemsSummary", unknown>;
  const { itemsMinor, discountMinor, shippingMinor, shippingTaxMinor, taxMinor, totalMinor, paidMinor } = order;
  return {
    ...{ stage, counted, cancelledAt, approvedAt, promisedAt, unitCount, lineCount, itemsSummary },
    ...{ itemsMinor, discountMinor, shippingMinor, shippingTaxMinor, taxMinor, totalMinor, paidMinor },
    payments: order.payments
      .filter(({ capturedMinor }) => capturedMinor > 0n)
      .map(({ capturedMinor, refundedMinor }) => ({ capturedMinor, refundedMinor })),
    lines: order.lines.filter((line) => line.cancelled < line.ordered),
  };
}

const soldOn = async (numbers: readonly string[]) =>
  connection().sql`
    select e.business_day as day, e.component, sum(e.amount_minor)::int as amount, sum(e.quantity)::int as units,
      sum(e.cost_minor)::int as cost, sum(e.order_delta)::int as orders
    from sales_entries e join orders o on o.id = e.order_id where o.number = any(${[...numbers]})
    group by 1, 2 order by 1, 2`;

describe("splitting an order", () => {
  it("makes the part that was previewed, with its money and its stock, and each points at the other", async () => {
    const { number } = await makeOrder(
      [
        { sku: mug, quantity: 3 },
        { sku: bowl, quantity: 2 },
      ],
      { ...paidBy("106.66"), shipping: "10.00" },
    );
    const sold = await soldOn([number]);
    const input = {
      number,
      lines: [
        { line: 1, quantity: 1 },
        { line: 2, quantity: 2 },
      ],
      note: "",
    };
    const preview = await previewSplit(owner, shop, input);
    if (isRefusal(preview)) throw new Error(preview.code);
    expect(preview).toMatchObject({
      movedMinor: "7666",
      parent: { total: { beforeMinor: "10666", afterMinor: "3000" }, due: { afterMinor: "0" } },
      part: { number: "", total: { afterMinor: "7666" }, paid: { afterMinor: "7666" }, stage: { after: "ready" } },
      stock: { putBack: 0, parcels: [] },
    });
    expect(preview.stock.reserved.map(({ sku, units, location }) => [sku, units, location])).toEqual([
      [mug, 1, "Main warehouse"],
      [bowl, 2, "Main warehouse"],
    ]);
    const { part } = must(await run(splitOrder, owner, { ...input, expected: preview.digest }));
    const [parent, child] = [await read(number), await read(part.number)];
    expect(parent).toMatchObject({ totalMinor: 3000n, paidMinor: 3000n, stage: "ready", shippingMinor: 1000n });
    expect(child).toMatchObject({ totalMinor: 7666n, paidMinor: 7666n, stage: "ready", counted: false });
    expect(child.businessDay).toBe(parent.businessDay);
    expect(child.payments[0]).toMatchObject({ sourceId: parent.payments[0]?.id, movedMinor: 7666n });
    expect(await soldOn([number, part.number])).toEqual(sold);
    expect((await getOrderPage(number))?.kin).toMatchObject([{ kind: "split", side: "came", number: part.number }]);
    expect((await getOrderPage(part.number))?.kin).toMatchObject([{ kind: "split", side: "from", number }]);
    expect((await getTracking(part.number, new Date()))?.order.kin).toEqual([{ kind: "split", side: "from", number }]);
    expect(await brokenRows()).toEqual([]);
  });

  it("moves what waits for stock, and ships each part by itself", async () => {
    const { number } = await makeOrder([{ sku: bowl, quantity: 120 }], paidBy("3999.60"));
    expect(await read(number)).toMatchObject({ stage: "backordered" });
    const waiting = (await read(number)).lines[0]?.backordered ?? 0;
    expect(waiting).toBeGreaterThan(0);
    const { part } = must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity: waiting }] }));
    expect(await read(number)).toMatchObject({ stage: "ready" });
    const child = await read(part.number);
    expect(child).toMatchObject({ stage: "backordered" });
    expect(child.lines[0]).toMatchObject({ backordered: waiting, reserved: 0 });
    must(await run(shipOrder, owner, { number }));
    expect(await codeOf(run(rejoinOrders, owner, { number, other: part.number }))).toBe("order_closed");
    must(await run(cancelOrder, owner, { number: part.number }));
    expect((await read(part.number)).refundedMinor).toBe((await read(part.number)).paidMinor);
    expect(await brokenRows()).toEqual([]);
  });

  it("takes the units of one warehouse first, where that is asked", async () => {
    const both = await makeVariant({ price: "5.00" });
    await addStock(both, 2, "MAIN");
    await addStock(both, 3, "NORTH");
    const { number } = await makeOrder([{ sku: both, quantity: 5 }]);
    const { part } = must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity: 3, from: "NORTH" }] }));
    const at = async (of: string) =>
      (
        await connection().sql`
          select p.code, r.quantity from reservations r join locations p on p.id = r.location_id
          join order_lines l on l.id = r.order_line_id join orders o on o.id = l.order_id where o.number = ${of}`
      ).map(({ code, quantity }) => [code, quantity]);
    expect(await at(part.number)).toEqual([["NORTH", 3]]);
    expect(await at(number)).toEqual([["MAIN", 2]]);
  });

  it("takes units off a shipment that is being picked, and says what goes back to the shelf", async () => {
    const { number } = await makeOrder([{ sku: mug, quantity: 4 }]);
    must(await run(startPicking, owner, { numbers: [number] }));
    const preview = await previewSplit(owner, shop, { number, lines: [{ line: 1, quantity: 1 }], note: "" });
    if (isRefusal(preview)) throw new Error(preview.code);
    expect(preview.stock.parcels).toHaveLength(1);
    const { part } = must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }));
    expect((await read(number)).lines[0]).toMatchObject({ allocated: 3, reserved: 3, cancelled: 1 });
    expect(await read(part.number)).toMatchObject({ stage: "ready" });
    expect(await brokenRows()).toEqual([]);
  });

  it("keeps a held order held in both parts", async () => {
    const { number } = await makeOrder([{ sku: mug, quantity: 2 }]);
    must(await run(holdOrder, owner, { number, type: "address", reason: "no door" }));
    const { part } = must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }));
    expect((await read(part.number)).holds).toMatchObject([{ type: "address", reason: "no door" }]);
    expect(await brokenRows()).toEqual([]);
  });

  it("refuses what cannot be split, and writes nothing", async () => {
    const { number } = await makeOrder([{ sku: mug, quantity: 2 }], { paid: { amount: "20.00" } });
    const split = (lines: object[], more = {}) => codeOf(run(splitOrder, owner, { number, lines, ...more }));
    expect(await split([{ line: 1, quantity: 2 }])).toBe("nothing_left");
    expect(await split([{ line: 1, quantity: 3 }])).toBe("more_than_movable");
    expect(await split([{ line: 9, quantity: 1 }])).toBe("unknown_line");
    expect(await split([{ line: 1, quantity: 0 }])).toBe("invalid_input");
    expect(await split([{ line: 1, quantity: 1.5 }])).toBe("invalid_input");
    expect(await split([{ line: 1, quantity: 1, from: "MOON" }])).toBe("unknown_location");
    expect(await split([{ line: 1, quantity: 1 }], { expected: "something else" })).toBe("effect_changed");
    expect(await split([{ line: 1, quantity: 1 }], { version: 1 })).toBe("order_changed");
    expect(await codeOf(run(splitOrder, await actorOf("viewer"), { number, lines: [{ line: 1, quantity: 1 }] }))).toBe(
      "forbidden",
    );
    expect(await read(number)).toMatchObject({ totalMinor: 2000n, paidMinor: 2000n });
    must(await run(shipOrder, owner, { number }));
    expect(await split([{ line: 1, quantity: 1 }])).toBe("order_closed");
    expect(await brokenRows()).toEqual([]);
  });

  it("is put together again as it was, unless something happened to the part", async () => {
    const { number } = await makeOrder(
      [
        { sku: mug, quantity: 3 },
        { sku: bowl, quantity: 1 },
      ],
      paidBy("63.33"),
    );
    const before = await read(number);
    const split = async () =>
      must(
        await run(splitOrder, owner, {
          number,
          lines: [
            { line: 1, quantity: 2 },
            { line: 2, quantity: 1 },
          ],
        }),
      ).part.number;
    const part = await split();
    must(await run(rejoinOrders, owner, { number: part, other: number }));
    expect(books(await read(number))).toEqual(books(before));
    expect(await read(part)).toMatchObject({ stage: "cancelled", totalMinor: 0n, paidMinor: 0n });
    expect((await getOrderPage(number))?.kin).toMatchObject([{ number: part, undone: true }]);
    expect(await codeOf(run(rejoinOrders, owner, { number, other: part }))).toBe("not_related");

    const again = await split();
    must(await run(cancelOrder, owner, { number: again, lines: [{ line: 1, quantity: 1 }] }));
    expect(await codeOf(run(rejoinOrders, owner, { number, other: again }))).toBe("merge_given_back");
    expect(await brokenRows()).toEqual([]);
  });

  it("gives the part's money back to whoever paid the first order, by the first payment's provider reference", async () => {
    const { number } = await makeOrder([{ sku: mug, quantity: 2 }], paidBy("20.00"));
    const { part } = must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }));
    must(await run(shipOrder, owner, { number: part.number }));
    must(await run(requestRefund, owner, { number: part.number, what: { kind: "whole" }, reason: "damaged" }));
    expect(await read(part.number)).toMatchObject({ refundedMinor: 1000n });
    expect(await read(number)).toMatchObject({ refundedMinor: 0n, paidMinor: 1000n });
    expect(await brokenRows()).toEqual([]);
  });

  it("does not give a person's refund limit a second time", async () => {
    const { actor } = await hire("support");
    const dear = await makeVariant({ price: "400.00" });
    await addStock(dear, 10);
    const { number } = await makeOrder([{ sku: dear, quantity: 2 }], paidBy("800.00"));
    const { part } = must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }));
    for (const each of [number, part.number]) must(await run(shipOrder, owner, { number: each }));
    const limit = Number(actor.refundLimits.CNY ?? actor.refundLimits["*"]) / 100;
    const ask = (of: string, amount: number) =>
      run(requestRefund, actor, { number: of, what: { kind: "amount", amount: amount.toFixed(2) }, reason: "late" });
    const most = Math.min(limit, 399);
    expect(must(await ask(number, most)).refunds).toMatchObject([{ status: "succeeded" }]);
    expect(2 * most).toBeGreaterThan(limit);
    expect(must(await ask(part.number, most)).refunds).toMatchObject([{ status: "requested" }]);
    expect(await brokenRows()).toEqual([]);
  });

  it("a unit that two people split off at once goes to one of them", async () => {
    const { number } = await makeOrder([{ sku: mug, quantity: 2 }]);
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => codeOf(run(splitOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }))),
    );
    expect(outcomes.filter((code) => code === "done")).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(["done", "nothing_left"]));
    expect(await brokenRows()).toEqual([]);
  });
});

describe("merging orders", () => {
  it("makes one of three as it was previewed, and takes it apart again", async () => {
    const plate = await makeVariant({ price: "33.33", cost: "12.10" });
    await addStock(plate, 5);
    const made = [
      await approved([{ sku: mug, quantity: 1 }], { ...paidBy("18.00"), shipping: "8.00" }),
      await approved([{ sku: plate, quantity: 1 }], {
        ...paidBy("0.01"),
        paid: { amount: "45.33" },
        shipping: "12.00",
      }),
      await approved([{ sku: mug, quantity: 2 }], { ...paidBy("20.00") }),
    ];
    const [into = "", second = "", third = ""] = made.map(({ number }) => number);
    const before = await Promise.all([into, second, third].map(read));
    const sold = await soldOn([into, second, third]);
    const preview = await previewMerge(owner, shop, { number: into, from: [second, third], note: "" });
    if (isRefusal(preview)) throw new Error(preview.code);
    expect(preview).toMatchObject({
      into: {
        units: { before: 1, after: 4 },
        total: { beforeMinor: "1800", afterMinor: "8333" },
        due: { afterMinor: "0" },
      },
      sparedMinor: "800",
    });
    must(await run(mergeOrders, owner, { number: into, from: [second, third], expected: preview.digest }));
    expect(await read(into)).toMatchObject({
      totalMinor: 8333n,
      paidMinor: 8333n,
      stage: "ready",
      shippingMinor: 2000n,
    });
    expect(await read(second)).toMatchObject({ totalMinor: 0n, paidMinor: 0n, stage: "cancelled" });
    const now = await soldOn([into, second, third]);
    expect(now.map(({ orders: _orders, ...rest }) => rest)).toEqual(sold.map(({ orders: _orders, ...rest }) => rest));
    expect(now.reduce((sum, { orders }) => sum + orders, 0)).toBe(1);
    expect((await getOrderPage(second))?.kin).toMatchObject([{ kind: "merged", side: "came", number: into }]);
    expect((await getTracking(second, new Date()))?.order.status.state).toBe("merged");
    expect(await brokenRows()).toEqual([]);

    must(await run(rejoinOrders, owner, { number: into, other: second }));
    must(await run(rejoinOrders, owner, { number: third, other: into }));
    const after = await Promise.all([into, second, third].map(read));
    expect(after.map(books)).toEqual(before.map(books));
    expect(await soldOn([into, second, third])).toEqual(sold);
    expect(await brokenRows()).toEqual([]);
  });

  it("says why not, and merges all or none", async () => {
    const into = await approved([{ sku: mug, quantity: 1 }], { customer: buyer });
    const other = await approved([{ sku: mug, quantity: 1 }], { customer: buyer });
    const foreign = await approved([{ sku: mug, quantity: 1 }]);
    const merge = (from: string[], more = {}) =>
      codeOf(run(mergeOrders, owner, { number: into.number, from, ...more }));
    expect(await merge([other.number, foreign.number])).toBe("merge_customer");
    expect(await read(other.number)).toMatchObject({ stage: "ready" });
    expect(await merge([into.number])).toBe("merge_itself");
    expect(await merge(["CH-0"])).toBe("not_found");
    expect(await merge([other.number], { expected: "x" })).toBe("effect_changed");
    expect(
      await codeOf(run(mergeOrders, await actorOf("warehouse"), { number: into.number, from: [other.number] })),
    ).toBe("forbidden");
    must(await run(startPicking, owner, { numbers: [other.number] }));
    expect(await merge([other.number])).toBe("merge_picked");
    expect(await brokenRows()).toEqual([]);
  });

  it("is not taken apart once something was picked", async () => {
    const into = await approved([{ sku: mug, quantity: 1 }], { customer: buyer });
    const from = await approved([{ sku: mug, quantity: 1 }], { customer: buyer });
    must(await run(mergeOrders, owner, { number: into.number, from: [from.number] }));
    must(await run(startPicking, owner, { numbers: [into.number] }));
    expect(await codeOf(run(rejoinOrders, owner, { number: into.number, other: from.number }))).toBe("merge_picked");
  });

  it("takes back what was done last, of a part that was split off and merged into its order again", async () => {
    const { number } = await approved([{ sku: mug, quantity: 4 }], paidBy("40.00"));
    const whole = books(await read(number));
    const { part } = must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }));
    const apart = [books(await read(number)), books(await read(part.number))];
    must(await run(mergeOrders, owner, { number, from: [part.number] }));
    for (const [named, other] of [
      [number, part.number],
      [part.number, number],
    ] as const) {
      must(await run(rejoinOrders, owner, { number: named, other }));
      if (named === number) expect([books(await read(number)), books(await read(part.number))]).toEqual(apart);
    }
    expect(books(await read(number))).toEqual(whole);
    expect(await brokenRows()).toEqual([]);
  });

  it("two people who merge the same orders the other way round do it once", async () => {
    const a = (await approved([{ sku: mug, quantity: 1 }], { customer: buyer })).number;
    const b = (await approved([{ sku: mug, quantity: 1 }], { customer: buyer })).number;
    const outcomes = await Promise.all([
      codeOf(run(mergeOrders, owner, { number: a, from: [b] })),
      codeOf(run(mergeOrders, owner, { number: b, from: [a] })),
      codeOf(run(mergeOrders, owner, { number: a, from: [b] })),
    ]);
    expect(outcomes.filter((code) => code === "done")).toHaveLength(1);
    expect(outcomes.filter((code) => code === "merge_closed")).toHaveLength(2);
    expect(await brokenRows()).toEqual([]);
  });
});
