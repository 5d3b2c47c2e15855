import { beforeAll, describe, expect, test } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { finishPacking } from "@/lib/fulfilment/commands/finish-packing";
import { pickUnits } from "@/lib/fulfilment/commands/pick-units";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { startPicking } from "@/lib/fulfilment/commands/start-picking";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { actorOf, type TestPerson } from "@/lib/testing/people";
import { issueInvoice } from "./commands/issue-invoice";
import { invoices } from "./invoice";
import { invoicesOf } from "./invoice-queries";
import { countDocuments, labelsOf, type PrintOf, packingSlipsOf, pickListsOf } from "./queries";

const nothing: PrintOf = { orders: [], shipments: [], waves: [] };
const words = {
  discount: "Discount",
  adjustment: "Adjustment",
  credited: "Credited before",
  method: (method: string) => method,
  percent: (rate: string) => rate,
};
let shop: TestPerson;
let finance: Actor;
let sku: string;
const context = () => ({ actor: shop.actor, shop: shop.shop, now: new Date() });

beforeAll(async () => {
  shop = await makeShop();
  finance = await actorOf("finance");
  sku = await makeVariant({ title: "Tea tin", weightGrams: 200 });
  await addStock(sku, 1000, "MAIN", "B-07-3");
});

describe("an invoice's number", () => {
  test("has no gap, however many are issued at once and whatever is refused between", async () => {
    const orders = await Promise.all(Array.from({ length: 6 }, () => makeOrder([{ sku, quantity: 1 }])));
    const draft = await makeOrder([{ sku, quantity: 1 }], { draft: true });
    const numbers = orders.flatMap(({ number }, index) => (index === 3 ? [number, draft.number] : [number]));
    const outcomes = await Promise.all(numbers.map((number) => run(issueInvoice, finance, { number })));
    const issued = outcomes.filter((outcome) => outcome.ok).map((outcome) => must(outcome).document);
    expect(issued.sort()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `INV-00000${n}`));
    expect(outcomes.filter((outcome) => !outcome.ok)).toMatchObject([{ refusal: { code: "nothing_to_invoice" } }]);
    const next = await makeOrder([{ sku, quantity: 1 }]);
    expect(must(await run(issueInvoice, finance, { number: next.number })).document).toBe("INV-000007");
  });

  test("asked for ten times at once, an order has one", async () => {
    const { number } = await makeOrder([{ sku, quantity: 1 }]);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => run(issueInvoice, finance, { number })));
    expect(new Set(outcomes.map((outcome) => must(outcome).document)).size).toBe(1);
    expect(outcomes.filter((outcome) => must(outcome).issued)).toHaveLength(1);
    const [row] = await connection().sql`
      select count(*)::int as n from order_events e join orders o on o.id = e.order_id where o.number = ${number} and e.type = 'document.issued'`;
    expect(row?.n).toBe(1);
  });

  test("a receipt counts for itself, and a role that may not is refused", async () => {
    const { number } = await makeOrder([{ sku, quantity: 1 }]);
    expect(must(await run(issueInvoice, finance, { number, kind: "receipt" })).document).toBe("REC-000001");
    expect(await run(issueInvoice, await actorOf("warehouse"), { number })).toMatchObject({
      refusal: { code: "forbidden" },
    });
  });
});

