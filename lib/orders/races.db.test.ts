import { beforeAll, expect, it } from "vitest";
import { connection } from "@/db/client";
import { poolUse } from "@/db/pool-use";
import { systemActor } from "@/lib/actor";
import { type Outcome, run } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { adjustStock } from "@/lib/inventory/commands/adjust-stock";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { receiveOrder, receiveOrderBatch } from "@/lib/orders/commands/receive-order";
import { addStock, makeLocation, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";

const skuCount = 12;
const orderCount = 300;
const linesOfAnOrder = 5;
const unitsAtFirst = 400;

/** The same draw each time the test runs: what fails once fails again. */
function drawer(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const house = systemActor("race");
const skus: string[] = [];
const places = ["MAIN", "SECOND"];

beforeAll(async () => {
  await makeShop();
  await makeLocation("SECOND");
  for (let made = 0; made < skuCount; made += 1) {
    const sku = await makeVariant();
    skus.push(sku);
    for (const place of places) await addStock(sku, unitsAtFirst, place);
  }
});

const orderOf = (name: string, lines: { sku: string; quantity: number }[]) => ({
  channel: "manual",
  paymentMethod: "cash",
  customer: { name: "Race", email: `${name}@example.com` },
  shipTo: { name: "Race", phone: "13800135521", line1: "文三路 478 号", city: "杭州市", country: "CN" },
  lines,
});

/** What a client of this kind may be told when others are at the same goods. */
const mayBeTold = new Set(["insufficient_stock", "nothing_to_cancel", "order_changed"]);

it("300 orders of five goods in any order, counts and cancellations at once: nobody hears of a deadlock, and stock is exact", async () => {
  const draw = drawer(7);
  const found = new Map<string, number>();
  const told: string[] = [];
  const sees = (outcome: Outcome<unknown>) => {
    if (!outcome.ok) told.push(outcome.refusal.code);
    return outcome.ok;
  };
  const order = async (n: number) => {
    const goods = [...skus].sort(() => draw(2) - 0.5).slice(0, linesOfAnOrder);
    const lines = goods.map((sku) => ({ sku, quantity: 1 + draw(3) }));
    const cancels = draw(3) === 0;
    const outcome = await run(receiveOrder, house, orderOf(`race-${n}`, lines));
    if (sees(outcome) && outcome.ok && cancels)
      sees(await run(cancelOrder, house, { number: outcome.value.number, reason: "customer_request" }));
  };
  const adjust = async () => {
    const [sku, location] = [skus[draw(skuCount)] as string, places[draw(places.length)] as string];
    const change = 1 + draw(4);
    const reason = draw(2) === 0 ? "found" : "lost";
    if (sees(await run(adjustStock, house, { sku, location, reason, quantity: change })))
      found.set(sku, (found.get(sku) ?? 0) + (reason === "found" ? change : -change));
  };

  const before = { ...poolUse() };
  await Promise.all(
    Array.from({ length: orderCount }, async (_, n) => {
      await order(n);
      if (n % 3 === 0) await adjust();
    }),
  );

  expect(told.filter((code) => !mayBeTold.has(code))).toEqual([]);
  // Everybody locks levels in the same order, so there is nothing to untangle, not only nobody who hears of it.
  expect(poolUse().repeated - before.repeated).toBe(0);
  const rows = await connection().sql<{ sku: string; onHand: number; reserved: number; live: number }[]>`
    select v.sku, sum(l.on_hand)::int as "onHand", sum(l.reserved)::int as reserved,
      (select coalesce(sum(o.ordered - o.cancelled - o.backordered), 0)::int from order_lines o join orders h on h.id = o.order_id
        where o.variant_id = v.id and h.approved_at is not null) as live
    from variants v join stock_levels l on l.variant_id = v.id group by v.id, v.sku`;
  for (const { sku, onHand, reserved, live } of rows) {
    expect({ sku, onHand }).toEqual({ sku, onHand: places.length * unitsAtFirst + (found.get(sku) ?? 0) });
    expect({ sku, reserved }).toEqual({ sku, reserved: live });
  }
  expect((await connection().sql`select 1 from orders`).length).toBe(orderCount);
  expect(await brokenRows()).toEqual([]);
}, 180_000);

it("a batch of several channels locks its goods in the house's one order, as every other order does", async () => {
  const { sql, transactions } = connection();
  const [first, second] = await sql<
    { sku: string }[]
  >`select sku from variants where sku = any(${skus}) order by id limit 2`;
  if (!first || !second) throw new Error("two goods are needed");
  await sql`insert into channels (id, code, name, kind, currency) select ${newId()}, 'other', 'Other', kind, currency from channels limit 1`;
  const levelOf = ({ sku }: { sku: string }) =>
    sql`select id from variants where sku = ${sku}`.then(([variant]) => variant?.id as string);
  const [held, free] = [await levelOf(first), await levelOf(second)];
  const orders = [
    orderOf("one", [{ sku: second.sku, quantity: 1 }]),
    { ...orderOf("other", [{ sku: first.sku, quantity: 1 }]), channel: "other" },
  ];
  const batch = await transactions.begin(async (tx) => {
    await tx`select 1 from stock_levels where variant_id = ${held} for update`;
    const taken = run(receiveOrderBatch, house, { orders });
    const waiting = () =>
      sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(waiting).not.toHaveLength(0);
    // While it waits for the first it holds nothing that comes after it.
    expect(await sql`select 1 from stock_levels where variant_id = ${free} for update skip locked`).toHaveLength(
      places.length,
    );
    return { taken };
  });
  const { answers } = must(await batch.taken);
  expect(answers.map((answer) => "number" in answer)).toEqual([true, true]);
});
