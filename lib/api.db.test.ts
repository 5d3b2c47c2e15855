import { beforeAll, describe, expect, it } from "vitest";
import { POST as approve } from "@/app/api/v1/orders/[number]/approve/route";
import { POST as cancel } from "@/app/api/v1/orders/[number]/cancel/route";
import { POST as change } from "@/app/api/v1/orders/[number]/change/route";
import { POST as hold } from "@/app/api/v1/orders/[number]/hold/route";
import { POST as release } from "@/app/api/v1/orders/[number]/release/route";
import { GET as read } from "@/app/api/v1/orders/[number]/route";
import { POST as ship } from "@/app/api/v1/orders/[number]/shipments/route";
import { POST as createBatch } from "@/app/api/v1/orders/batch/route";
import { POST as create, GET as list } from "@/app/api/v1/orders/route";
import { GET as products } from "@/app/api/v1/products/route";
import { POST as adjust } from "@/app/api/v1/stock/adjustments/route";
import { GET as stock } from "@/app/api/v1/stock/route";
import { connection } from "@/db/client";
import { call, makeApiKey } from "@/lib/testing/api";
import { addStock, makeLocation, makeShop, makeVariant } from "@/lib/testing/factories";
import { brokenRows } from "./verify";

let key: string;
let made = 0;

const shipTo = {
  name: "王小明",
  phone: "13800135521",
  line1: "文三路 478 号",
  district: "西湖区",
  city: "杭州市",
  country: "CN",
};

/** An order that passes every check: cash on delivery, a customer of its own. */
function anOrder(changes: Record<string, unknown> = {}) {
  made += 1;
  const phone = `139${String(10_000_000 + made)}`;
  return {
    customer: { name: "王小明", phone },
    shipTo: { ...shipTo, phone },
    paymentMethod: "cod",
    lines: [{ sku: "MUG-1", quantity: 2 }],
    ...changes,
  };
}

const send = (body: unknown, more: { key?: string | null; headers?: Record<string, string> } = {}) =>
  call(create, "POST", { key, body, ...more });
const onOrder = (handler: typeof approve, number: string, body: unknown = {}, as = key) =>
  call(handler, "POST", { key: as, body, params: { number } });
const ordersKept = async () => Number((await connection().sql`select count(*) as n from orders`)[0]?.n);

beforeAll(async () => {
  await makeShop();
  await makeLocation("EAST");
  await makeVariant({ sku: "MUG-1", price: "64.50", barcode: "690001" });
  await makeVariant({ sku: "APR-1", price: "158.00" });
  await makeVariant({ sku: "LAST-1", price: "10.00" });
  await addStock("MUG-1", 1000);
  await addStock("APR-1", 40, "EAST");
  await addStock("LAST-1", 3);
  key = await makeApiKey();
});

describe("taking an order", () => {
  it("answers 201 with its number, where it is, and what it comes to", async () => {
    const answer = await send(anOrder({ externalId: "web-1", lines: [{ sku: "mug-1", quantity: 2 }] }));
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      number: expect.stringMatching(/^CH-/),
      stage: "ready",
      total: "129.00",
      currency: "CNY",
      version: 4,
    });
    expect(answer.headers.get("location")).toBe(`/api/v1/orders/${answer.body.number}`);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    const { body } = await call(read, "GET", { key, params: { number: answer.body.number } });
    expect(body).toMatchObject({
      channel: "api",
      externalId: "web-1",
      stage: "ready",
      due: "129.00",
      paymentStatus: "on_delivery",
    });
    expect(body.lines).toMatchObject([
      { line: 1, sku: "MUG-1", quantity: 2, reserved: 2, unitPrice: "64.50", total: "129.00" },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  it("refuses what is not in stock, and keeps nothing of it", async () => {
    const before = await ordersKept();
    const { status, body, headers } = await send(anOrder({ lines: [{ sku: "LAST-1", quantity: 4 }] }));
    expect(status).toBe(409);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toMatchObject({
      title: "Insufficient stock",
      status: 409,
      code: "insufficient_stock",
      detail: "Not enough stock: LAST-1 (3 / 4).",
      facts: { lines: [{ sku: "LAST-1", requested: 4, available: 3 }] },
    });
    expect(await ordersKept()).toBe(before);
  });

  it("takes it for review where the sender asks for that", async () => {
    const { body } = await send(anOrder({ onShortage: "review", lines: [{ sku: "LAST-1", quantity: 4 }] }));
    expect(body.stage).toBe("review");
  });

  it("knows a channel's order again by its number", async () => {
    const first = await send(anOrder({ externalId: "twice" }));
    const second = await send(anOrder({ externalId: "twice" }));
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: "duplicate_external_id", facts: { number: first.body.number } });
  });

  it.each([
    ["unknown_sku", { lines: [{ sku: "NO-SUCH", quantity: 1 }] }],
    ["no_price", { currency: "USD" }],
    ["bad_amount", { currency: "JPY", lines: [{ sku: "MUG-1", quantity: 1, unitPrice: "100" }], discount: "0.5" }],
    ["discount_exceeds_items", { discount: "1000.00" }],
    ["paid_more_than_total", { paid: { amount: "1000.00" } }],
    ["unknown_channel", { channel: "nowhere" }],
    ["amount_too_large", { lines: [{ sku: "MUG-1", quantity: 1_000_000, unitPrice: "999999999999" }] }],
  ])("answers 422 %s", async (code, changes) => {
    const { status, body } = await send(anOrder(changes));
    expect({ status, code: body.code }).toEqual({ status: 422, code });
  });
});

