import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { createBulk } from "@/lib/bulk/commands/create-bulk";
import { startBulk } from "@/lib/bulk/commands/start-bulk";
import { lookAtBulk } from "@/lib/bulk/look-at-bulk";
import { getBulk, listBulkDocuments, listBulkItems } from "@/lib/bulk/queries";
import { runBulk } from "@/lib/bulk/run-bulk";
import { run } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { rejoinOrders } from "@/lib/orders/commands/rejoin-orders";
import { splitOrder } from "@/lib/orders/commands/split-order";
import { previewRejoin } from "@/lib/orders/queries/preview-rejoin";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { requestRefundInput } from "@/lib/payments/inputs";
import { previewRefund } from "@/lib/payments/queries/preview-refund";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire, type TestPerson } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { issueInvoice } from "./commands/issue-invoice";

let shop: TestPerson;
let owner: Actor;
let mug: string;
const { sql } = connection();

beforeAll(async () => {
  shop = await makeShop();
  owner = shop.actor;
  mug = await makeVariant({ title: "Mug", price: "10.00" });
  await addStock(mug, 2000);
});

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

async function placed(quantity: number, settings: Record<string, unknown> = {}) {
  const made = await makeOrder([{ sku: mug, quantity }], settings);
  if (made.stage === "review") must(await run(approveOrder, owner, { number: made.number }));
  return made.number;
}

async function invoiced(...asked: Parameters<typeof placed>) {
  const number = await placed(...asked);
  return { number, document: must(await run(issueInvoice, owner, { number })).document };
}

/** What the documents of an order did since it was invoiced, as the previews tell it. */
async function followed(number: string) {
  const rows = await sql<{ type: string; data: { document: string; amountMinor?: string } }[]>`
    select type, data from order_events e join orders o on o.id = e.order_id
    where o.number = ${number} and type like 'document.%' order by seq`;
  return rows.slice(1).map(({ type, data }) => [type.slice("document.".length), data.amountMinor]);
}

async function look(input: Record<string, unknown>) {
  const opened = must(await run(createBulk, owner, input));
  await lookAtBulk(opened.id);
  const { rows } = await listBulkItems(owner, opened.id, "ready", 0);
  return { ...opened, rows, sums: await listBulkDocuments(opened.id) };
}

describe("the preview of a change of many orders", () => {
  it("names each invoice that follows, and sums them up by currency; what is done is that", async () => {
    const [first, second, plain] = [await invoiced(2), await invoiced(3), await placed(1)];
    const change = await look({
      ...{ action: "items", change: "price", sku: mug, unitPrice: "8.00" },
      selection: { numbers: [first.number, second.number, plain] },
    });
    expect(change.rows.map(({ documents }) => documents?.effects ?? [])).toMatchObject([
      [{ kind: "invoice", number: first.document, creditedMinor: "2000", issuedMinor: "1600" }],
      [{ kind: "invoice", number: second.document, creditedMinor: "3000", issuedMinor: "2400" }],
      [],
    ]);
    const sum = { kind: "invoice", word: "reissued", currency: "CNY", count: 2 };
    expect(change.sums).toEqual([{ ...sum, creditedMinor: "5000", issuedMinor: "4000" }]);
    must(await run(startBulk, owner, { number: change.number }));
    await runBulk(change.id);
    expect(await followed(second.number)).toEqual([
      ["reversed", "3000"],
      ["issued", "2400"],
    ]);
    // What was announced is still told beside the order once it is done.
    const { rows } = await listBulkItems(owner, change.id, "done", 0);
    expect(rows[0]?.documents?.effects).toHaveLength(1);
    expect((await getBulk(owner, change.number))?.done).toBe(3);
  });

  it("names what a cancellation takes back, and what another name or a part of its own brings", async () => {
    const [first, second] = [await invoiced(2), await invoiced(1)];
    const numbers = [first.number, second.number];
    const cancel = await look({ action: "cancel", reason: "customer_request", selection: { numbers } });
    expect(cancel.sums).toMatchObject([{ word: "credited", count: 2, creditedMinor: "3000", issuedMinor: "0" }]);
    const name = await look({ action: "edit", shipTo: { name: "李雯" }, selection: { numbers } });
    expect(name.sums).toMatchObject([{ word: "reissued", count: 2, creditedMinor: "3000", issuedMinor: "3000" }]);
    const phone = await look({ action: "edit", contactPhone: "13900000000", selection: { numbers } });
    expect(phone.sums).toEqual([]);

    const rare = await makeVariant({ price: "5.00", backorderAllowed: true });
    const both = await makeOrder([
      { sku: mug, quantity: 1 },
      { sku: rare, quantity: 2 },
    ]);
    must(await run(issueInvoice, owner, { number: both.number }));
    const split = await look({ action: "split", selection: { numbers: [both.number] } });
    expect(split.sums).toMatchObject([
      { word: "reissued", count: 1, creditedMinor: "2000", issuedMinor: "1000" },
      { word: "issued", count: 1, issuedMinor: "1000" },
    ]);
  });
});

