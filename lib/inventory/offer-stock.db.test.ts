import { afterAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { reportShort } from "@/lib/fulfilment/commands/report-short";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { startPicking } from "@/lib/fulfilment/commands/start-picking";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { readOrders } from "@/lib/orders/lock-order";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { addStock, makeLocation, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";
import { receiveStock } from "./commands/receive-stock";
import { transferStock } from "./commands/transfer-stock";
import { stockHandlers } from "./jobs";

const { actor: owner } = await makeShop();
await makeLocation("CLOSED", { active: false });
const { sql } = connection();

async function state(number: string) {
  const [order] = await readOrders(connection(), [number]);
  if (!order) throw new Error(`no order ${number}`);
  return order;
}

/** Does what the worker would do with the offers that were queued. */
async function work(): Promise<number> {
  const jobs = await sql<{ data: unknown }[]>`delete from jobs.job where name = 'stock.offer' returning data`;
  for (const { data } of jobs) await stockHandlers["stock.offer"]?.(data, { signal: new AbortController().signal });
  return jobs.length;
}

/** Two orders of the same item: the first has all there is, the second waits. */
async function twoOrders(units: number, settings: Record<string, unknown> = {}) {
  const sku = await makeVariant({ backorderAllowed: true });
  await addStock(sku, units);
  const first = await makeOrder([{ sku, quantity: units }], settings);
  const second = await makeOrder([{ sku, quantity: units }]);
  expect((await state(second.number)).stage).toBe("backordered");
  return { sku, first: first.number, second: second.number };
}

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

describe("units that are free again", () => {
  it("because their order was cancelled go to the order that waits for them", async () => {
    const { first, second } = await twoOrders(3);
    must(await run(cancelOrder, owner, { number: first }));
    expect(await work()).toBe(1);
    expect(await state(second)).toMatchObject({ stage: "ready", lines: [{ reserved: 3, backordered: 0 }] });
  });

  it("because they came back to the shelf go to the order that waits for them", async () => {
    const { first, second } = await twoOrders(2, { paymentMethod: "bank_transfer", reserve: true });
    must(await run(recordPayment, owner, { number: first, method: "bank_transfer" }));
    must(await run(shipOrder, owner, { number: first }));
    const restock = [{ line: 1, quantity: 2, location: "MAIN" }];
    must(await run(requestRefund, owner, { number: first, what: { kind: "whole" }, reason: "not_wanted", restock }));
    await work();
    expect((await state(second)).stage).toBe("ready");
  });

  it("because they left a closed warehouse go to the order that waits for them", async () => {
    const { sku, second } = await twoOrders(1);
    await addStock(sku, 5, "CLOSED");
    must(await run(transferStock, owner, { from: "CLOSED", to: "MAIN", lines: [{ sku, quantity: 5 }] }));
    await work();
    expect((await state(second)).stage).toBe("ready");
  });

  it("are offered to nobody where nobody waits", async () => {
    const sku = await makeVariant();
    await addStock(sku, 1);
    const { number } = await makeOrder([{ sku, quantity: 1 }]);
    must(await run(cancelOrder, owner, { number }));
    expect(await work()).toBe(0);
  });
});

it("an order left short by a picker gets its units with the next delivery", async () => {
  const sku = await makeVariant();
  await addStock(sku, 2);
  const { number } = await makeOrder([{ sku, quantity: 2 }]);
  const { done } = must(await run(startPicking, owner, { numbers: [number] }));
  const short = must(await run(reportShort, owner, { shipment: done[0]?.shipment, code: sku, quantity: 1 }));
  expect(short.orders).toMatchObject([{ left: 1, held: true }]);
  expect((await state(number)).lines[0]).toMatchObject({ reserved: 1, backordered: 0 });
  must(await run(receiveStock, owner, { location: "MAIN", lines: [{ sku, quantity: 5 }] }));
  expect((await state(number)).lines[0]).toMatchObject({ reserved: 2 });
});
