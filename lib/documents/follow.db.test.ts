import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { createBulk } from "@/lib/bulk/commands/create-bulk";
import { startBulk } from "@/lib/bulk/commands/start-bulk";
import { lookAtBulk } from "@/lib/bulk/look-at-bulk";
import { runBulk } from "@/lib/bulk/run-bulk";
import { type Outcome, run } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { changeOrderInput } from "@/lib/orders/change-input";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { changeOrder } from "@/lib/orders/commands/change-order";
import { editOrder } from "@/lib/orders/commands/edit-order";
import { mergeOrders } from "@/lib/orders/commands/merge-orders";
import { rejoinOrders } from "@/lib/orders/commands/rejoin-orders";
import { splitOrder } from "@/lib/orders/commands/split-order";
import { previewChange } from "@/lib/orders/queries/preview-change";
import { previewMerge } from "@/lib/orders/queries/preview-merge";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { actorOf, type TestPerson } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { issueInvoice } from "./commands/issue-invoice";
import { invoices } from "./invoice";
import { invoicesOf, listDocuments } from "./invoice-queries";

let shop: TestPerson;
let owner: Actor;
let mug: string;
let bowl: string;
const { sql } = connection();

beforeAll(async () => {
  shop = await makeShop();
  owner = shop.actor;
  mug = await makeVariant({ title: "Mug", price: "10.00" });
  bowl = await makeVariant({ title: "Bowl", price: "25.00" });
  await addStock(mug, 2000);
  await addStock(bowl, 2000);
});

const words = {
  discount: "Discount",
  adjustment: "Adjustment",
  credited: "Credited before",
  method: (method: string) => method,
  percent: (rate: string) => rate,
};

/** An order with its invoice, let through where the review took it for one that was sent twice. */
async function invoiced(...asked: Parameters<typeof makeOrder>) {
  const made = await makeOrder(...asked);
  if (made.stage === "review") must(await run(approveOrder, owner, { number: made.number }));
  const { document } = must(await run(issueInvoice, owner, { number: made.number }));
  return { ...made, document };
}

/** The order's documents, oldest first: kind, total, what was taken off, and whether it stands. */
async function papers(number: string) {
  const rows = await sql`
    select d.kind, d.total_minor::int as total, d.credited_minor::int as credited, d.reversed_at is null as stands
    from documents d join orders o on o.id = d.order_id where o.number = ${number} order by d.issued_at, d.id`;
  return rows.map(({ kind, total, credited, stands }) =>
    kind === "credit_note"
      ? `${kind} ${total}`
      : `${kind} ${total}${credited ? ` -${credited}` : ""}${stands ? "" : " over"}`,
  );
}

const eventsOf = async (number: string) =>
  (
    await sql`select type from order_events e join orders o on o.id = e.order_id
      where o.number = ${number} and type like 'document.%' order by seq`
  ).map(({ type }) => type);

/** All documents of an order as they are drawn; drawing refuses one that does not add up. */
async function drawn(number: string) {
  const [order] = await sql`select id from orders where number = ${number}`;
  const documents = (await listDocuments(order?.id)).map((document) => document.number);
  const of = { orders: [], shipments: [], waves: [], documents };
  const dtos = await invoicesOf(of, { actor: owner, shop: shop.shop, now: new Date() }, () => words);
  expect((await invoices(dtos, "en")).byteLength).toBeGreaterThan(1000);
  return new Map(dtos.map((dto) => [dto.number, dto]));
}

