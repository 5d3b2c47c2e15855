import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { duplicateOrder } from "@/lib/orders/commands/duplicate-order";
import { mergeOrders } from "@/lib/orders/commands/merge-orders";
import { resendOrder } from "@/lib/orders/commands/resend-order";
import { splitOrder } from "@/lib/orders/commands/split-order";
import { getOrderPage } from "@/lib/orders/queries/order-page";
import { previewResend } from "@/lib/orders/queries/preview-resend";
import { loadShop } from "@/lib/shop";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { actorOf } from "@/lib/testing/people";
import { getTracking } from "@/lib/tracking/queries";
import { verify } from "@/lib/verify";

let owner: Actor;
let mug: string;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  mug = await makeVariant({ price: "10.00", cost: "4.00" });
  await addStock(mug, 100);
});

async function shipped(quantity: number): Promise<string> {
  const { number } = await makeOrder([{ sku: mug, quantity }]);
  must(await run(shipOrder, owner, { number }));
  return number;
}

const codeOf = async (input: Record<string, unknown>) => {
  const outcome = await run(resendOrder, owner, { reason: "lost", ...input });
  return outcome.ok ? "done" : outcome.refusal.code;
};

const soldOf = async (number: string) =>
  (
    await connection().sql`
      select coalesce(sum(order_delta), 0)::int as orders, coalesce(sum(amount_minor), 0)::int as amount, coalesce(sum(cost_minor), 0)::int as cost,
        coalesce(sum(quantity), 0)::int as units
      from sales_entries e join orders o on o.id = e.order_id where o.number = ${number}`
  )[0];

const levelOf = async () =>
  (
    await connection().sql`
      select reserved from stock_levels l join variants v on v.id = l.variant_id where v.sku = ${mug}`
  )[0]?.reserved;

async function broken() {
  const rows = [];
  for await (const row of verify(connection().sql)) rows.push(row);
  return rows;
}

