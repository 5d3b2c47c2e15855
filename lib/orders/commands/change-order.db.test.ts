import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { type Actor, systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { changeOrderInput } from "@/lib/orders/change-input";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { changeOrder } from "@/lib/orders/commands/change-order";
import { previewChange } from "@/lib/orders/queries/preview-change";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { loadShop } from "@/lib/shop";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { actorOf } from "@/lib/testing/people";
import { verify } from "@/lib/verify";

const actor = systemActor("test");
let owner: Actor;
let mug: string;
let bowl: string;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  mug = await makeVariant({ price: "10.00", cost: "4.00" });
  bowl = await makeVariant({ price: "25.00" });
  await addStock(mug, 500);
  await addStock(bowl, 500);
});

const preview = async (input: Record<string, unknown>) => {
  const seen = await previewChange(owner, await loadShop(connection().sql), changeOrderInput.parse(input));
  if (isRefusal(seen)) throw new Error(`refused: ${JSON.stringify(seen)}`);
  return seen;
};

const stateOf = async (number: string) => {
  const [row] = await connection().sql`
    select o.stage, o.version, o.held, o.total_minor::int as total, o.paid_minor::int as paid, o.refunded_minor::int as refunded, o.unit_count as units,
      (select jsonb_agg(jsonb_build_object('sku', sku, 'ordered', ordered, 'cancelled', cancelled, 'reserved', reserved) order by position)
       from order_lines where order_id = o.id) as lines,
      (select array_agg(type order by seq) from order_events where order_id = o.id) as events
    from orders o where number = ${number}`;
  return row;
};

async function broken() {
  const rows = [];
  for await (const row of verify(connection().sql)) rows.push(row);
  return rows;
}

