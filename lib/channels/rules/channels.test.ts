import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { isRefusal } from "@/lib/core/result";
import { receiveOrderInput } from "@/lib/orders/inputs";
import { shopifyBody } from "../testing/shopify-body";
import { type ChannelOrder, minorOf, parseKeepingIds, tidy } from "./channel-order";
import { changesBetween } from "./compare-order";
import { afterFailure } from "./inbox";
import { isPing, readDelivery } from "./platforms";
import { readShopifyOrder } from "./shopify-order";
import { isSigned, signatureOf } from "./signature";
import { readWoocommerceOrder } from "./woocommerce-order";

const samples = path.resolve("../shared/data/platform-orders");
const shopifyFile = path.join(samples, "shopify/webhook_orders_test_notification.json");
const wooFile = path.join(samples, "woocommerce/webhook_order_updated_body.json");
const present = existsSync(shopifyFile) && existsSync(wooFile);

function must(read: ReturnType<typeof readShopifyOrder>): ChannelOrder {
  if (isRefusal(read)) throw new Error(JSON.stringify(read));
  return read;
}

describe("a signature", () => {
  it.runIf(present)("is the known answer over the bytes of both sample bodies", () => {
    const secret = "test-secret-not-real";
    expect(signatureOf(readFileSync(shopifyFile), secret)).toBe("FIuY5soCHL9xVpcVtq+K/rpb9epNw7AqUwQQhGj1fkI=");
    expect(signatureOf(readFileSync(wooFile), secret)).toBe("bgj4NaB2U6GGmC/t6/LysKFzDyzw/SKrzL/B/SPE2PA=");
  });

  it("holds for these bytes and this secret alone", () => {
    const body = Buffer.from('{"id":1}');
    const header = signatureOf(body, "s1");
    expect(isSigned(body, "s1", header)).toBe(true);
    expect(isSigned(body, "s2", header)).toBe(false);
    expect(isSigned(Buffer.from('{"id":2}'), "s1", header)).toBe(false);
    for (const wrong of [null, "", header.slice(1), `${header}=`, "键"])
      expect(isSigned(body, "s1", wrong)).toBe(false);
  });
});