describe("sending goods again", () => {
  it("makes an order at no price that counts as none, reserved at once, and each points at the other", async () => {
    const first = await shipped(3);
    const reserved = await levelOf();
    const input = { number: first, lines: [{ line: 1, quantity: 2 }], reason: "lost" as const, note: "by the carrier" };
    const seen = await previewResend(owner, await loadShop(connection().sql), input);
    if (isRefusal(seen)) throw new Error(JSON.stringify(seen));
    expect(seen).toMatchObject({
      lines: [{ line: 1, sku: mug, quantity: 2 }],
      reserved: [{ sku: mug, units: 2 }],
      backordered: [],
      costMinor: "800",
    });
    const { number, stage } = must(await run(resendOrder, owner, { ...input, version: seen.version }));
    expect(stage).toBe("ready");
    expect(await levelOf()).toBe(reserved + 2);
    expect(await soldOf(number)).toEqual({ orders: 0, amount: 0, cost: 800, units: 2 });
    const [again, original] = await Promise.all([getOrderPage(number), getOrderPage(first)]);
    expect(again).toMatchObject({
      state: { totalMinor: 0n, customerId: original?.state.customerId },
      order: { shipTo: original?.order.shipTo, counted: false },
      kin: [{ kind: "resent", side: "from", number: first, reason: "lost" }],
    });
    expect(original).toMatchObject({ kin: [{ side: "came", number }], resendable: [{ line: 1, open: 1 }] });
    expect(original?.events[0]).toMatchObject({
      type: "order.resent",
      data: { to: number, lines: [{ code: mug, units: 2 }], note: "by the carrier" },
    });
    const [found] = await connection().sql`
      select array_agg(o.number order by o.number) as numbers from order_search s join orders o on o.id = s.order_id
      where s.keys @> ${[first.toLowerCase()]}`;
    expect(found?.numbers).toEqual([first, number].sort());
    expect((await getTracking(first, new Date()))?.order.kin).toEqual([{ kind: "resent", side: "came", number }]);
    expect(await broken()).toEqual([]);
  });

  it("gives back what it counted, and the units to send again, when it is cancelled", async () => {
    const first = await shipped(1);
    const { number } = must(
      await run(resendOrder, owner, { number: first, lines: [{ line: 1, quantity: 1 }], reason: "damaged" }),
    );
    expect(await codeOf({ number: first, lines: [{ line: 1, quantity: 1 }] })).toBe("more_than_left");
    must(await run(cancelOrder, owner, { number }));
    expect(await soldOf(number)).toEqual({ orders: 0, amount: 0, cost: 0, units: 0 });
    expect((await getTracking(first, new Date()))?.order.kin).toEqual([]);
    expect(await codeOf({ number: first, lines: [{ line: 1, quantity: 1 }] })).toBe("done");
    expect(await broken()).toEqual([]);
  });

  it("counts the units that still stand, though the order that has them was split or merged", async () => {
    const customer = { name: "Sender", email: "sender@example.com" };
    const { number: first } = await makeOrder([{ sku: mug, quantity: 3 }], { customer });
    must(await run(shipOrder, owner, { number: first }));
    const lines = [{ line: 1, quantity: 3 }];
    const again = must(await run(resendOrder, owner, { number: first, lines, reason: "lost" }));
    const { number: other, stage } = await makeOrder([{ sku: mug, quantity: 1 }], { customer });
    if (stage === "review") must(await run(approveOrder, owner, { number: other }));
    const part = must(await run(splitOrder, owner, { number: again.number, lines: [{ line: 1, quantity: 1 }] })).part;
    must(await run(mergeOrders, owner, { number: other, from: [again.number] }));
    expect(await codeOf({ number: first, lines: [{ line: 1, quantity: 1 }] })).toBe("more_than_left");
    must(await run(cancelOrder, owner, { number: other, lines: [{ line: 2, quantity: 1 }] }));
    expect(await getOrderPage(first)).toMatchObject({ resendable: [{ line: 1, open: 1 }] });
    must(await run(cancelOrder, owner, { number: part.number }));
    expect(await codeOf({ number: first, lines: [{ line: 1, quantity: 3 }] })).toBe("more_than_left");
    expect(await codeOf({ number: first, lines: [{ line: 1, quantity: 2 }] })).toBe("done");
    expect(await broken()).toEqual([]);
  });

  it("can be sent again in its turn", async () => {
    const first = await shipped(1);
    const ask = { lines: [{ line: 1, quantity: 1 }], reason: "lost" };
    const { number } = must(await run(resendOrder, owner, { number: first, ...ask }));
    expect(await codeOf({ number, ...ask })).toBe("more_than_left");
    must(await run(shipOrder, owner, { number }));
    expect(await codeOf({ number, ...ask })).toBe("done");
  });

  it("refuses what did not leave, what is not there, and whoever may not", async () => {
    const scarce = await makeVariant();
    await addStock(scarce, 1);
    const { number: open } = await makeOrder([{ sku: mug, quantity: 1 }]);
    const { number: gone } = await makeOrder([{ sku: scarce, quantity: 1 }]);
    must(await run(shipOrder, owner, { number: gone }));
    const orders = await connection().sql`select count(*)::int as n from orders`;
    expect(await codeOf({ number: open, lines: [{ line: 1, quantity: 1 }] })).toBe("more_than_left");
    expect(await codeOf({ number: gone, lines: [{ line: 2, quantity: 1 }] })).toBe("unknown_line");
    expect(await codeOf({ number: gone, lines: [{ line: 1, quantity: 1 }] })).toBe("insufficient_stock");
    expect(await codeOf({ number: gone, lines: [{ line: 1, quantity: 0 }] })).toBe("invalid_input");
    expect(await codeOf({ number: gone, lines: [] })).toBe("invalid_input");
    expect(await codeOf({ number: "NO-SUCH", lines: [{ line: 1, quantity: 1 }] })).toBe("not_found");
    const viewer = await actorOf("viewer", "viewer-3@shop.test");
    expect(
      await run(resendOrder, viewer, { number: gone, lines: [{ line: 1, quantity: 1 }], reason: "lost" }),
    ).toMatchObject({
      refusal: { code: "forbidden" },
    });
    expect(await connection().sql`select count(*)::int as n from orders`).toEqual(orders);
  });

  it("sends the last unit again once, when two ask at the same time", async () => {
    const first = await shipped(1);
    const ask = { number: first, lines: [{ line: 1, quantity: 1 }], reason: "lost" };
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => run(resendOrder, owner, ask)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.refusal.code).toBe("more_than_left");
    expect(await broken()).toEqual([]);
  });
});

describe("copying an order", () => {
  it("makes a draft of the same people, items and prices, which comes to the same total when it is placed", async () => {
    const { number, totalMinor } = await makeOrder([{ sku: mug, quantity: 3 }], { discount: "4.99", shipping: "6.00" });
    const { number: copy, stage } = must(await run(duplicateOrder, owner, { number }));
    expect(stage).toBe("draft");
    const [made, original] = await Promise.all([getOrderPage(copy), getOrderPage(number)]);
    expect(`${made?.state.totalMinor}`).toBe(totalMinor);
    expect(made).toMatchObject({
      order: { shipTo: original?.order.shipTo, contactEmail: original?.order.contactEmail, counted: true },
      state: { customerId: original?.state.customerId, shippingMinor: 600n },
      kin: [{ kind: "duplicated", side: "from", number }],
    });
    expect(await run(duplicateOrder, owner, { number: "NO-SUCH" })).toMatchObject({ refusal: { code: "not_found" } });
    expect(await broken()).toEqual([]);
  });
});