describe("changing what is ordered", () => {
  it("does what its preview said: adds, raises, claims stock, and is found by the new item", async () => {
    const { number } = await makeOrder([{ sku: mug, quantity: 2 }]);
    const ask = { number, lines: [{ line: 1, quantity: 3 }], add: [{ sku: bowl, quantity: 1 }], note: "by phone" };
    const seen = await preview(ask);
    expect(seen).toMatchObject({
      money: { total: { beforeMinor: "2000", afterMinor: "5500" } },
      due: { beforeMinor: "2000", afterMinor: "5500" },
      stock: {
        reserved: [
          { sku: mug, units: 1 },
          { sku: bowl, units: 1 },
        ],
      },
    });
    const { version } = must(await run(changeOrder, owner, { ...ask, version: seen.version, expected: seen.digest }));
    const after = await stateOf(number);
    expect(after).toMatchObject({
      stage: "ready",
      version,
      total: 5500,
      units: 4,
      lines: [
        { sku: mug, ordered: 3, reserved: 3 },
        { sku: bowl, ordered: 1, reserved: 1 },
      ],
    });
    expect(after?.events.slice(-2)).toEqual(["lines.added", "stock.reserved"]);
    const [found] = await connection().sql`
      select 1 from order_search s join orders o on o.id = s.order_id where o.number = ${number} and s.keys @> ${[bowl.toLowerCase()]}`;
    expect(found).toBeDefined();
    expect(await broken()).toEqual([]);
  });

  it("takes units off, gives the money back, and frees the stock", async () => {
    const { number } = await makeOrder([{ sku: mug, quantity: 4 }], { paid: { amount: "40.00" } });
    const seen = await preview({ number, lines: [{ line: 1, quantity: 1 }] });
    expect(seen.refunds).toEqual([{ method: "cash", amountMinor: "3000", needsApproval: false }]);
    const done = must(
      await run(changeOrder, owner, { number, lines: [{ line: 1, quantity: 1 }], expected: seen.digest }),
    );
    expect(done.refunds).toMatchObject([{ amountMinor: "3000", status: "succeeded" }]);
    expect(await stateOf(number)).toMatchObject({
      total: 1000,
      paid: 4000,
      refunded: 3000,
      lines: [{ ordered: 4, cancelled: 3, reserved: 1 }],
    });
    expect(await broken()).toEqual([]);
  });

  it("holds what was paid in full until the rest has come", async () => {
    const { number } = await makeOrder([{ sku: mug, quantity: 1 }], {
      paymentMethod: "bank_transfer",
      paid: { amount: "10.00" },
    });
    must(await run(changeOrder, owner, { number, add: [{ sku: bowl, quantity: 1, unitPrice: "5" }] }));
    expect(await stateOf(number)).toMatchObject({ held: true, stage: "ready", total: 1500 });
    must(await run(recordPayment, owner, { number, amount: "2.00", method: "bank_transfer" }));
    expect(await stateOf(number)).toMatchObject({ held: true });
    must(await run(recordPayment, owner, { number, amount: "3.00", method: "bank_transfer" }));
    const paid = await stateOf(number);
    expect(paid).toMatchObject({ held: false, paid: 1500 });
    expect(paid?.events.at(-1)).toBe("order.released");
    expect(await broken()).toEqual([]);
  });

  it("refuses whoever saw an older version, or another effect, and writes nothing", async () => {
    const { number, version } = await makeOrder([{ sku: mug, quantity: 2 }]);
    const ask = { number, lines: [{ line: 1, quantity: 1 }] };
    const seen = await preview(ask);
    must(await run(cancelOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }));
    expect(await run(changeOrder, owner, { ...ask, version, expected: seen.digest })).toMatchObject({
      refusal: { code: "order_changed", facts: { changes: [{ type: "lines.cancelled" }] } },
    });
    const more = { number, lines: [{ line: 1, quantity: 2 }] };
    expect(await run(changeOrder, owner, { ...more, expected: seen.digest })).toMatchObject({
      refusal: { code: "effect_changed" },
    });
    expect(await stateOf(number)).toMatchObject({ total: 1000, lines: [{ ordered: 2, cancelled: 1 }] });
  });

  it("refuses what cannot be and says which", async () => {
    const scarce = await makeVariant({ price: "1.00" });
    await addStock(scarce, 1);
    const dear = await makeVariant({ currency: "EUR" });
    const { number } = await makeOrder([{ sku: mug, quantity: 1 }]);
    const codeOf = async (ask: Record<string, unknown>) => {
      const outcome = await run(changeOrder, owner, { number, ...ask });
      return outcome.ok ? "done" : outcome.refusal.code;
    };
    expect(await codeOf({ add: [{ sku: scarce, quantity: 2 }] })).toBe("insufficient_stock");
    expect(await codeOf({ add: [{ sku: "NO-SUCH", quantity: 2 }] })).toBe("unknown_sku");
    expect(await codeOf({ add: [{ sku: dear, quantity: 1 }] })).toBe("no_price");
    expect(await codeOf({ lines: [{ line: 7, quantity: 1 }] })).toBe("unknown_line");
    expect(await codeOf({ lines: [{ line: 1, quantity: 1.5 }] })).toBe("invalid_input");
    expect(await codeOf({ lines: [{ line: 1, quantity: -1 }] })).toBe("invalid_input");
    expect(
      await codeOf({
        lines: [
          { line: 1, quantity: 1 },
          { line: 1, quantity: 2 },
        ],
      }),
    ).toBe("invalid_input");
    expect(await codeOf({ shipping: "1.234" })).toBe("bad_amount");
    expect(await codeOf({})).toBe("nothing_to_change");
    expect(await run(changeOrder, actor, { number: "NO-SUCH" })).toMatchObject({ refusal: { code: "not_found" } });
    expect(await run(changeOrder, await actorOf("viewer", "viewer-2@shop.test"), { number })).toMatchObject({
      refusal: { code: "forbidden" },
    });
    expect(await stateOf(number)).toMatchObject({ total: 1000, version: expect.any(Number) });
  });

  it("never sells the last unit twice when two orders are changed at once, and each key has one effect", async () => {
    const last = await makeVariant({ price: "3.00" });
    await addStock(last, 5);
    const orders = await Promise.all(Array.from({ length: 10 }, () => makeOrder([{ sku: mug, quantity: 1 }])));
    const outcomes = await Promise.all(
      orders.flatMap(({ number }) =>
        [1, 2].map(() =>
          run(changeOrder, owner, { number, add: [{ sku: last, quantity: 1 }] }, { idempotencyKey: `add ${number}` }),
        ),
      ),
    );
    const codes = outcomes.map((outcome) =>
      outcome.ok ? (outcome.replayed ? "again" : "done") : outcome.refusal.code,
    );
    expect(codes.filter((code) => code === "done")).toHaveLength(5);
    const [level] = await connection().sql`
      select reserved, available from stock_levels l join variants v on v.id = l.variant_id where v.sku = ${last}`;
    expect(level).toEqual({ reserved: 5, available: 0 });
    expect(await broken()).toEqual([]);
  });
});