describe("the preview of taking a split back", () => {
  it("names the documents of both orders, and nothing is written by looking", async () => {
    const { number } = await invoiced(3);
    const part = must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] })).part.number;
    const before = await sql`select count(*)::int as n from order_events`;
    const preview = await previewRejoin(owner, shop.shop, { number: part, other: number });
    if (isRefusal(preview)) throw new Error(preview.code);
    expect(await sql`select count(*)::int as n from order_events`).toEqual(before);
    expect(preview.orders.map((order) => [order.number, order.units.after, order.documents])).toMatchObject([
      [number, 3, [{ kind: "invoice", creditedMinor: "2000", issuedMinor: "3000" }]],
      [part, 0, [{ kind: "invoice", creditedMinor: "1000", issuedMinor: null }]],
    ]);
    must(await run(rejoinOrders, owner, { number: part, other: number }));
    expect((await followed(number)).slice(-2)).toEqual([
      ["reversed", "2000"],
      ["issued", "3000"],
    ]);
    expect(await previewRejoin(owner, shop.shop, { number: part, other: number })).toMatchObject({
      code: "not_related",
    });
    const viewer = (await hire("viewer")).actor;
    expect(await previewRejoin(viewer, shop.shop, { number, other: part })).toMatchObject({ code: "forbidden" });
  });
});

describe("the preview of a refund", () => {
  const ask = (number: string, amount: string) =>
    requestRefundInput.parse({ number, what: { kind: "amount", amount }, reason: "goodwill" });

  it("names the credit note there will be, at once or once a second person lets it through", async () => {
    const { number, document } = await invoiced(3, { paymentMethod: "cash", paid: { amount: "30.00" } });
    must(await run(shipOrder, owner, { number, trackingNumber: "SF1" }));
    const partly = await previewRefund(owner, shop.shop, ask(number, "5.00"));
    expect(partly).toMatchObject({
      later: false,
      documents: [{ number: document, creditedMinor: "500", issuedMinor: null, stands: true }],
    });
    expect(await previewRefund(owner, shop.shop, ask(number, "30.00"))).toMatchObject({
      documents: [{ creditedMinor: "3000", stands: false }],
    });
    const careful = { ...owner, refundLimits: { CNY: "100" } };
    expect(await previewRefund(careful, shop.shop, ask(number, "5.00"))).toMatchObject({
      later: true,
      documents: [{ number: document, creditedMinor: "500" }],
    });
    expect(await previewRefund(owner, shop.shop, ask(number, "31.00"))).toMatchObject({ code: "more_than_captured" });
    const warehouse = (await hire("warehouse")).actor;
    expect(await previewRefund(warehouse, shop.shop, ask(number, "5.00"))).toMatchObject({ code: "forbidden" });
    must(await run(requestRefund, owner, ask(number, "5.00")));
    expect(await followed(number)).toEqual([["credited", "500"]]);
  });
});