describe("a Shopify order", () => {
  it("becomes ours, to the last penny", () => {
    const { order, ...facts } = must(readShopifyOrder(shopifyBody()));
    expect(facts).toEqual({
      externalId: "#1001",
      changedAt: "2026-03-14T08:12:33.000Z",
      state: "live",
      test: false,
      paid: true,
    });
    expect(order).toMatchObject({
      placedAt: "2026-03-14T08:12:33.000Z",
      currency: "GBP",
      pricesIncludeTax: false,
      shipping: "5.00",
      paid: { amount: "57.60" },
      customer: { name: "Jane Doe", email: "jane@example.com", phone: "0113 496 0000" },
      shipTo: {
        name: "Jane Doe",
        line1: "1 High St",
        city: "Leeds",
        region: "England",
        postcode: "LS1 1AA",
        country: "GB",
      },
      shippingService: "Royal Mail 48",
      buyerMessage: "Ring twice",
      tags: ["vip", "spring"],
      paymentMethod: "online",
      onShortage: "review",
    });
    expect(order.lines).toMatchObject([
      {
        kind: "product",
        sku: "MUG-1",
        title: "Mug",
        spec: "blue",
        quantity: 2,
        unitPrice: "20.00",
        discount: "2.00",
        taxRate: "0.20",
        externalId: "1",
      },
      { kind: "product", sku: "variant:77", quantity: 1, unitPrice: "5.00" },
    ]);
    expect(receiveOrderInput.safeParse({ channel: "x", ...order }).success).toBe(true);
  });

  it.runIf(present)("keeps ids that no number holds, and knows a test and a cancellation", () => {
    const read = must(readDelivery("shopify", "orders/create", readFileSync(shopifyFile)) as ChannelOrder);
    expect(read).toMatchObject({ externalId: "#9999", test: true, state: "cancelled", paid: false });
    expect(read.order.lines.map((line) => line.externalId)).toEqual(["866550311766439020", "141249953214522974"]);
    expect(read.order).toMatchObject({
      currency: "USD",
      draft: true,
      shipping: "10.00",
      buyerMessage: "",
      tags: ["test"],
    });
    expect(read.order.lines).toMatchObject([{ unitPrice: "199.00" }, { unitPrice: "199.00", discount: "5.00" }]);
  });

  it("tells prices with tax from prices without", () => {
    const { order } = must(
      readShopifyOrder(shopifyBody({ taxes_included: true, total_price: "48.00", total_tax: "8.00" })),
    );
    expect(order).toMatchObject({ pricesIncludeTax: true, paid: { amount: "48.00" } });
  });

  it.each([
    [{ financial_status: "pending" }, { paid: undefined }],
    [{ financial_status: "authorized" }, { paid: undefined }],
    [{ financial_status: "partially_paid", total_outstanding: "17.60" }, { paid: { amount: "40.00" } }],
    [{ payment_gateway_names: ["Cash on Delivery (COD)"], financial_status: "pending" }, { paymentMethod: "cod" }],
    [{ payment_gateway_names: ["Bank Deposit"], financial_status: "pending" }, { paymentMethod: "bank_transfer" }],
  ])("reads money as it stands there: %j", (changes, expected) => {
    expect(must(readShopifyOrder(shopifyBody(changes))).order).toMatchObject(expected);
  });

  it("counts what an edit left, and what a cancelled order once was", () => {
    const lines = shopifyBody().line_items.map((line, index) => ({ ...line, current_quantity: index === 0 ? 1 : 0 }));
    const now = { line_items: lines, current_total_price: "27.60", current_total_tax: "4.60" };
    expect(must(readShopifyOrder(shopifyBody(now))).order.lines).toMatchObject([{ sku: "MUG-1", quantity: 1 }]);
    const cancelled = shopifyBody({ ...now, cancelled_at: "2026-03-15T00:00:00Z", current_total_price: "0.00" });
    expect(must(readShopifyOrder(cancelled))).toMatchObject({
      state: "cancelled",
      order: { lines: [{ quantity: 2 }, { quantity: 1 }] },
    });
  });

  it("has no character that may not be stored, and no text that is too long", () => {
    const hostile = shopifyBody({
      note: `\u0000\u202e${"🙂".repeat(3000)}`,
      name: `#1${"0".repeat(500)}`,
      shipping_address: { name: "\ud83d<img onerror=x>", address1: "x".repeat(900), city: "Leeds", country_code: "gb" },
    });
    const { order } = must(readShopifyOrder(hostile));
    const parsed = receiveOrderInput.safeParse({ channel: "x", ...order });
    expect(parsed.error?.issues).toBeUndefined();
  });

  it.each([
    [null, "body"],
    [{ ...shopifyBody(), line_items: [] }, "line_items"],
    [{ ...shopifyBody(), total_price: "a lot" }, "total_price"],
    [{ ...shopifyBody(), currency: "DOGE" }, "total_price"],
    [{ ...shopifyBody(), line_items: [{ id: 1, quantity: 1.5, price: "1" }] }, "line_items.0.quantity"],
    [{ ...shopifyBody(), line_items: [{ id: 1, quantity: 1, price: "-1" }] }, "line_items"],
  ])("is refused with the field that is wrong: %#", (body, field) => {
    expect(readShopifyOrder(body)).toMatchObject({ code: "unreadable_delivery", facts: { field } });
  });
});

