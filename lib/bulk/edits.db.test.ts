import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { createCustomer } from "@/lib/customers/commands/create-customer";
import { mergeCustomers } from "@/lib/customers/commands/merge-customers";
import { changePaymentMethod } from "@/lib/orders/commands/change-payment-method";
import { editOrder } from "@/lib/orders/commands/edit-order";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { createBulk } from "./commands/create-bulk";
import { retryBulk } from "./commands/retry-bulk";
import { startBulk } from "./commands/start-bulk";
import { undoBulk } from "./commands/undo-bulk";
import { lookAtBulk } from "./look-at-bulk";
import { runBulk } from "./run-bulk";

let owner: Actor;
let mug: string;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  mug = await makeVariant({ price: "10.00" });
  await addStock(mug, 300);
});

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

const sql = () => connection().sql;

async function placed(count: number, settings: Record<string, unknown> = {}): Promise<string[]> {
  const numbers: string[] = [];
  while (numbers.length < count) numbers.push((await makeOrder([{ sku: mug, quantity: 1 }], settings)).number);
  return numbers;
}

async function looked(input: Record<string, unknown>) {
  const opened = must(await run(createBulk, owner, input));
  await lookAtBulk(opened.id);
  return { ...opened, codes: await codes(opened.id) };
}

async function go({ id, number }: { id: string; number: string }) {
  must(await run(startBulk, owner, { number }));
  expect(await runBulk(id)).toBe("done");
}

async function done(input: Record<string, unknown>) {
  const change = await looked(input);
  await go(change);
  return change;
}

async function undone({ number }: { number: string }) {
  const back = must(await run(undoBulk, owner, { number }));
  await lookAtBulk(back.id);
  const found = await codes(back.id);
  await go(back);
  return found;
}

const codes = async (id: string) =>
  (await sql()`select status, code from bulk_job_items where job_id = ${id} order by position`).map(
    ({ status, code }) => code || status,
  );

const of = async (number = "") =>
  (
    await sql()`
      select o.contact_name as contact, o.contact_email as email, o.contact_phone as phone, o.seller_note as note, o.flag, o.stage,
        o.ship_to as "shipTo", o.payment_method as method, c.number as customer, o.held, o.total_minor::int as total
      from orders o left join customers c on c.id = o.customer_id where o.number = ${number}`
  )[0];
const versionOf = async (number: string) =>
  Number((await sql()`select version from orders where number = ${number}`)[0]?.version);
const eventsOf = async (number = "") =>
  (
    await sql()`
      select e.type from order_events e join orders o on o.id = e.order_id
      where o.number = ${number} and e.data ? 'bulk' order by seq`
  ).map(({ type }) => type);

describe("contact, address, note and flag of many orders", () => {
  it("are what was filled in, the rest stays each order's own, and all of it is put back", async () => {
    const [first = "", second = "", over = ""] = await placed(3);
    must(await run(editOrder, owner, { number: second, version: await versionOf(second), sellerNote: "fragile" }));
    await done({ action: "cancel", reason: "customer_request", selection: { numbers: [over] } });
    const before = [await of(first), await of(second)];
    const change = await done({
      ...{ action: "edit", contactPhone: "+86 139 0000 1111", shipTo: { line2: "Gate 3", postcode: "310000" } },
      ...{ sellerNote: "call first", flag: "red", selection: { numbers: [first, second, over] } },
    });
    expect(change.codes).toEqual(["ready", "ready", "order_closed"]);
    expect(await of(first)).toMatchObject({
      ...{
        contact: before[0]?.contact,
        phone: expect.stringContaining("13900001111"),
        note: "call first",
        flag: "red",
      },
      shipTo: { ...before[0]?.shipTo, line2: "Gate 3", postcode: "310000" },
    });
    expect((await of(second))?.note).toBe("fragile\ncall first");
    expect(await eventsOf(first)).toEqual(["order.edited"]);
    const [found] =
      await sql()`select keys from order_search s join orders o on o.id = s.order_id where o.number = ${second}`;
    expect(found?.keys.some((key: string) => key.includes("13900001111"))).toBe(true);

    must(await run(editOrder, owner, { number: second, version: await versionOf(second), sellerNote: "other words" }));
    expect(await undone(change)).toEqual(["ready", "changed_since"]);
    expect(await of(first)).toEqual(before[0]);
    expect(await of(second)).toMatchObject({ note: "other words", flag: "red" });
  });

  it("let a place be taken as a whole, while the person stays", async () => {
    const [number = ""] = await placed(1);
    const before = (await of(number))?.shipTo;
    const there = { line1: "1 High Street", city: "Leeds", postcode: "LS1 4AB", country: "GB" };
    await done({ action: "edit", addressWay: "whole", shipTo: there, selection: { numbers: [number] } });
    // Nothing is left of the district and the province it went to before.
    expect((await of(number))?.shipTo).toEqual({ name: before?.name, phone: before?.phone, ...there });
  });

  it("tax a draft by the country it then goes to", async () => {
    await sql()`
      insert into tax_rates (country, tax_class, rate) values ('GB', 'standard', 0.2) on conflict do nothing`;
    const [draft = ""] = await placed(1, { draft: true, pricesIncludeTax: false });
    const before = (await of(draft))?.total;
    await done({ action: "edit", shipTo: { country: "GB" }, selection: { numbers: [draft] } });
    expect(await eventsOf(draft)).toEqual(["order.edited", "order.retaxed"]);
    expect((await of(draft))?.total).not.toBe(before);
  });

  it.each([
    [{}, "contactName"],
    [{ addressWay: "whole", shipTo: { city: "Leeds", country: "GB" } }, "shipTo.line1"],
    [{ shipTo: { country: "England" } }, "shipTo.country"],
    [{ flag: "pink" }, "flag"],
    [{ contactName: "a\u202eb" }, "contactName"],
  ])("say what is missing or wrong in %j", async (input, field) => {
    const outcome = await run(createBulk, owner, { action: "edit", ...input, selection: { numbers: ["CH-1"] } });
    expect(outcome.ok ? {} : outcome.fields).toHaveProperty([field]);
  });

  it("refuse parts of an address where there is none, and a note that grows too long", async () => {
    const [first = "", second = ""] = await placed(2);
    await sql()`update orders set ship_to = null where number = ${first}`;
    const parts = await looked({ action: "edit", shipTo: { line2: "x" }, selection: { numbers: [first, second] } });
    expect(parts.codes).toEqual(["no_address", "ready"]);
    must(
      await run(editOrder, owner, { number: second, version: await versionOf(second), sellerNote: "x".repeat(1999) }),
    );
    const note = await looked({ action: "edit", sellerNote: "yy", selection: { numbers: [second] } });
    expect(note.codes).toEqual(["note_too_long"]);
  });

  it("are changed once where two people change the same orders at the same time", async () => {
    const numbers = await placed(4);
    const selection = { numbers };
    const [one, other] = [
      await looked({ action: "edit", flag: "blue", selection }),
      await looked({ action: "edit", flag: "green", selection: { numbers: [...numbers].reverse() } }),
    ];
    await Promise.all([go(one), go(other)]);
    const outcomes = [...(await codes(one.id)), ...(await codes(other.id))].sort();
    expect(outcomes).toEqual([...Array(4).fill("changed_since_preview"), ...Array(4).fill("done")]);
    for (const number of numbers) expect(await eventsOf(number)).toEqual(["order.edited"]);
    // Those that were left are looked at again on request, and then done.
    const skipped = (await codes(one.id)).includes("changed_since_preview") ? one : other;
    const again = must(await run(retryBulk, owner, { number: skipped.number, of: "skipped" }));
    await lookAtBulk(again.id);
    await go(again);
    expect(new Set(await codes(again.id))).toEqual(new Set(["done"]));
  });

  it("are not changed by whoever may not edit one", async () => {
    const [number = ""] = await placed(1);
    const warehouse = (await hire("warehouse")).actor;
    const input = { action: "edit", flag: "red", selection: { numbers: [number] } };
    expect(await run(createBulk, warehouse, input)).toMatchObject({ refusal: { code: "forbidden" } });
  });
});

