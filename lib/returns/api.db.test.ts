import { beforeAll, expect, it } from "vitest";
import { POST as ask } from "@/app/api/v1/orders/[number]/returns/route";
import { POST as approve } from "@/app/api/v1/returns/[rma]/approve/route";
import { POST as inspect } from "@/app/api/v1/returns/[rma]/inspect/route";
import { POST as receive } from "@/app/api/v1/returns/[rma]/receive/route";
import { GET as read } from "@/app/api/v1/returns/[rma]/route";
import { GET as list } from "@/app/api/v1/returns/route";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { call, makeApiKey } from "@/lib/testing/api";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";

let owner: Actor;
beforeAll(async () => {
  owner = (await makeShop()).actor;
});

async function sent(): Promise<string> {
  const sku = await makeVariant({ price: "10.00" });
  await addStock(sku, 5);
  const { number } = await makeOrder([{ sku, quantity: 2 }], { paid: { amount: "20.00" }, shipping: "0.00" });
  must(await run(shipOrder, owner, { number, trackingNumber: `SF-${number}` }));
  return number;
}

it("a program asks for a return, follows it and counts it in", async () => {
  const key = await makeApiKey({ scopes: ["returns:write"] });
  const number = await sent();
  const body = { lines: [{ line: 1, quantity: 2, reason: "defective" }] };
  const asked = await call(ask, "POST", { key, params: { number }, body });
  expect(asked).toMatchObject({
    status: 201,
    body: { order: number, status: "requested", source: "api", lines: [{ requested: 2, awaited: 2 }] },
  });
  const { rma } = asked.body as { rma: string };
  expect((await call(ask, "POST", { key, params: { number }, body })).body).toMatchObject({
    ...{ status: 409, code: "more_than_returnable" },
  });
  const on = (handler: typeof approve, more: object = {}) =>
    call(handler, "POST", { key, params: { rma }, body: more });
  expect((await on(approve)).body).toMatchObject({ status: "approved" });
  expect((await on(approve)).body).toMatchObject({ status: 409, code: "return_status" });
  await on(receive, { lines: [{ line: 1, quantity: 2 }], location: "MAIN" });
  const findings = [{ line: 1, quantity: 2, condition: "opened", disposition: "quality_control" }];
  expect((await on(inspect, { findings })).body).toMatchObject({ status: "inspected", lines: [{ refundDue: 2 }] });
  expect((await call(read, "GET", { key, params: { rma } })).body).toMatchObject({ rma, location: "MAIN" });
  expect(await brokenRows()).toEqual([]);
});

it("lists returns page by page, and a key of a channel sees its own orders' alone", async () => {
  const key = await makeApiKey({ scopes: ["returns:write"] });
  for (let made = 0; made < 2; made += 1) {
    const body = { lines: [{ line: 1, quantity: 1, reason: "late" }] };
    await call(ask, "POST", { key, params: { number: await sent() }, body });
  }
  const first = await call(list, "GET", { key, query: "?limit=1" });
  const { returns, next } = first.body as { returns: { rma: string }[]; next: string };
  expect(returns).toHaveLength(1);
  const second = await call(list, "GET", { key, query: `?limit=100&cursor=${next}` });
  expect((second.body as { returns: { rma: string }[] }).returns.map(({ rma }) => rma)).not.toContain(returns[0]?.rma);
  expect((await call(list, "GET", { key, query: "?cursor=made-up" })).status).toBe(422);
  const theirs = await makeApiKey({ scopes: ["returns:write"], channel: "api" });
  expect((await call(list, "GET", { key: theirs })).body).toMatchObject({ returns: [] });
  expect((await call(read, "GET", { key: theirs, params: { rma: returns[0]?.rma ?? "" } })).status).toBe(404);
  const reader = await makeApiKey({ scopes: ["orders:read"] });
  expect((await call(list, "GET", { key: reader })).status).toBe(403);
});