describe("an invoice that was issued", () => {
  it("goes on saying what it said, whatever its order becomes", async () => {
    const { number, document } = await invoiced([{ sku: mug, quantity: 3 }], { shipping: "8.00" });
    const before = (await drawn(number)).get(document);
    must(
      await run(changeOrder, owner, { number, lines: [{ line: 1, quantity: 1 }], add: [{ sku: bowl, quantity: 2 }] }),
    );
    expect(await papers(number)).toEqual(["invoice 3800 -3800 over", "credit_note 3800", "invoice 6800"]);
    const after = await drawn(number);
    expect(after.get(document)).toEqual(before);
    const note = [...after.values()].find(({ kind }) => kind === "credit_note");
    expect(note).toMatchObject({ corrects: document, lines: before?.lines, total: 3800n, payments: [] });
    expect(await eventsOf(number)).toEqual(["document.issued", "document.reversed", "document.issued"]);
  });

  it("stays where the change is none of what it says", async () => {
    const { number, version } = await invoiced([{ sku: mug, quantity: 1 }]);
    must(
      await run(editOrder, owner, { number, version: version + 1, sellerNote: "careful", contactPhone: "13900000000" }),
    );
    must(await run(shipOrder, owner, { number, trackingNumber: "SF1" }));
    expect(await papers(number)).toEqual(["invoice 1000"]);
  });

  it("is issued anew to another name or address", async () => {
    const { number, version } = await invoiced([{ sku: mug, quantity: 1 }]);
    const shipTo = { name: "李雯", line1: "文三路 478 号", city: "杭州市", country: "CN" };
    must(await run(editOrder, owner, { number, version: version + 1, shipTo }));
    expect(await papers(number)).toEqual(["invoice 1000 -1000 over", "credit_note 1000", "invoice 1000"]);
  });

  it("is reversed whole by a cancellation, and anew over what a part of one leaves", async () => {
    const { number } = await invoiced([{ sku: mug, quantity: 3 }], { shipping: "5.00" });
    must(await run(cancelOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }));
    must(await run(cancelOrder, owner, { number }));
    expect(await papers(number)).toEqual([
      "invoice 3500 -3500 over",
      "credit_note 3500",
      "invoice 2500 -2500 over",
      "credit_note 2500",
    ]);
    await drawn(number);
  });

  it("is issued for both orders of a split, and for one again once they are together", async () => {
    const { number } = await invoiced([{ sku: mug, quantity: 3 }], { shipping: "5.00" });
    const { part } = must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }));
    expect(await papers(number)).toEqual(["invoice 3500 -3500 over", "credit_note 3500", "invoice 2500"]);
    expect(await papers(part.number)).toEqual(["invoice 1000"]);
    must(await run(rejoinOrders, owner, { number, other: part.number }));
    expect((await papers(number)).at(-1)).toBe("invoice 3500");
    expect(await papers(part.number)).toEqual(["invoice 1000 -1000 over", "credit_note 1000"]);
  });

  it("goes into one over all that was merged, once, and comes back as it was", async () => {
    const buyer = { customer: { name: "李雯", email: "documents@example.com" } };
    const into = await makeOrder([{ sku: mug, quantity: 1 }], buyer);
    if (into.stage === "review") must(await run(approveOrder, owner, { number: into.number }));
    const one = await invoiced([{ sku: mug, quantity: 2 }], buyer);
    const two = await invoiced([{ sku: bowl, quantity: 1 }], buyer);
    must(await run(mergeOrders, owner, { number: into.number, from: [one.number, two.number] }));
    expect(await papers(into.number)).toEqual(["invoice 5500"]);
    expect(await papers(one.number)).toEqual(["invoice 2000 -2000 over", "credit_note 2000"]);
    expect(await papers(two.number)).toEqual(["invoice 2500 -2500 over", "credit_note 2500"]);
    must(await run(rejoinOrders, owner, { number: into.number, other: two.number }));
    expect((await papers(into.number)).at(-1)).toBe("invoice 3000");
    expect((await papers(two.number)).at(-1)).toBe("invoice 2500");
  });

  it("is credited with money that was given back, by line, by amount and with its tax, then reversed over the rest", async () => {
    const rug = await makeVariant({ backorderAllowed: true });
    for (const pricesIncludeTax of [true, false]) {
      const lines = [
        { sku: mug, quantity: 3, unitPrice: "10.00", taxRate: "0.13" },
        { sku: rug, quantity: 2, unitPrice: "9.99", discount: "1.11", taxRate: "0.06" },
      ];
      const settings = { pricesIncludeTax, shipping: "8.00", shippingTaxRate: "0.06" };
      const first = await makeOrder(lines as never, settings);
      const amount = (Number(first.totalMinor) / 100).toFixed(2);
      must(await run(recordPayment, owner, { number: first.number, method: "cash", amount }));
      const { number } = first;
      must(await run(issueInvoice, owner, { number }));
      must(await run(shipOrder, owner, { number, partial: true, trackingNumber: "SF1" }));
      const back = (what: object) => run(requestRefund, owner, { number, what, reason: "goodwill" });
      must(await back({ kind: "lines", lines: [{ line: 1, quantity: 1 }] }));
      must(await back({ kind: "amount", amount: "5.00" }));
      const total = Number(first.totalMinor);
      const [invoice, ...notes] = await papers(number);
      const unit = pricesIncludeTax ? 1000 : 1130;
      expect(invoice).toBe(`invoice ${total} -${unit + 500}`);
      expect(notes).toEqual([`credit_note ${unit}`, "credit_note 500"]);
      must(await run(cancelOrder, owner, { number, lines: [{ line: 2, quantity: 1 }] }));
      const after = await drawn(number);
      const last = [...after.values()].filter(({ kind }) => kind === "invoice").at(-1);
      const reversal = [...after.values()].filter(({ kind }) => kind === "credit_note").at(-1);
      expect(reversal?.total).toBe(BigInt(total - unit - 500));
      expect(last?.total).toBeLessThan(reversal?.total ?? 0n);
      expect((await papers(number))[0]).toBe(`invoice ${total} -${total} over`);
    }
  });

  it("is refused to whoever may not, and an order that has none gets none", async () => {
    const { number } = await makeOrder([{ sku: mug, quantity: 2 }]);
    must(await run(cancelOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }));
    expect(await papers(number)).toEqual([]);
    expect(await run(issueInvoice, await actorOf("warehouse"), { number })).toMatchObject({
      refusal: { code: "forbidden" },
    });
  });
});

