import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { POST as shopify } from "@/app/api/webhooks/shopify/[channel]/route";
import { POST as woocommerce } from "@/app/api/webhooks/woocommerce/[channel]/route";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { getOrder } from "@/lib/api/queries/orders";
import { seal } from "@/lib/auth/sealed";
import { run } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { startPicking } from "@/lib/fulfilment/commands/start-picking";
import { mapSku } from "@/lib/orders/commands/map-sku";
import { splitOrder } from "@/lib/orders/commands/split-order";
import { addStock, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { ignoreDelivery } from "./commands/ignore-delivery";
import { retryDelivery } from "./commands/retry-delivery";
import { processInbox } from "./process-inbox";
import { signatureOf } from "./rules/signature";
import { shopifyBody } from "./testing/shopify-body";

const secret = "test-secret-not-real";
const samples = path.resolve("../shared/data/platform-orders");
const shopifyFile = path.join(samples, "shopify/webhook_orders_test_notification.json");
const wooFile = path.join(samples, "woocommerce/webhook_order_updated_body.json");
const present = existsSync(shopifyFile) && existsSync(wooFile);

let owner: Actor;
let sent = 0;

beforeAll(async () => {
  owner = (await makeShop({ currency: "GBP" })).actor;
  for (const [code, kind] of [
    ["website", "shopify"],
    ["blog", "woocommerce"],
    ["unsigned", "shopify"],
  ] as const) {
    await connection().sql`
      insert into channels (id, code, name, kind, currency, webhook_secret)
      values (${newId()}, ${code}, ${`Shop ${code}`}, ${kind}, 'GBP', ${code === "unsigned" ? null : seal(secret, "channel")})`;
  }
  await makeVariant({ sku: "MUG-1", price: "20.00", currency: "GBP" });
  await makeVariant({ sku: "CARD-1", price: "5.00", currency: "GBP" });
  await addStock("MUG-1", 1000);
  await addStock("CARD-1", 1000);
});

type Sent = {
  channel?: string;
  headers?: Record<string, string | undefined>;
  topic?: string;
  signature?: string;
  delivery?: string;
};

async function deliver(platform: "shopify" | "woocommerce", body: string | Buffer, how: Sent = {}) {
  sent += 1;
  const bytes = Buffer.from(body);
  const {
    channel = platform === "shopify" ? "website" : "blog",
    topic,
    signature = signatureOf(bytes, secret),
    delivery = `d-${sent}`,
  } = how;
  const headers: Record<string, string> =
    platform === "shopify"
      ? {
          "x-shopify-hmac-sha256": signature,
          "x-shopify-topic": topic ?? "orders/create",
          "x-shopify-webhook-id": delivery,
        }
      : {
          "x-wc-webhook-signature": signature,
          "x-wc-webhook-topic": topic ?? "order.updated",
          "x-wc-webhook-delivery-id": delivery,
        };
  const request = new Request(`http://shop.test/api/webhooks/${platform}/${channel}`, {
    method: "POST",
    body: new Uint8Array(bytes),
    headers: { ...headers, "content-type": "application/json", cookie: "session=secret" },
  });
  const handler = platform === "shopify" ? shopify : woocommerce;
  const response = await handler(request, { params: Promise.resolve({ channel }) });
  const [row] = await connection().sql`select * from channel_inbox where delivery_id = ${delivery}`;
  return { status: response.status, body: await response.json(), row };
}

type InboxRow = { id: string; status: string; error: string; attempts: number; order_number: string | null };

/** Delivers a body and lets the worker's handler read it. */
async function bring(body: Record<string, unknown>, how: Sent = {}) {
  const { row } = await deliver("shopify", JSON.stringify(body), how);
  await processInbox(row?.id);
  const [after] = await connection().sql<InboxRow[]>`select * from channel_inbox where id = ${row?.id}`;
  if (!after) throw new Error("the delivery was not kept");
  return { ...after, order: after?.order_number ? await getOrder(after.order_number, undefined) : null };
}

/** A body of its own number, both of whose items the shop knows. */
function known(changes: Record<string, unknown> = {}) {
  sent += 1;
  const [mug, card] = shopifyBody().line_items;
  const phone = `0113 496 ${String(1000 + sent)}`;
  return shopifyBody({
    name: `#${2000 + sent}`,
    email: `buyer-${sent}@example.com`,
    line_items: [mug, { ...card, sku: "CARD-1" }],
    shipping_address: { ...shopifyBody().shipping_address, phone },
    ...changes,
  });
}

describe("the door", () => {
  it("keeps what is signed, as it came, and answers at once", async () => {
    const text = JSON.stringify(known());
    const { status, body, row } = await deliver("shopify", text, { delivery: "first" });
    expect({ status, body }).toEqual({ status: 200, body: { status: "stored" } });
    expect(row).toMatchObject({ status: "received", topic: "orders/create", attempts: 0 });
    expect(Buffer.from(row?.body).toString()).toBe(text);
    expect(row?.headers["x-shopify-topic"]).toBe("orders/create");
    expect(JSON.stringify(row?.headers)).not.toContain("session");
    const [job] = await connection()
      .sql`select data from jobs.job where name = 'inbox.process' and data->>'id' = ${row?.id}`;
    expect(job).toBeDefined();
  });

  it("knows a delivery again", async () => {
    const again = await deliver("shopify", JSON.stringify(known()), { delivery: "first" });
    expect(again).toMatchObject({ status: 200, body: { status: "known" } });
    expect(await connection().sql`select 1 from channel_inbox where delivery_id = 'first'`).toHaveLength(1);
  });

  it("tells deliveries without a name apart by their bytes", async () => {
    const text = JSON.stringify(known());
    expect((await deliver("shopify", text, { delivery: "" })).body.status).toBe("stored");
    expect((await deliver("shopify", text, { delivery: "" })).body.status).toBe("known");
  });

  it.each([
    ["a wrong signature", { signature: "x".repeat(44) }],
    ["no signature", { signature: "" }],
    ["another secret", { signature: signatureOf(Buffer.from("{}"), "other") }],
    ["a channel that is none", { channel: "nowhere" }],
    ["a channel of another kind", { channel: "blog" }],
    ["a channel without a secret", { channel: "unsigned", signature: signatureOf(Buffer.from("{}"), "") }],
    ["a channel of a book's length", { channel: "x".repeat(500) }],
  ])("keeps nothing of %s", async (_name, how) => {
    const { status, body, row } = await deliver("shopify", "{}", how);
    expect({ status, code: body.code }).toEqual({ status: 401, code: "unauthorised" });
    expect(row).toBeUndefined();
  });

  it("answers WooCommerce's greeting and keeps nothing of it", async () => {
    const { status, row } = await deliver("woocommerce", "webhook_id=12", { signature: "" });
    expect(status).toBe(200);
    expect(row).toBeUndefined();
  });

  it("reads no more than two megabytes", async () => {
    expect((await deliver("shopify", Buffer.alloc(2_000_001, 0x20))).status).toBe(413);
  });
});

describe.runIf(present)("the channels' own samples", () => {
  it("come in by their known signatures", async () => {
    const first = await deliver("shopify", readFileSync(shopifyFile), {
      signature: "FIuY5soCHL9xVpcVtq+K/rpb9epNw7AqUwQQhGj1fkI=",
    });
    const second = await deliver("woocommerce", readFileSync(wooFile), {
      signature: "bgj4NaB2U6GGmC/t6/LysKFzDyzw/SKrzL/B/SPE2PA=",
    });
    expect([first.status, second.status]).toEqual([200, 200]);
    await processInbox(first.row?.id);
    await processInbox(second.row?.id);
    const rows = await connection().sql`
      select o.external_id, o.stage, o.total_minor::text as total, o.currency, o.held, o.paid_minor::text as paid
      from orders o where external_id in ('#9999', '727') order by 1`;
    expect(rows).toEqual([
      // Shopify's test order was cancelled there; it is here to be found, and counts nowhere.
      { external_id: "#9999", stage: "cancelled", total: "40300", currency: "USD", held: false, paid: "0" },
      { external_id: "727", stage: "review", total: "2935", currency: "USD", held: true, paid: "2935" },
    ]);
    expect(
      await connection()
        .sql`select 1 from sales_entries s join orders o on o.id = s.order_id where o.external_id = '#9999'`,
    ).toHaveLength(0);
  });
});

describe("a new order", () => {
  it("is taken, paid and approved, in the channel's name", async () => {
    const { status, order } = await bring(known({ name: "#1001" }));
    expect(status).toBe("done");
    expect(order).toMatchObject({
      channel: "website",
      externalId: "#1001",
      stage: "ready",
      total: "57.60",
      paid: "57.60",
      currency: "GBP",
      placedAt: "2026-03-14T08:12:33.000Z",
      lines: [
        { sku: "MUG-1", reserved: 2 },
        { sku: "CARD-1", reserved: 1 },
      ],
    });
    const [event] = await connection().sql`
      select e.actor_name from order_events e join orders o on o.id = e.order_id where o.external_id = '#1001' and e.seq = 1`;
    expect(event?.actor_name).toBe("Shop website");
  });

  it("is taken once, however often and by whatever topic it comes", async () => {
    const body = known({ name: "#1002" });
    const deliveries = await Promise.all(
      ["orders/create", "orders/paid", "orders/updated", "orders/create"].map((topic) =>
        deliver("shopify", JSON.stringify(body), { topic }),
      ),
    );
    await Promise.all(deliveries.map(({ row }) => processInbox(row?.id)));
    await Promise.all(deliveries.map(({ row }) => processInbox(row?.id)));
    expect(await connection().sql`select 1 from orders where external_id = '#1002'`).toHaveLength(1);
    const rows = await connection().sql`
      select status, attempts from channel_inbox where id = any(${deliveries.map(({ row }) => row?.id)}::uuid[])`;
    expect(rows.filter((row) => row.status === "done")).toHaveLength(1);
    expect(rows.filter((row) => row.status === "ignored" && row.attempts === 1)).toHaveLength(3);
  });

  it("with codes nobody linked waits under a hold, and goes on once both are linked", async () => {
    const lines = shopifyBody().line_items.map((line, index) => ({ ...line, sku: `THEIRS-${index}` }));
    const { order } = await bring(known({ line_items: lines }));
    expect(order).toMatchObject({
      stage: "review",
      held: true,
      holds: [{ type: "unmapped_sku", reason: "Not linked to an item yet: THEIRS-0, THEIRS-1" }],
      lines: [
        { sku: "THEIRS-0", mapped: false, title: "Mug" },
        { sku: "THEIRS-1", mapped: false },
      ],
    });
    must(await run(mapSku, owner, { channel: "website", externalSku: "THEIRS-0", sku: "MUG-1" }));
    expect(await getOrder(order?.number ?? "", undefined)).toMatchObject({ held: true, stage: "review" });
    must(await run(mapSku, owner, { channel: "website", externalSku: "theirs-1", sku: "CARD-1" }));
    expect(await getOrder(order?.number ?? "", undefined)).toMatchObject({
      held: false,
      stage: "ready",
      lines: [{ sku: "MUG-1", reserved: 2 }, { sku: "CARD-1" }],
    });
    expect((await bring(known({ line_items: lines }))).order).toMatchObject({ stage: "ready", held: false });
  });

  it("that is a test stays a draft", async () => {
    expect((await bring(known({ test: true }))).order).toMatchObject({
      stage: "draft",
      tags: ["test", "vip", "spring"],
    });
  });

  it("that was sent in part there is held", async () => {
    expect((await bring(known({ fulfillment_status: "partial" }))).order).toMatchObject({
      held: true,
      holds: [{ type: "other" }],
    });
  });

  it.each([
    [{ fulfillment_status: "fulfilled" }, "finished_there"],
    [{ financial_status: "refunded" }, "refunded_there"],
  ])("of which nothing is left to do is passed over: %j", async (changes, reason) => {
    expect(await bring(known(changes))).toMatchObject({ status: "ignored", error: reason, order: null });
  });

  it("of another topic is passed over", async () => {
    expect(await bring({ id: 1 }, { topic: "products/update" })).toMatchObject({
      status: "ignored",
      error: "other_topic",
    });
  });
});

describe("a change of an order that is here", () => {
  const later = { updated_at: "2026-03-15T09:00:00+01:00" };

  it("brings money that was still missing, and the order goes on", async () => {
    const body = known({ financial_status: "pending" });
    expect((await bring(body)).order).toMatchObject({ stage: "awaiting_payment", paid: "0.00" });
    const paid = await bring({ ...body, ...later, financial_status: "paid" }, { topic: "orders/paid" });
    expect(paid).toMatchObject({ status: "done", order: { stage: "ready", paid: "57.60", due: "0.00" } });
  });

  it("cancels what has not left, and gives back what was paid", async () => {
    const body = known();
    await bring(body);
    const { order } = await bring(
      { ...body, ...later, cancelled_at: "2026-03-15T08:59:00Z" },
      { topic: "orders/cancelled" },
    );
    expect(order).toMatchObject({ stage: "cancelled", total: "0.00", refunded: "57.60" });
  });

  it("holds the orders that have goods of it", async () => {
    const body = known();
    const number = (await bring(body)).order_number ?? "";
    const { part } = must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }));
    await bring({ ...body, ...later, cancelled_at: "2026-03-15T08:59:00Z" }, { topic: "orders/cancelled" });
    const holds = await connection().sql`
      select h.reason from holds h join orders o on o.id = h.order_id where o.number = ${part.number}`;
    expect(holds).toMatchObject([{ reason: expect.stringContaining(number) }]);
    expect(await getOrder(number, undefined)).toMatchObject({ stage: "cancelled" });
    expect(await brokenRows()).toEqual([]);
  });

  it("changes the address before picking, and holds the order once it is picked", async () => {
    const body = known();
    const moved = (city: string) => ({ ...body, ...later, shipping_address: { ...body.shipping_address, city } });
    const { order } = await bring(body);
    expect((await bring(moved("York"))).order).toMatchObject({ shipTo: { city: "York" }, held: false });
    must(await run(startPicking, owner, { numbers: [order?.number] }));
    const late = await bring({ ...moved("Hull"), updated_at: "2026-03-16T09:00:00+01:00" });
    expect(late.order).toMatchObject({ shipTo: { city: "York" }, holds: [{ type: "address" }] });
  });

  it("does not undo what a person corrected here", async () => {
    const body = known();
    const { order } = await bring(body);
    await connection()
      .sql`update orders set ship_to = ship_to || '{"line1": "2 High St"}' where number = ${order?.number ?? ""}`;
    expect(await bring({ ...body, ...later, tags: "new" })).toMatchObject({
      status: "ignored",
      error: "nothing_new",
      order: { shipTo: { line1: "2 High St" } },
    });
  });

  it("of the items holds it, for a person to compare", async () => {
    const body = known();
    await bring(body);
    const [mug] = body.line_items;
    const { order } = await bring({ ...body, ...later, line_items: [{ ...mug, quantity: 3 }] });
    expect(order).toMatchObject({ held: true, holds: [{ type: "other" }], lines: [{ quantity: 2 }, { quantity: 1 }] });
  });

  it("is passed over when a later one came first", async () => {
    const body = known();
    await bring({ ...body, ...later });
    expect(await bring(body)).toMatchObject({ status: "ignored", error: "older_than_known" });
  });
});