describe("an Idempotency-Key", () => {
  it("gives the same answer to the same body, once", async () => {
    const order = anOrder();
    const headers = { "Idempotency-Key": "once-1" };
    const first = await send(order, { headers });
    const before = await ordersKept();
    const again = await send(order, { headers });
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await ordersKept()).toBe(before);
  });

  it("refuses another body with 422, and is another key for another caller", async () => {
    const headers = { "Idempotency-Key": "once-2" };
    const order = anOrder();
    await send(order, { headers });
    const { status, body } = await send({ ...order, buyerMessage: "more" }, { headers });
    expect({ status, code: body.code }).toEqual({ status: 422, code: "key_reused" });
    const other = await send(anOrder(), { headers, key: await makeApiKey() });
    expect(other.status).toBe(201);
  });

  it("is free again when the first answer was a refusal", async () => {
    const headers = { "Idempotency-Key": "once-3" };
    expect((await send(anOrder({ lines: [{ sku: "NO-SUCH", quantity: 1 }] }), { headers })).status).toBe(422);
    expect((await send(anOrder(), { headers })).status).toBe(201);
  });

  it.each(["", "a b", "键", "x".repeat(201)])("must be printable: %s", async (text) => {
    const request = new Request("http://shop.test/api/v1/orders", {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        "idempotency-key": encodeURIComponent(text),
      },
      body: JSON.stringify(anOrder()),
    });
    // A header of other characters cannot be made here; what a raw client sends is seen by the wrapper as it is.
    Object.defineProperty(request, "headers", {
      value: { get: (name: string) => (name === "idempotency-key" ? text : (headersOf[name] ?? null)) },
    });
    const headersOf: Record<string, string> = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const response = await create(request, { params: Promise.resolve({}) });
    expect(response.status).toBe(400);
    expect((await response.json()).code).toBe("bad_idempotency_key");
  });

  it("sent fifty times at once makes one order and gives one answer", async () => {
    const order = anOrder({ externalId: "fifty" });
    const headers = { "Idempotency-Key": "once-50" };
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(order, { headers })));
    const taken = answers.filter(({ status }) => status === 201);
    expect(new Set(taken.map(({ body }) => body.number)).size).toBe(1);
    expect(taken.filter(({ headers: got }) => got.get("idempotency-replayed") === null)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(answer.status).toBe(409);
      expect(answer.body.code).toBe("in_progress");
      expect(answer.headers.get("retry-after")).toBe("1");
    }
    expect(await connection().sql`select number from orders where external_id = 'fifty'`).toHaveLength(1);
  });
});