describe("whoever saw a preview", () => {
  it("is refused when an invoice was issued since, and is told its number the next time", async () => {
    const { number } = await makeOrder([{ sku: mug, quantity: 3 }]);
    const ask = { number, lines: [{ line: 1, quantity: 1 }] };
    const look = async () => {
      const seen = await previewChange(owner, shop.shop, changeOrderInput.parse(ask));
      if (isRefusal(seen)) throw new Error(seen.code);
      return seen;
    };
    const before = await look();
    expect(before.documents).toEqual([]);
    const { document } = must(await run(issueInvoice, owner, { number }));
    expect(await run(changeOrder, owner, { ...ask, expected: before.digest })).toMatchObject({
      refusal: { code: "effect_changed" },
    });
    const now = await look();
    expect(now.documents).toEqual([
      { kind: "invoice", number: document, creditedMinor: "3000", issuedMinor: "1000", stands: false },
    ]);
    must(await run(changeOrder, owner, { ...ask, expected: now.digest }));
  });

  it("of a merge is told every document that is taken back, and the one over all", async () => {
    const buyer = { customer: { name: "李雯", email: "preview@example.com" } };
    const one = await invoiced([{ sku: mug, quantity: 1 }], buyer);
    const two = await invoiced([{ sku: bowl, quantity: 1 }], buyer);
    const seen = await previewMerge(owner, shop.shop, { number: one.number, from: [two.number], note: "" });
    if (isRefusal(seen)) throw new Error(seen.code);
    expect(seen.documents).toEqual([
      { kind: "invoice", number: one.document, creditedMinor: "1000", issuedMinor: "3500", stands: false },
      { kind: "invoice", number: two.document, creditedMinor: "2500", issuedMinor: null, stands: false },
    ]);
  });
});

describe("a change of many orders", () => {
  it("takes all of their invoices along, each once", async () => {
    const orders = [];
    for (let made = 0; made < 5; made += 1) orders.push(await invoiced([{ sku: mug, quantity: 2 }]));
    const numbers = orders.map(({ number }) => number);
    const bulk = must(await run(createBulk, owner, { action: "cancel", selection: { numbers }, reason: "other" }));
    await lookAtBulk(bulk.id);
    must(await run(startBulk, owner, { number: bulk.number }));
    await runBulk(bulk.id);
    for (const number of numbers) expect(await papers(number)).toEqual(["invoice 2000 -2000 over", "credit_note 2000"]);
  });
});

