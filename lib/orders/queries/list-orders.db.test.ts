import { expect, it } from "vitest";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { readList, type SearchParams } from "@/lib/list/params";
import { addStock, makeOrder, makeShop, makeVariant } from "@/lib/testing/factories";
import { must, openChannel, receive, sell, stockItem } from "@/lib/testing/trade";
import { saveDraft } from "../commands/save-draft";
import { submitDraft } from "../commands/submit-draft";
import { orderList } from "../list-spec";
import { findTyped } from "../search-condition";
import { countOrders, listOrders } from "./list-orders";

await makeShop();
const cup = await makeVariant({ price: "20.00" });
await addStock(cup, 10);
await makeOrder([{ sku: cup, quantity: 1 }]);
await makeOrder([{ sku: cup, quantity: 2 }]);

const context = {
  timeZone: "Asia/Shanghai",
  today: "2026-11-21",
  currency: "CNY",
  staffId: "",
  language: "en",
  now: new Date(),
};
const raw = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const list = (params: SearchParams) => listOrders(readList(orderList, params), context, 1);

it("pages by key both ways, whatever the order", async () => {
  for (const sort of ["-placed", "placed", "-total", "promised"]) {
    const first = await list({ sort });
    const second = await list({ sort, after: first.older ?? "" });
    expect(second.rows[0]?.number).not.toBe(first.rows[0]?.number);
    expect((await list({ sort, before: second.newer ?? "" })).rows[0]?.number).toBe(first.rows[0]?.number);
  }
});

it.each([
  ["a cursor of null", { after: raw(null) }],
  ["a cursor of a number", { before: raw(7) }],
  ["a cursor with a time that is none", { after: raw(["99:99", "019ab0f0-0000-7000-8000-000000000000"]) }],
  ["a cursor with an id that is none", { after: raw(["2026-11-21 10:00:00+00", "-".repeat(36)]) }],
  [
    "a cursor of another order",
    { sort: "total", after: raw(["2026-11-21 10:00:00+00", "019ab0f0-0000-7000-8000-000000000000"]) },
  ],
  ["an amount finer than the currency", { total: "10.001.." }],
  ["an amount of a currency nobody has", { total: "10..", currency: ["ABC"] }],
  ["an amount larger than any", { total: "999999999999999..", currency: "KWD" }],
  ["days at the end of the calendar", { placed: "..9999-12-31" }],
  ["days before any shop", { placed: "0100-01-01.." }],
] as [string, SearchParams][])("opens with %s in the address", async (_, params) => {
  await expect(list(params)).resolves.toBeDefined();
  await expect(countOrders(readList(orderList, params), context)).resolves.toBeDefined();
});

it("finds the orders of one channel and of several, in their order", async () => {
  const [east, west, quiet] = [
    await openChannel("east", "USD"),
    await openChannel("west", "USD"),
    await openChannel("quiet", "USD"),
  ];
  const sku = await stockItem({ currency: "USD", price: "1.00" });
  await receive(sku, 10);
  for (const channel of ["east", "west", "east"]) await sell([{ sku, quantity: 1 }], { channel });
  const found = async (channel: string | string[]) => {
    const state = readList(orderList, { channel });
    const { rows } = await listOrders(state, context);
    expect(await countOrders(state, context)).toBe(rows.length);
    expect(rows.map(({ placedAt }) => placedAt)).toEqual(rows.map(({ placedAt }) => placedAt).sort((a, b) => +b - +a));
    return rows.map(({ channelCode }) => channelCode).sort();
  };
  expect(await found(east.code)).toEqual(["east", "east"]);
  expect(await found([east.code, west.code])).toEqual(["east", "east", "west"]);
  expect(await found(quiet.code)).toEqual([]);
  expect(await found("nobody")).toEqual([]);
});

