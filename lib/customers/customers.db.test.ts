import { afterAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { readList } from "@/lib/list/params";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { addCustomerNote } from "./commands/add-customer-note";
import { createCustomer } from "./commands/create-customer";
import { editCustomer } from "./commands/edit-customer";
import { mergeCustomers } from "./commands/merge-customers";
import { saveCustomerAddress } from "./commands/save-customer-address";
import { customerList } from "./list-spec";
import { getCustomer, listCustomerOrders } from "./queries/customer-profile";
import { findCustomers } from "./queries/find-customers";
import { listCustomers } from "./queries/list-customers";

const { actor: owner } = await makeShop();
const { actor: support } = await hire("support");
const { actor: viewer } = await hire("viewer");
const cup = await makeVariant({ sku: "CUP", price: "20.00" });
await addStock(cup, 1000);

const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) => (outcome.ok ? "ok" : outcome.refusal?.code);
const address = { name: "李雯", line1: "文三路 478 号", city: "杭州市", country: "CN" };
const make = async (input: Record<string, unknown>) => must(await run(createCustomer, support, input)).number;
const profile = async (number: string) => {
  const found = await getCustomer(owner, number);
  if (!found) throw new Error(`no customer ${number}`);
  return found;
};

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

describe("a customer", () => {
  it("is written with contact in the form in which it is found", async () => {
    const number = await make({
      name: "李雯",
      email: "Li.Wen@Example.com",
      phone: "138-1234-5521",
      locale: "zh-CN",
      address,
    });
    expect(await profile(number)).toMatchObject({
      email: "li.wen@example.com",
      phone: "13812345521",
      addresses: [{ place: 1, isDefault: true, address: { city: "杭州市" } }],
    });
  });

  it.each([
    ["two Chinese characters of the name", "李雯"],
    ["the last digits of the phone", "5521"],
    ["the beginning of the e-mail", "li.wen"],
    ["the whole e-mail", "LI.WEN@example.com"],
  ])("is found by %s", async (_, typed) => {
    expect((await findCustomers(typed)).map((hit) => hit.name)).toContain("李雯");
  });

  it("is found by part of a Latin name and by its number, and by nothing too short", async () => {
    const number = await make({ name: "Margaret Holloway", company: "Holloway & Sons" });
    expect((await findCustomers("holl")).map((hit) => hit.number)).toEqual([number]);
    expect((await findCustomers(number.toLowerCase())).map((hit) => hit.number)).toEqual([number]);
    expect(await findCustomers("h")).toEqual([]);
    expect(await findCustomers("100%")).toEqual([]);
  });

  it("who is known already is refused with who that is, unless meant anyway", async () => {
    const number = await make({ name: "Ann", email: "ann@example.com" });
    const again = await run(createCustomer, support, { name: "Anna", email: "ANN@example.com" });
    expect(again).toMatchObject({ ok: false, refusal: { code: "customer_exists", facts: { number, name: "Ann" } } });
    expect(codeOf(await run(createCustomer, support, { name: "Anna", email: "ANN@example.com", anyway: true }))).toBe(
      "ok",
    );
  });

  it("without anything to know them by is refused, and so is what is no address", async () => {
    expect(codeOf(await run(createCustomer, support, {}))).toBe("contact_missing");
    expect(await run(createCustomer, support, { name: "X", email: "nobody" })).toMatchObject({
      fields: { email: ["not_an_email"] },
    });
    expect(await run(createCustomer, support, { name: "X", phone: "12a" })).toMatchObject({
      fields: { phone: ["not_a_phone"] },
    });
    expect(await run(createCustomer, support, { name: "\u202eX" })).toMatchObject({
      fields: { name: ["forbidden_character"] },
    });
  });

  it("is not a viewer's to write", async () => {
    expect(codeOf(await run(createCustomer, viewer, { name: "X" }))).toBe("forbidden");
  });
});