describe("what is printed", () => {
  test("a wave's list goes by bin and says which slot takes what", async () => {
    const [first, second] = [await makeOrder([{ sku, quantity: 2 }]), await makeOrder([{ sku, quantity: 3 }])];
    const { wave } = must(await run(startPicking, shop.actor, { numbers: [first.number, second.number] }));
    await connection().sql`update locations set name_zh = '主倉' where code = 'MAIN'`;
    const [list] = await pickListsOf({ ...nothing, waves: [wave] }, context(), "zh-TW");
    expect(list).toMatchObject({
      number: wave,
      location: "主倉",
      orders: [{ number: first.number }, { number: second.number }],
      lines: [
        {
          bin: "B-07-3",
          sku,
          takes: [
            { order: first.number, quantity: 2 },
            { order: second.number, quantity: 3 },
          ],
        },
      ],
    });
    expect(await countDocuments({ ...nothing, waves: [wave] })).toBe(2);
  });

  test("slips say what is in this parcel and what follows, in the customer's language", async () => {
    const rug = await makeVariant({ backorderAllowed: true });
    const { number } = await makeOrder([
      { sku, quantity: 2 },
      { sku: rug, quantity: 1 },
    ]);
    must(await run(shipOrder, shop.actor, { number, partial: true, carrier: "SF", trackingNumber: "SF9" }));
    const [slip] = await packingSlipsOf({ ...nothing, orders: [number] }, context());
    expect(slip).toMatchObject({
      language: "zh-CN",
      order: number,
      tracking: "SF9",
      lines: [
        { sku, ordered: 2, quantity: 2, toFollow: 0 },
        { sku: rug, ordered: 1, quantity: 0, toFollow: 1 },
      ],
    });
  });

  test("who is sent to in Taiwan gets traditional papers, unless they chose another language", async () => {
    const shipTo = { name: "龔麗穎", line1: "松仁路 100 號", district: "信義區", city: "臺北市", country: "TW" };
    const languageOf = async (customer: object) => {
      const { number } = await makeOrder([{ sku, quantity: 1 }], {
        shipTo,
        customer: { name: shipTo.name, ...customer },
      });
      must(await run(shipOrder, shop.actor, { number, carrier: "SF", trackingNumber: `T${number}` }));
      const [slip] = await packingSlipsOf({ ...nothing, orders: [number] }, context());
      return slip?.language;
    };
    expect(await languageOf({ email: "gong@example.com" })).toBe("zh-TW");
    expect(await languageOf({ email: "kung@example.com", locale: "en" })).toBe("en");
  });

  test("a label per package; the courier collects what is due once", async () => {
    const { number } = await makeOrder([{ sku, quantity: 2 }], { paymentMethod: "cod" });
    const { done } = must(await run(startPicking, shop.actor, { numbers: [number] }));
    const shipment = done[0]?.shipment ?? "";
    must(await run(pickUnits, shop.actor, { shipment, code: sku, quantity: 2 }));
    must(await run(finishPacking, shop.actor, { shipment, packages: 2, rest: true }));
    const labels = await labelsOf({ ...nothing, shipments: [shipment] }, context());
    expect(labels).toMatchObject([
      { tracking: shipment, parcel: 1, parcels: 2, cashOnDelivery: { amount: 2000n, currency: "CNY" } },
      { tracking: shipment, parcel: 2, parcels: 2, cashOnDelivery: null },
    ]);
  });

  test("invoices add up with discounts, tax and shipping, included or added", async () => {
    const lines = [{ sku, quantity: 3, unitPrice: "9.99", discount: "1.11", taxRate: "0.13" }];
    const added = await makeOrder([...lines, { sku, quantity: 1, taxRate: "0.09" }] as never, {
      discount: "2.00",
      shipping: "8.00",
      shippingTaxRate: "0.06",
      pricesIncludeTax: false,
    });
    const included = await makeOrder(lines as never, {
      shipping: "8.00",
      shippingTaxRate: "0.06",
      paid: { amount: "10.00" },
    });
    for (const { number } of [added, included]) must(await run(issueInvoice, finance, { number }));
    const found = await invoicesOf({ ...nothing, orders: [added.number, included.number] }, context(), () => words);
    expect(found.map((invoice) => invoice.total.toString()).sort()).toEqual(
      [added.totalMinor, included.totalMinor].sort(),
    );
    expect(
      found
        .find((invoice) => invoice.order === added.number)
        ?.taxes.map((tax) => tax.rate)
        .sort(),
    ).toEqual(["0.06", "0.09", "0.13"]);
    expect(found.find((invoice) => invoice.order === included.number)?.payments).toMatchObject([
      { method: "cash", amount: 1000n },
    ]);
    // Drawing refuses an invoice that does not add up.
    expect((await invoices(found, "en")).byteLength).toBeGreaterThan(1000);
  });

  test("without the permission nothing is read", async () => {
    const viewer = { ...context(), actor: await actorOf("viewer") };
    await expect(packingSlipsOf({ ...nothing, orders: ["CH-1"] }, viewer)).rejects.toThrow("may not documents.print");
  });
});