describe("bad input", () => {
  const line = { sku: "MUG-1", quantity: 1 };
  const cases: [string, unknown, number, string?][] = [
    ["quantity 0", { lines: [{ ...line, quantity: 0 }] }, 422, "lines.0.quantity"],
    ["quantity −1", { lines: [{ ...line, quantity: -1 }] }, 422, "lines.0.quantity"],
    ["quantity 1.5", { lines: [{ ...line, quantity: 1.5 }] }, 422, "lines.0.quantity"],
    ["quantity 1e3 as text", { lines: [{ ...line, quantity: "1e3" }] }, 422, "lines.0.quantity"],
    ["quantity 2^53 + 1", { lines: [{ ...line, quantity: 2 ** 53 + 2 }] }, 422, "lines.0.quantity"],
    ["price −0.01", { lines: [{ ...line, unitPrice: "-0.01" }] }, 422, "lines.0.unitPrice"],
    ["a price as a float", { lines: [{ ...line, unitPrice: 0.1 }] }, 422, "lines.0.unitPrice"],
    ["yen with decimals", { currency: "JPY", lines: [{ ...line, unitPrice: "100.50" }] }, 422],
    ["10,001 lines", { lines: Array.from({ length: 10_001 }, () => line) }, 422, "lines"],
    ["no lines", { lines: [] }, 422, "lines"],
    ["an unknown field", { surprise: 1 }, 422, "surprise"],
    ["an unknown field of a line", { lines: [{ ...line, colour: "red" }] }, 422, "lines.0.colour"],
    ["NUL in a name", { shipTo: { ...shipTo, name: "Wang\u0000" } }, 422, "shipTo.name"],
    ["a direction override in a name", { shipTo: { ...shipTo, name: "\u202Egnp.exe" } }, 422, "shipTo.name"],
    ["half a character in a name", { shipTo: { ...shipTo, name: "\ud83d" } }, 422, "shipTo.name"],
    ["a name of a book's length", { shipTo: { ...shipTo, name: "x".repeat(5000) } }, 422, "shipTo.name"],
    ["a country that is none", { shipTo: { ...shipTo, country: "China" } }, 422, "shipTo.country"],
    ["a date that is none", { placedAt: "2026-02-30T00:00:00Z" }, 422, "placedAt"],
  ];
  it.each(cases)("%s is refused, with its field, and leaves nothing", async (_name, changes, status, field) => {
    const before = await ordersKept();
    const answer = await send(anOrder(changes as Record<string, unknown>));
    expect(answer.status).toBe(status);
    if (field) {
      expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
      expect(answer.body.errors[0].pointer).toBe(`#/${field.replaceAll(".", "/")}`);
    }
    expect(await ordersKept()).toBe(before);
  });

  const raw: [string, string | Uint8Array, number, string][] = [
    ["no JSON at all", "{", 400, "bad_request"],
    ["a list", "[]", 422, "invalid_input"],
    ["a text", '"order"', 422, "invalid_input"],
    ["null", "null", 422, "invalid_input"],
    ["quantity 1e3", JSON.stringify(anOrder()).replace('"quantity":2', '"quantity":1e3'), 400, "bad_request"],
    ["brackets without end", "[".repeat(100_000), 400, "bad_request"],
    ["bytes that are no UTF-8", Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d), 400, "bad_request"],
    ["a prototype", '{"__proto__":{"admin":true},"lines":[]}', 422, "invalid_input"],
    ["2 MB", JSON.stringify({ note: "x".repeat(2_000_000) }), 413, "body_too_large"],
  ];
  it.each(raw)("%s is refused", async (_name, body, status, code) => {
    const answer = await send(body);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  });

  it("markup in a name stays the text it is", async () => {
    const name = "<img src=x onerror=alert(1)>";
    const { body } = await send(anOrder({ customer: { name, phone: "13900000001" } }));
    expect((await call(read, "GET", { key, params: { number: body.number } })).body.customer.name).toBe(name);
  });

  it("an order of 10,000 lines is taken", async () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => ({
      kind: "manual",
      title: `Line ${index}`,
      quantity: 1,
      unitPrice: "0.01",
    }));
    const { status, body } = await send(anOrder({ lines }));
    expect({ status, total: body.total }).toEqual({ status: 201, total: "100.00" });
  }, 60_000);

  it("a body without an announced length is read no further than the limit", async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(100_000).fill(0x20));
      },
    });
    const init = {
      method: "POST",
      body: endless,
      duplex: "half",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    };
    const response = await create(new Request("http://shop.test/api/v1/orders", init as RequestInit), {
      params: Promise.resolve({}),
    });
    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(40);
  });

  it("another content type is refused", async () => {
    const { status } = await send(JSON.stringify(anOrder()), { headers: { "content-type": "text/plain" } });
    expect(status).toBe(415);
  });

  it.each([
    "?limit=0",
    "?limit=101",
    "?limit=x",
    "?cursor=made-up",
    "?cursor=WyIxIiwiMiJd",
    "?stage=lost",
    "?placedFrom=yesterday",
    "?unknown=1",
    "?channel=%00",
  ])("the query %s is refused", async (query) => {
    expect((await call(list, "GET", { key, query })).status).toBe(422);
  });
});

