import { beforeAll, expect, it } from "vitest";
import type { Actor } from "@/lib/actor";
import { type Outcome, run } from "@/lib/command";
import { issueInvoice } from "@/lib/documents/commands/issue-invoice";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { startPicking } from "@/lib/fulfilment/commands/start-picking";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { changeOrder } from "@/lib/orders/commands/change-order";
import { changePaymentMethod } from "@/lib/orders/commands/change-payment-method";
import { editOrder } from "@/lib/orders/commands/edit-order";
import { mergeOrders } from "@/lib/orders/commands/merge-orders";
import { rejoinOrders } from "@/lib/orders/commands/rejoin-orders";
import { rerouteOrder } from "@/lib/orders/commands/reroute-order";
import { setPriority } from "@/lib/orders/commands/set-priority";
import { splitOrder } from "@/lib/orders/commands/split-order";
import { takeStock } from "@/lib/orders/commands/take-stock";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { addStock, makeLocation, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";

const people = 12;
const orderCount = 24;
const commandsEach = 25;

let owner: Actor;
const skus: string[] = [];
const numbers: string[] = [];

beforeAll(async () => {
  owner = (await makeShop()).actor;
  await makeLocation("NORTH");
  for (let made = 0; made < 3; made += 1) {
    const sku = await makeVariant({ price: "7.00", cost: "3.00", backorderAllowed: made === 2 });
    await addStock(sku, made === 2 ? 20 : 200, "MAIN");
    await addStock(sku, made === 2 ? 10 : 100, "NORTH");
    skus.push(sku);
  }
  for (let made = 0; made < orderCount; made += 1) {
    const lines = skus.map((sku, at) => ({ sku, quantity: 1 + ((made + at) % 3) }));
    const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    const order = await makeOrder(lines, {
      customer: { name: "李雯", email: `race-${made % 6}@example.com` },
      shipping: "3.00",
      ...(made % 2 === 0 ? { paid: { amount: `${units * 7 + 3}.00` } } : {}),
    });
    if (order.stage === "review") must(await run(approveOrder, owner, { number: order.number }));
    numbers.push(order.number);
  }
});

/** The same draw each time the test runs; who comes first is up to the database. */
function drawer(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Deed = (draw: (below: number) => number, number: string, other: string) => Promise<Outcome<unknown>>;

const deeds: Deed[] = [
  (draw, number) => run(editOrder, owner, { number, sellerNote: `note ${draw(1000)}` }),
  (draw, number) => run(cancelOrder, owner, { number, lines: [{ line: 1 + draw(3), quantity: 1 }] }),
  (draw, number) => run(changeOrder, owner, { number, add: [{ sku: skus[draw(3)] as string, quantity: 1 }] }),
  (_, number) => run(startPicking, owner, { numbers: [number] }),
  (_, number, other) => run(mergeOrders, owner, { number, from: [other] }),
  (draw, number) => run(splitOrder, owner, { number, lines: [{ line: 1 + draw(3), quantity: 1 }] }),
  (_, number, other) => run(rejoinOrders, owner, { number, other }),
  (draw, number) => {
    const what = { kind: "amount" as const, amount: `${1 + draw(3)}.00` };
    return run(requestRefund, owner, { number, what, reason: "goodwill" });
  },
  (draw, number) => run(setPriority, owner, { number, priority: draw(2) === 0 ? "urgent" : "usual" }),
  (_, number) => run(takeStock, owner, { number }),
  (draw, number) => run(issueInvoice, owner, { number, kind: draw(3) === 0 ? "receipt" : "invoice" }),
  (draw, number) => run(rerouteOrder, owner, { number, location: draw(2) === 0 ? "MAIN" : "NORTH" }),
  (draw, number) => run(changePaymentMethod, owner, { number, method: draw(2) === 0 ? "cod" : "cash" }),
  (draw, number) => (draw(4) === 0 ? run(shipOrder, owner, { number }) : run(takeStock, owner, { number })),
];

it(`${people} people change, split, merge, pick, ship and refund the same ${orderCount} orders at once`, async () => {
  const told = new Map<string, number>();
  await Promise.all(
    Array.from({ length: people }, async (_, person) => {
      const draw = drawer(person + 1);
      for (let command = 0; command < commandsEach; command += 1) {
        const pick = () => numbers[draw(numbers.length)] as string;
        const outcome = await (deeds[draw(deeds.length)] as Deed)(draw, pick(), pick());
        const said = outcome.ok ? "done" : outcome.refusal.code;
        told.set(said, (told.get(said) ?? 0) + 1);
        const part = outcome.ok && (outcome.value as { part?: { number: string } }).part;
        if (part) numbers.push(part.number);
      }
    }),
  );
  expect(told.get("done")).toBeGreaterThan(people * 3);
  // Whoever waits for a lock waits: nobody hears of a deadlock or of a rule of the database.
  expect([...told.keys()].filter((code) => ["busy", "unexpected", "conflict", "unavailable"].includes(code))).toEqual(
    [],
  );
  expect(await brokenRows()).toEqual([]);
}, 60_000);