describe("a WooCommerce order", () => {
  it.runIf(present)("becomes ours, to the last cent", () => {
    const read = must(readDelivery("woocommerce", "order.updated", readFileSync(wooFile)) as ChannelOrder);
    expect(read).toMatchObject({ externalId: "727", state: "live", paid: true, changedAt: "2017-03-22T19:28:08.000Z" });
    expect(read.order).toMatchObject({
      placedAt: "2017-03-22T19:28:02.000Z",
      currency: "USD",
      pricesIncludeTax: false,
      shipping: "10.00",
      paid: { amount: "29.35" },
      paymentMethod: "bank_transfer",
      customer: { name: "John Doe", email: "john.doe@example.com" },
      shippingService: "Flat Rate",
    });
    expect(read.order.lines).toMatchObject([
      { sku: "product:93", title: "Woo Single #1", quantity: 2, unitPrice: "3" },
      {
        sku: "Bar3",
        title: "Ship Your Idea – Color: Black, Size: M Test",
        spec: "pa_color: black, size: M Test",
        quantity: 1,
        unitPrice: "12",
      },
    ]);
  });

  const woo = (changes: Record<string, unknown> = {}) => ({
    id: 7,
    number: "7",
    status: "processing",
    currency: "EUR",
    date_created_gmt: "2026-01-02T03:04:05",
    date_paid_gmt: null,
    total: "20.00",
    total_tax: "0.00",
    shipping_total: "0.00",
    payment_method: "cod",
    line_items: [
      {
        id: 1,
        name: "Tea &amp; cake",
        product_id: 5,
        variation_id: 0,
        sku: "TEA",
        quantity: 1,
        subtotal: "20.00",
        total: "20.00",
      },
    ],
    ...changes,
  });

  it.each([
    ["processing", "live"],
    ["on-hold", "live"],
    ["wc-cancelled", "cancelled"],
    ["completed", "finished"],
    ["refunded", "refunded"],
    ["failed", "never_placed"],
    ["checkout-draft", "never_placed"],
  ])("with status %s is %s", (status, state) => {
    expect(must(readWoocommerceOrder(woo({ status }))).state).toBe(state);
  });

  it("reads fees, and fees below zero as discounts", () => {
    const fees = [
      { id: 1, name: "Gift wrap", total: "3.00" },
      { id: 2, name: "Voucher", total: "-5.00" },
    ];
    const { order } = must(readWoocommerceOrder(woo({ fee_lines: fees, total: "18.00" })));
    expect(order.discount).toBe("5.00");
    expect(order.lines).toMatchObject([{ title: "Tea & cake" }, { kind: "fee", title: "Gift wrap", unitPrice: "3" }]);
    expect(order).toMatchObject({ paymentMethod: "cod", paid: undefined });
  });
});

describe("deliveries", () => {
  it("of other topics and other bytes are told apart", () => {
    const body = Buffer.from(JSON.stringify(shopifyBody()));
    expect(readDelivery("shopify", "products/update", body)).toBe("other_topic");
    expect(readDelivery("shopify", "orders/paid", body)).toMatchObject({ externalId: "#1001" });
    expect(readDelivery("shopify", "orders/paid", Buffer.from("{"))).toMatchObject({ code: "unreadable_delivery" });
    expect(readDelivery("shopify", "orders/paid", Buffer.from([0xff]))).toMatchObject({ code: "unreadable_delivery" });
  });

  it("that only greet are told apart", () => {
    expect(isPing("woocommerce", Buffer.from("webhook_id=12"))).toBe(true);
    expect(isPing("woocommerce", Buffer.from("webhook_id=12&x=1"))).toBe(false);
    expect(isPing("shopify", Buffer.from("webhook_id=12"))).toBe(false);
  });

  it("are compared with what the channel said before", () => {
    const before = must(readShopifyOrder(shopifyBody()));
    const same = must(readShopifyOrder(shopifyBody({ updated_at: "2026-03-15T00:00:00Z", tags: "x" })));
    expect(changesBetween(before, same)).toEqual({ address: false, lines: false, message: false });
    const moved = must(
      readShopifyOrder(
        shopifyBody({ shipping_address: { ...shopifyBody().shipping_address, city: "York" }, note: "" }),
      ),
    );
    expect(changesBetween(before, moved)).toEqual({ address: true, lines: false, message: true });
  });

  it("are tried again ever later, and then no more", () => {
    expect([1, 2, 3, 4, 5].map((attempt) => afterFailure(attempt))).toEqual([
      { status: "failed", waitSeconds: 30 },
      { status: "failed", waitSeconds: 120 },
      { status: "failed", waitSeconds: 600 },
      { status: "failed", waitSeconds: 3600 },
      { status: "dead" },
    ]);
  });
});

describe("what channels write", () => {
  it("keeps whole numbers that no number holds as text", () => {
    expect(parseKeepingIds('{"id":820982911946154508,"n":12,"x":1.5,"big":1e300}')).toEqual({
      id: "820982911946154508",
      n: 12,
      x: 1.5,
      big: 1e300,
    });
  });

  it.each([
    ["12.345", "GBP", 1234n],
    ["12.355", "GBP", 1236n],
    ["0.9", "JPY", 1n],
    ["", "GBP", 0n],
    ["1e3", "GBP", null],
    ["12", "XYZ", null],
  ])("rounds %s %s to %s", (text, currency, minor) => {
    expect(minorOf(text, currency)).toBe(minor);
  });

  it("is cut between characters", () => {
    expect(tidy("a🙂b", 3)).toBe("a🙂");
    expect(tidy(null, 3)).toBe("");
  });
});

if (!present) process.stdout.write("../shared/data is absent: the channels' own samples are not read.\n");