describe("changing a customer", () => {
  it("refuses the second of two who change the same version", async () => {
    const number = await make({ name: "Bo" });
    const edit = (name: string) => run(editCustomer, support, { number, version: 1, name, tags: ["vip", "vip"] });
    const both = await Promise.all([edit("Bo One"), edit("Bo Two")]);
    expect(both.map(codeOf).sort()).toEqual(["customer_changed", "ok"]);
    expect((await profile(number)).tags).toEqual(["vip"]);
  });

  it("keeps one default address", async () => {
    const number = await make({ name: "Cai" });
    must(await run(saveCustomerAddress, support, { number, version: 1, address }));
    must(
      await run(saveCustomerAddress, support, {
        number,
        version: 2,
        address: { ...address, city: "上海" },
        isDefault: true,
      }),
    );
    must(
      await run(saveCustomerAddress, support, { number, version: 3, place: 1, address: { ...address, city: "北京" } }),
    );
    expect((await profile(number)).addresses.map((each) => [each.address.city, each.isDefault])).toEqual([
      ["上海", true],
      ["北京", false],
    ]);
    expect(codeOf(await run(saveCustomerAddress, support, { number, version: 4, place: 9, address }))).toBe(
      "not_found",
    );
  });

  it("keeps notes with who wrote them", async () => {
    const number = await make({ name: "Dee" });
    must(await run(addCustomerNote, support, { number, body: "Rings before noon." }));
    expect((await profile(number)).notes).toMatchObject([{ body: "Rings before noon.", by: support.name }]);
  });
});

describe("two who are one", () => {
  it("are suggested by phone or e-mail and merged: orders, addresses, notes and all", async () => {
    const into = await make({ name: "Eva", email: "eva@example.com" });
    const from = await make({
      name: "Eva M.",
      phone: "13900009999",
      email: "eva@example.com",
      tags: ["b2b"],
      anyway: true,
      address,
    });
    must(await run(addCustomerNote, support, { number: from, body: "old note" }));
    const order = await makeOrder([{ sku: cup, quantity: 1 }], { customer: { number: from, name: "Eva M." } });
    expect((await profile(into)).duplicates).toMatchObject([{ number: from, by: "email", orders: 1 }]);

    expect(codeOf(await run(mergeCustomers, support, { from, into }))).toBe("forbidden");
    expect(must(await run(mergeCustomers, owner, { from, into }))).toEqual({ number: into, orders: 1 });
    const merged = await profile(into);
    expect(merged).toMatchObject({
      phone: "13900009999",
      tags: ["b2b"],
      notes: [{ body: "old note" }],
      duplicates: [],
    });
    expect(merged.totals).toMatchObject([{ currency: "CNY", orders: 1, totalMinor: "2000" }]);
    expect(merged.addresses).toHaveLength(1);
    expect((await listCustomerOrders(merged.id, readList(customerList, {}))).rows.map((row) => row.number)).toEqual([
      order.number,
    ]);
    expect((await profile(from)).mergedInto).toBe(into);
    const [event] = await connection().sql`
      select e.data from order_events e join orders o on o.id = e.order_id where o.number = ${order.number} and e.type = 'order.customer_changed'`;
    expect(event?.data).toMatchObject({ from, to: into });
    expect((await findCustomers("eva@example.com")).map((hit) => hit.number)).toEqual([into]);
    expect(codeOf(await run(editCustomer, support, { number: from, version: 2, name: "X" }))).toBe("customer_merged");
    expect(codeOf(await run(mergeCustomers, owner, { from, into }))).toBe("customer_merged");
  });

  it("are refused when they are the same, or when one is not there; nothing is left", async () => {
    const number = await make({ name: "Fay" });
    expect(codeOf(await run(mergeCustomers, owner, { from: number, into: number }))).toBe("same_customer");
    expect(codeOf(await run(mergeCustomers, owner, { from: "C-1", into: number }))).toBe("not_found");
  });

  it("merged crosswise at the same moment end as one", async () => {
    const [a, b] = [await make({ name: "Gil" }), await make({ name: "Gil G." })];
    const both = await Promise.all([
      run(mergeCustomers, owner, { from: a, into: b }),
      run(mergeCustomers, owner, { from: b, into: a }),
    ]);
    expect(both.map(codeOf).sort()).toEqual(["customer_merged", "ok"]);
  });
});

it("the list pages by key, there and back, whatever is searched", async () => {
  for (let n = 0; n < 5; n += 1) await make({ name: `Paged Person ${n}`, tags: ["paged"] });
  const names = (page: { rows: { name: string }[] }) => page.rows.map((row) => row.name);
  const at = (params: Record<string, string>) =>
    listCustomers(viewer, readList(customerList, { tag: "paged", ...params }), 2);
  const first = await at({});
  expect(names(first)).toEqual(["Paged Person 4", "Paged Person 3"]);
  const second = await at({ after: first.older ?? "" });
  expect(names(second)).toEqual(["Paged Person 2", "Paged Person 1"]);
  expect(names(await at({ before: second.newer ?? "" }))).toEqual(names(first));
  expect(names(await at({ q: "person 2" }))).toEqual(["Paged Person 2"]);
  expect(names(await at({ after: "tampered" }))).toEqual(names(first));
});