it("counts what typed words find, on a page that holds it all and on one of several", async () => {
  const sku = await stockItem({ currency: "USD", price: "1.00" });
  await receive(sku, 10);
  const { code: channel } = await openChannel("north", "USD");
  for (let sold = 0; sold < 3; sold += 1) await sell([{ sku, quantity: 1 }], { channel });
  const state = readList(orderList, { q: sku });
  const counted = (limit: number, at = state) => countOrders(at, context, listOrders(at, context, limit));
  expect(await Promise.all([counted(2), counted(3), counted(50), countOrders(state, context)])).toEqual([3, 3, 3, 3]);
  const { older } = await listOrders(state, context, 2);
  expect(await counted(2, { ...state, after: older ?? "" })).toBe(3);
});

it("pages both ways through what typed words find, whichever end comes first, and knows when a draft was placed", async () => {
  const sku = await stockItem({ currency: "USD", price: "1.00" });
  await receive(sku, 10);
  await openChannel("south", "USD");
  const drafted = must(
    await run(saveDraft, systemActor("test"), {
      ...{ channel: "south", paymentMethod: "cod", lines: [{ sku, quantity: 1 }] },
      customer: { name: "Drafted", email: "drafted@example.com" },
      shipTo: { name: "Drafted", line1: "1 Mill Lane", city: "Leeds", country: "GB" },
    }),
  );
  for (const name of ["Second", "Third"])
    await sell([{ sku, quantity: 1 }], { channel: "south", customer: { name, email: `${name}@example.com` } });
  must(await run(submitDraft, systemActor("test"), { number: drafted.number }));
  for (const [sort, names] of [
    ["-placed", ["Drafted", "Third", "Second"]],
    ["placed", ["Second", "Third", "Drafted"]],
  ] as const) {
    const seen: string[] = [];
    let page = await list({ q: sku, sort });
    for (; seen.push(page.rows[0]?.customer ?? "") < 3; ) page = await list({ q: sku, sort, after: page.older ?? "" });
    expect([seen, page.older]).toEqual([names, null]);
    expect((await list({ q: sku, sort, before: page.newer ?? "" })).rows[0]?.customer).toBe(names[1]);
    // A page that begins at an order which the words do not find.
    const { older } = await list({ sort });
    expect((await list({ q: sku, sort, after: older ?? "" })).rows).toHaveLength(1);
  }
});

it("opens the one order whose number, its digits or its number at the channel is typed", async () => {
  const order = await makeOrder([{ sku: cup, quantity: 1 }], { externalId: "Web/77-A" });
  const exact = async (text: string) => (await findTyped(text)).exact;
  const digits = order.number.replace(/^\D+/, "");
  for (const text of [order.number, order.number.toLowerCase(), ` ${digits} `, "web/77-a"]) {
    expect(await exact(text)).toBe(order.number);
  }
  // What it sells, who buys it and parts of its numbers list it with others.
  for (const text of [cup, "web/77", digits.slice(0, -1), "7-A", ""]) expect(await exact(text)).toBeNull();
  expect((await findTyped(cup)).few).toContain(order.id);
});

it("finds the same orders by words that stand in few of the newest and in many of them", async () => {
  const named = (name: string) => makeOrder([{ sku: cup, quantity: 1 }], { customer: { name } });
  await addStock(cup, 100);
  for (let made = 0; made < 50; made += 1) await named(`Everywhere ${made}`);
  const rare = await named("欧阳稀有 4711");
  const few = async (words: string) => (await findTyped(words)).few;
  expect(await few("everywhere")).toBeNull();
  for (const words of ["稀有", "欧阳稀有 4711", "4711"]) expect(await few(words)).toEqual([rare.id]);
  expect(await few("nobody at all")).toEqual([]);
  expect(await few(" ")).toBeNull();

  const found = async (params: SearchParams) => {
    const state = readList(orderList, params);
    const [{ rows }, counted] = await Promise.all([listOrders(state, context, 100), countOrders(state, context)]);
    expect(counted).toBe(rows.length);
    return rows.map(({ customer }) => customer);
  };
  expect(await found({ q: "everywhere" })).toHaveLength(50);
  expect(await found({ q: "稀有" })).toEqual(["欧阳稀有 4711"]);
  expect(await found({ q: "稀有", tab: "shipped" })).toEqual([]);
});