describe("a receipt", () => {
  it("is withdrawn and issued anew when its order changes, and when more was received and somebody asks", async () => {
    const { number } = await makeOrder([{ sku: mug, quantity: 3 }], {
      paymentMethod: "cash",
      paid: { amount: "10.00" },
    });
    const ask = () => run(issueInvoice, owner, { number, kind: "receipt" });
    const first = must(await ask()).document;
    expect(must(await ask())).toMatchObject({ document: first, issued: false });
    must(await run(recordPayment, owner, { number, method: "cash", amount: "20.00" }));
    const second = must(await ask());
    expect(second).toMatchObject({ issued: true });
    must(await run(changeOrder, owner, { number, lines: [{ line: 1, quantity: 2 }] }));
    expect(await papers(number)).toEqual(["receipt 3000 over", "receipt 3000 over", "receipt 2000"]);
    expect(await eventsOf(number)).toEqual([
      "document.issued",
      "document.withdrawn",
      "document.issued",
      "document.withdrawn",
      "document.issued",
    ]);
    await drawn(number);
  });
});

describe("the database refuses", () => {
  it("to change what was issued, or to credit it beyond what it says", async () => {
    const { number, document } = await invoiced([{ sku: mug, quantity: 1 }]);
    await expect(sql`update documents set content = '{}' where number = ${document}`).rejects.toThrow("append-only");
    await expect(sql`update documents set total_minor = 1 where number = ${document}`).rejects.toThrow("append-only");
    await expect(sql`update documents set number = 'INV-9' where number = ${document}`).rejects.toThrow("append-only");
    const credit = (amount: number, order: string) => sql`
      insert into documents (id, kind, number, order_id, issued_at, content, total_minor, corrects_id)
      select gen_random_uuid(), 'credit_note', 'CRN-9', ${order}::uuid, now(), '{}', ${amount}, id from documents where number = ${document}`;
    const [order] = await sql`select id from orders where number = ${number}`;
    await expect(credit(1001, order?.id)).rejects.toThrow("documents_credited");
    await expect(credit(1, crypto.randomUUID())).rejects.toThrow();
    must(await run(cancelOrder, owner, { number }));
    await expect(credit(1, order?.id)).rejects.toThrow("that stands");
    await expect(sql`update documents set reversed_at = null where number = ${document}`).rejects.toThrow(
      "append-only",
    );
  });
});

describe("a document of before its content was kept", () => {
  it("is kept as its order was just before it changed first", async () => {
    const { number, document } = await invoiced([{ sku: mug, quantity: 3 }]);
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`alter table documents drop constraint documents_content`;
      await tx`update documents set content = null where number = ${document}`;
      await tx`alter table documents add constraint documents_content check (content is not null) not valid`;
    });
    const before = (await drawn(number)).get(document);
    expect(before).toMatchObject({ total: 3000n });
    must(await run(cancelOrder, owner, { number, lines: [{ line: 1, quantity: 2 }] }));
    expect((await drawn(number)).get(document)).toEqual(before);
    expect(await papers(number)).toEqual(["invoice 3000 -3000 over", "credit_note 3000", "invoice 1000"]);
  });
});

describe("many at once", () => {
  it("changes and issues leave one invoice that stands and no gap", async () => {
    const orders = await Promise.all(Array.from({ length: 6 }, () => makeOrder([{ sku: mug, quantity: 9 }])));
    const tasks = orders.flatMap(({ number }) => [
      run(issueInvoice, owner, { number }),
      run(changeOrder, owner, { number, lines: [{ line: 1, quantity: 7 }] }),
      run(changeOrder, owner, { number, add: [{ sku: bowl, quantity: 1 }] }),
      run(issueInvoice, owner, { number, kind: "receipt" }),
      run(cancelOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }),
    ]);
    const outcomes: readonly Outcome<unknown>[] = await Promise.all(tasks);
    for (const outcome of outcomes) must(outcome);
    const [counted] = await sql`
      select count(*)::int as stand, count(distinct order_id)::int as orders from documents
      where kind = 'invoice' and reversed_at is null and order_id = any(${orders.map(({ id }) => id)}::uuid[])`;
    expect(counted).toEqual({ stand: 6, orders: 6 });
  });
});

it("leaves nothing that breaks a promise", async () => {
  expect(await brokenRows()).toEqual([]);
});