describe("a delivery that cannot be read", () => {
  it("says why, is tried again a few times, then waits for a person who retries or puts it aside", async () => {
    const broken = known({ line_items: [{ id: 1, quantity: 1, price: "-1" }] });
    const first = await bring(broken, { delivery: "broken" });
    expect(first).toMatchObject({ status: "failed", attempts: 1 });
    expect(JSON.parse(first.error)).toEqual({ code: "unreadable_delivery", facts: { field: "line_items" } });
    const [job] = await connection().sql`
      select count(*)::int as n from jobs.job where name = 'inbox.process' and data->>'id' = ${first.id} and start_after > now() + interval '20 seconds'`;
    expect(job?.n).toBe(1);
    for (let attempt = 2; attempt <= 6; attempt += 1) await processInbox(first.id);
    const state = async () =>
      (await connection().sql`select status, attempts from channel_inbox where id = ${first.id}`)[0];
    expect(await state()).toEqual({ status: "dead", attempts: 5 });

    const warehouse = (await hire("warehouse")).actor;
    expect(await run(retryDelivery, warehouse, { id: first.id })).toMatchObject({ refusal: { code: "forbidden" } });
    must(await run(retryDelivery, owner, { id: first.id }));
    expect(await state()).toEqual({ status: "received", attempts: 0 });
    must(await run(ignoreDelivery, owner, { id: first.id }));
    expect(await state()).toEqual({ status: "ignored", attempts: 0 });
    expect(await run(retryDelivery, owner, { id: first.id })).toMatchObject({ refusal: { code: "delivery_settled" } });
    await processInbox(first.id);
    expect(await state()).toEqual({ status: "ignored", attempts: 0 });
  });

  it("leaves no half order behind", async () => {
    const name = "#half";
    await bring(
      known({
        name,
        currency: "USD",
        line_items: [{ id: 1, sku: "MUG-1", title: "x", quantity: 2_000_000, price: "1.00" }],
      }),
    );
    expect(await connection().sql`select 1 from orders where external_id = ${name}`).toHaveLength(0);
  });
});

it("leaves every balance right", async () => {
  expect(await brokenRows()).toEqual([]);
});

if (!present) process.stdout.write("../shared/data is absent: the channels' own samples are not delivered.\n");