describe("who may", () => {
  it("nobody without a key, or with a wrong one", async () => {
    for (const wrong of [null, "ch_live_short", `ch_live_${"a".repeat(43)}`]) {
      const { status, headers, body } = await call(list, "GET", { key: wrong });
      expect({ status, code: body.code }).toEqual({ status: 401, code: "unauthorised" });
      expect(headers.get("www-authenticate")).toContain("Bearer");
    }
  });

  it("a key that may only read cannot write", async () => {
    const reader = await makeApiKey({ scopes: ["orders:read"] });
    const { status, body } = await send(anOrder(), { key: reader });
    expect({ status, code: body.code }).toEqual({ status: 403, code: "forbidden" });
    expect((await call(list, "GET", { key: reader })).status).toBe(200);
    expect((await call(stock, "GET", { key: reader })).status).toBe(403);
  });

  it("a key of a channel speaks for that channel alone", async () => {
    const bound = await makeApiKey({ channel: "manual" });
    const foreign = (await send(anOrder())).body.number;
    const own = await send(anOrder(), { key: bound });
    expect((await call(read, "GET", { key: bound, params: { number: own.body.number } })).body.channel).toBe("manual");
    expect((await send(anOrder({ channel: "api" }), { key: bound })).status).toBe(422);
    expect((await call(read, "GET", { key: bound, params: { number: foreign } })).status).toBe(404);
    expect((await onOrder(cancel, foreign, {}, bound)).status).toBe(404);
    const seen = await call(list, "GET", { key: bound, query: "?limit=100" });
    expect(new Set(seen.body.orders.map((order: { channel: string }) => order.channel))).toEqual(new Set(["manual"]));
  });
});

describe("many orders in one call", () => {
  it("has an answer for each, and keeps the good ones", async () => {
    const first = anOrder({ externalId: "batch-1" });
    const bad = anOrder({ lines: [{ sku: "MUG-1", quantity: 0 }] });
    const short = anOrder({ lines: [{ sku: "LAST-1", quantity: 9 }] });
    const again = anOrder({ externalId: "batch-1" });
    const { status, body } = await call(createBatch, "POST", { key, body: { orders: [first, bad, short, again] } });
    expect(status).toBe(200);
    expect(body.answers.map((answer: { status: number }) => answer.status)).toEqual([201, 422, 409, 409]);
    expect(body.answers[0].order.total).toBe("129.00");
    expect(body.answers[1].problem.errors[0].field).toBe("lines.0.quantity");
    expect(body.answers[2].problem.code).toBe("insufficient_stock");
    expect(body.answers[3].problem).toMatchObject({
      code: "duplicate_external_id",
      facts: { number: body.answers[0].order.number },
    });
  });

  it("never claims a unit twice within one call", async () => {
    await makeVariant({ sku: "ONE-1", price: "1.00" });
    await addStock("ONE-1", 1);
    const orders = [1, 2, 3].map(() => anOrder({ lines: [{ sku: "ONE-1", quantity: 1 }] }));
    const { body } = await call(createBatch, "POST", { key, body: { orders } });
    expect(body.answers.map((answer: { status: number }) => answer.status)).toEqual([201, 409, 409]);
  });

  it("takes a hundred and refuses a hundred and one", async () => {
    const orders = Array.from({ length: 101 }, () => anOrder({ lines: [{ sku: "MUG-1", quantity: 1 }] }));
    expect((await call(createBatch, "POST", { key, body: { orders } })).status).toBe(422);
    const { body } = await call(createBatch, "POST", { key, body: { orders: orders.slice(1) } });
    expect(body.answers.filter((answer: { status: number }) => answer.status === 201)).toHaveLength(100);
  });

  it("gives its answers again for its key", async () => {
    const orders = [anOrder()];
    const headers = { "Idempotency-Key": "batch-once" };
    const first = await call(createBatch, "POST", { key, body: { orders }, headers });
    const again = await call(createBatch, "POST", { key, body: { orders }, headers });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
  });
});