describe("the payment method of many orders", () => {
  it("lets those that waited for their money go on, while the stock lasts, and is taken back", async () => {
    const rare = await makeVariant({ price: "10.00" });
    await addStock(rare, 3);
    const numbers: string[] = [];
    for (let made = 0; made < 2; made += 1)
      numbers.push((await makeOrder([{ sku: rare, quantity: 2 }], { paymentMethod: "bank_transfer" })).number);
    const [cash = ""] = await placed(1, { paymentMethod: "cod" });
    expect(await Promise.all(numbers.map(async (number) => (await of(number))?.stage))).toEqual([
      "awaiting_payment",
      "awaiting_payment",
    ]);
    const change = await done({ action: "payment", method: "cod", selection: { numbers: [...numbers, cash] } });
    expect(change.codes).toEqual(["ready", "ready", "nothing_to_change"]);
    // The stock is enough for one: the other is paid on delivery as well and waits for a person.
    expect((await Promise.all(numbers.map(async (number) => (await of(number))?.stage))).sort()).toEqual([
      "ready",
      "review",
    ]);
    must(await run(changePaymentMethod, owner, { number: numbers[1], method: "cash" }));
    expect(await undone(change)).toEqual(["ready", "changed_since"]);
    // Approved and to be paid before it leaves again: it is held until then.
    expect(await of(numbers[0])).toMatchObject({ method: "bank_transfer", held: true });
  });
});

describe("the customer of many orders", () => {
  it("is one for all, and each order goes back to its own", async () => {
    const [first = "", second = ""] = await placed(2);
    const [bare = ""] = await placed(1, { customer: undefined });
    const owners = await Promise.all([first, second, bare].map(async (number) => (await of(number))?.customer ?? null));
    const { number: to } = must(await run(createCustomer, owner, { name: "Li Lei", email: "lilei@example.com" }));
    const change = await done({
      ...{ action: "customer", customer: "LILEI@example.com" },
      selection: { numbers: [first, second, bare] },
    });
    expect(await of(second)).toMatchObject({ customer: to });
    const again = await looked({ action: "customer", customer: to, selection: { numbers: [first] } });
    expect(again.codes).toEqual(["nothing_to_change"]);
    const nobody = await looked({ action: "customer", customer: "no@one.test", selection: { numbers: [first] } });
    expect(nobody.codes).toEqual(["no_such_customer"]);

    // A customer who was merged into another meanwhile gets nothing back.
    must(await run(mergeCustomers, owner, { from: owners[1], into: owners[0] }));
    const back = await undone(change);
    expect(back).toEqual(["ready", "customer_merged", "ready"]);
    expect((await of(first))?.customer).toBe(owners[0]);
    expect((await of(bare))?.customer ?? null).toBe(owners[2]);
  });
});