describe("an order on its way", () => {
  it("is held, released, approved, shipped", async () => {
    const { number } = (await send(anOrder({ paymentMethod: "bank_transfer", lines: [{ sku: "APR-1", quantity: 2 }] })))
      .body;
    const held = await onOrder(hold, number, { type: "customer_request", reason: "call back" });
    expect(held).toMatchObject({ status: 200, body: { number } });
    expect((await onOrder(hold, number, { type: "customer_request" })).body.code).toBe("already_held");
    expect((await onOrder(approve, number)).body).toMatchObject({ code: "held", status: 409 });
    expect((await onOrder(release, number)).status).toBe(200);
    expect((await onOrder(approve, number)).body.stage).toBe("ready");
    expect((await onOrder(ship, number, {})).body).toMatchObject({ code: "payment_due" });
  });

  it("ships units by their SKU, once", async () => {
    const { number } = (await send(anOrder({ lines: [{ sku: "MUG-1", quantity: 3 }] }))).body;
    const part = await onOrder(ship, number, {
      lines: [{ sku: "mug-1", quantity: 1 }],
      carrier: "SF",
      trackingNumber: "SF-1",
    });
    expect(part).toMatchObject({ status: 201, body: { stage: "partly_shipped" } });
    expect(part.body.shipments).toHaveLength(1);
    expect((await onOrder(ship, number, {})).body.stage).toBe("shipped");
    expect((await onOrder(ship, number, {})).body.code).toBe("already_shipped");
    const { body } = await call(read, "GET", { key, params: { number } });
    expect(body.shipments).toMatchObject([
      {
        location: "MAIN",
        status: "shipped",
        carrier: "SF",
        trackingNumber: "SF-1",
        lines: [{ sku: "MUG-1", quantity: 1 }],
      },
      { lines: [{ sku: "MUG-1", quantity: 2 }] },
    ]);
    expect((await onOrder(ship, number, { lines: [{ sku: "NO-SUCH", quantity: 1 }] })).status).toBe(422);
  });

  it("is cancelled with what was paid claimed back", async () => {
    const { number } = (await send(anOrder({ paymentMethod: "card", paid: { amount: "129.00", reference: "T-1" } })))
      .body;
    const part = await onOrder(cancel, number, { lines: [{ line: 1, quantity: 1 }] });
    expect(part.body).toMatchObject({ stage: "ready", refunds: [{ amount: "64.50", currency: "CNY" }] });
    const whole = await onOrder(cancel, number, { reason: "out_of_stock" });
    expect(whole.body).toMatchObject({ stage: "cancelled" });
    expect((await onOrder(cancel, number)).body.code).toBe("order_closed");
  });

  it("is changed: more units, another price, less money, and what was paid too much is given back", async () => {
    const { number, total } = (
      await send(anOrder({ paymentMethod: "card", paid: { amount: "129.00", reference: "T-2" } }))
    ).body;
    expect(total).toBe("129.00");
    const dearer = await onOrder(change, number, { lines: [{ line: 1, quantity: 4 }], note: "one more" });
    expect(dearer).toMatchObject({ status: 200, body: { stage: "ready", refunds: [] } });
    const cheaper = await onOrder(change, number, {
      lines: [{ line: 1, quantity: 2, unitPrice: "50" }],
      shipping: "0",
      reason: "price_agreed",
    });
    const { body } = await call(read, "GET", { key, params: { number } });
    expect(cheaper.body.refunds).toMatchObject([{ currency: "CNY", status: "requested" }]);
    const given = Number(cheaper.body.refunds[0].amount);
    expect(Number(body.total) + given).toBe(129);
    expect((await onOrder(change, number, { lines: [{ line: 1, quantity: 2, unitPrice: "1" }] })).body).toMatchObject({
      code: "line_settled",
      status: 409,
    });
    expect((await onOrder(change, number, {})).body.code).toBe("nothing_to_change");
    expect((await onOrder(change, number, { lines: [{ line: 9, quantity: 1 }] })).status).toBe(422);
    expect((await onOrder(change, number, { colour: "red" })).body).toMatchObject({ code: "invalid_input" });
  });

  it("says so when somebody was faster", async () => {
    const { number, version } = (await send(anOrder())).body;
    await onOrder(hold, number, { type: "other", reason: "x" });
    const { status, body } = await onOrder(cancel, number, { version });
    expect({ status, code: body.code }).toEqual({ status: 409, code: "order_changed" });
  });

  it("is not found under a number that is none", async () => {
    for (const number of ["CH-0", "", "x".repeat(500)]) {
      const { status } = await call(read, "GET", { key, params: { number } });
      expect(status).toBe(404);
    }
    expect((await call(read, "GET", { key, params: { number: "\u0000" } })).status).toBe(400);
    expect((await onOrder(approve, "CH-0")).status).toBe(404);
    expect((await onOrder(approve, "CH-0", { number: "CH-1" })).status).toBe(422);
  });
});

describe("lists", () => {
  it("pages through every order once, newest first", async () => {
    const seen: string[] = [];
    for (let cursor = ""; ; ) {
      const { body } = await call(list, "GET", { key, query: `?limit=40${cursor && `&cursor=${cursor}`}` });
      seen.push(...body.orders.map((order: { number: string }) => order.number));
      if (!body.next) break;
      cursor = body.next;
    }
    const all = await connection().sql`select number from orders order by placed_at desc, id desc`;
    expect(seen).toEqual(all.map((row) => row.number));
  });

  it("filters, and follows changes in their order", async () => {
    const { body } = await call(list, "GET", { key, query: "?externalId=web-1&channel=api&stage=ready&stage=shipped" });
    expect(body.orders).toHaveLength(1);
    const since = new Date(Date.now() - 60_000).toISOString();
    const changed = await call(list, "GET", { key, query: `?updatedSince=${since}&limit=100` });
    const times = changed.body.orders.map((order: { updatedAt: string }) => order.updatedAt);
    expect(times).toEqual([...times].sort());
    expect((await call(list, "GET", { key, query: "?placedTo=2020-01-01T00:00:00Z" })).body).toEqual({
      orders: [],
      next: null,
    });
  });

  it("shows stock by SKU and warehouse, page by page", async () => {
    const { body } = await call(stock, "GET", { key, query: "?sku=apr-1&sku=LAST-1" });
    expect(body.stock).toMatchObject([
      { sku: "APR-1", location: "EAST", onHand: 40 },
      { sku: "LAST-1", location: "MAIN", onHand: 3, available: 3 },
    ]);
    const first = await call(stock, "GET", { key, query: "?limit=1" });
    const second = await call(stock, "GET", { key, query: `?limit=1&cursor=${first.body.next}` });
    expect([first.body.stock[0].sku, second.body.stock[0].sku]).toEqual(["APR-1", "LAST-1"]);
  });

  it("shows items with their prices", async () => {
    const { body } = await call(products, "GET", { key, query: "?sku=MUG-1" });
    expect(body.products).toMatchObject([{ sku: "MUG-1", barcode: "690001", prices: { CNY: "64.50" }, active: true }]);
    expect(JSON.stringify(body)).not.toContain("ost");
  });

  it("adjusts a level and says what it is then", async () => {
    const body = { sku: "LAST-1", location: "MAIN", reason: "count", quantity: 5 };
    const done = await call(adjust, "POST", { key, body });
    expect(done).toMatchObject({ status: 201, body: { sku: "LAST-1", onHand: 5, available: 5 } });
    expect((await call(adjust, "POST", { key, body: { ...body, location: "NOWHERE" } })).status).toBe(422);
  });
});

it("leaves every balance right", async () => {
  expect(await brokenRows()).toEqual([]);
});
