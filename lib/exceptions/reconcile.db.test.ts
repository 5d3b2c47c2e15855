import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { markDelivered } from "@/lib/fulfilment/commands/mark-delivered";
import { recordTracking } from "@/lib/fulfilment/commands/record-tracking";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { changeService } from "@/lib/orders/commands/change-service";
import { editOrder } from "@/lib/orders/commands/edit-order";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { mapSku } from "@/lib/orders/commands/map-sku";
import { rejectOrder } from "@/lib/orders/commands/reject-order";
import { releaseHold } from "@/lib/orders/commands/release-hold";
import { acceptCoupons } from "@/lib/orders/commands/settle-coupons";
import { missingParts } from "@/lib/orders/rules/review";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { extendReturn } from "@/lib/returns/commands/extend-return";
import { requestReturn } from "@/lib/returns/commands/request-return";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { makeCoupon } from "@/lib/testing/promote";
import { brokenRows } from "@/lib/verify";
import { reconcileExceptions } from "./reconcile";
import { longestAhead } from "./rules/promise-clock";
import {
  closedReasons,
  type ExceptionType,
  exceptionEventKinds,
  exceptionSeverities,
  exceptionTypes,
  subjectKinds,
  watchedTypes,
} from "./rules/types";

let owner: Actor;
let sku: string;
const { sql } = connection();

beforeAll(async () => {
  owner = (await makeShop()).actor;
  sku = await makeVariant({ price: "10.00", cost: "4.00" });
  await addStock(sku, 500);
});

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
const open = (type: ExceptionType) => sql<{ order: string | null; facts: Record<string, unknown>; number: number }[]>`
  select e.number, o.number as order, e.facts from exceptions e left join orders o on o.id = e.order_id
  where e.type = ${type} and e.closed_at is null order by e.number`;

async function refundRow(status: string, order: string) {
  const [found] =
    await sql`select o.id, p.id as payment from orders o join payments p on p.order_id = o.id where o.number = ${order}`;
  const id = newId();
  await sql`
    insert into refunds (id, number, order_id, payment_id, currency, amount_minor, reason, status, provider_key, requested_by, requested_at, approved_at)
    values (${id}, ${`RF-${id}`}, ${found?.id}, ${found?.payment}, 'CNY', 100, 'late', ${status}, ${id}, 'Test', ${hoursAgo(6).toISOString()}, ${hoursAgo(5).toISOString()})`;
  return async () => void (await sql`delete from refunds where id = ${id}`);
}

async function parcel(status: string) {
  const { number } = await makeOrder([{ sku, quantity: 1 }]);
  const sent = must(await run(shipOrder, owner, { number, trackingNumber: `SF${newId()}` }, { now: hoursAgo(200) }));
  const shipment = sent.shipments[0] as string;
  await sql`update shipments set shipped_at = ${hoursAgo(200).toISOString()} where number = ${shipment}`;
  if (status !== "shipped")
    must(await run(recordTracking, owner, { shipment, status, at: hoursAgo(150).toISOString() }));
  return { number, shipment };
}

/** How each type comes about, and what takes it away. */
const scenes: Record<Exclude<ExceptionType, "raised">, () => Promise<() => Promise<unknown>>> = {
  async stock_short() {
    const short = await makeVariant({ backorderAllowed: true });
    const { number } = await makeOrder([{ sku: short, quantity: 3 }]);
    return async () => must(await run(cancelOrder, owner, { number }));
  },
  async address_undeliverable() {
    const { number } = await makeOrder([{ sku, quantity: 1 }], {
      shipTo: { name: "Ada", line1: "", city: "Bath", country: "GB" },
    });
    const [row] = await sql`select version from orders where number = ${number}`;
    const shipTo = { name: "Ada", line1: "3 Mill Lane", city: "Bath", country: "GB" };
    return async () => must(await run(editOrder, owner, { number, version: row?.version, shipTo }));
  },
  async payment_late() {
    const { number } = await makeOrder([{ sku, quantity: 1 }], {
      paymentMethod: "bank_transfer",
      placedAt: hoursAgo(49).toISOString(),
    });
    return async () => must(await run(recordPayment, owner, { number, method: "bank_transfer", amount: "10.00" }));
  },
  async payment_short() {
    const { number } = await makeOrder([{ sku, quantity: 2 }], {
      paymentMethod: "bank_transfer",
      paid: { amount: "5.00" },
    });
    return async () => must(await run(recordPayment, owner, { number, method: "bank_transfer", amount: "15.00" }));
  },
  async payment_in_doubt() {
    const { number } = await makeOrder([{ sku, quantity: 1 }], { paymentMethod: "online" });
    const id = newId();
    await sql`
      insert into payments (id, order_id, method, provider, currency, created_at)
      select ${id}, id, 'online', 'simulator', 'CNY', ${hoursAgo(2).toISOString()} from orders where number = ${number}`;
    return async () => await sql`update payments set provider_ref = ${id} where id = ${id}`;
  },
  async refund_in_doubt() {
    const { number } = await makeOrder([{ sku, quantity: 1 }], { paid: { amount: "10.00" } });
    return refundRow("in_doubt", number);
  },
  async refund_failed() {
    const { number } = await makeOrder([{ sku, quantity: 1 }], { paid: { amount: "10.00" } });
    return refundRow("failed", number);
  },
  async promise_in_danger() {
    const { number } = await makeOrder([{ sku, quantity: 1 }], { promisedAt: hoursAgo(-2).toISOString() });
    return async () => must(await run(shipOrder, owner, { number, trackingNumber: "SF77" }));
  },
  async hold_overdue() {
    const { number } = await makeOrder([{ sku, quantity: 1 }]);
    must(await run(holdOrder, owner, { number, type: "other", reason: "Ask", dueAt: hoursAgo(1).toISOString() }));
    return async () => must(await run(releaseHold, owner, { number }));
  },
  async duplicate_suspected() {
    const customer = { name: "Twin", email: "twin@example.com", phone: "13900001111" };
    await makeOrder([{ sku, quantity: 2 }], { customer });
    const { number } = await makeOrder([{ sku, quantity: 2 }], { customer });
    return async () => must(await run(rejectOrder, owner, { number, reason: "Twice" }));
  },
  async price_below_cost() {
    const { number } = await makeOrder([{ sku, quantity: 1, unitPrice: "1.00" } as never]);
    return async () => must(await run(rejectOrder, owner, { number, reason: "Too cheap" }));
  },
  async unmapped_sku() {
    await makeOrder([{ sku: "THEIRS-9", title: "Their mug", unitPrice: "10.00", quantity: 1 } as never]);
    await makeOrder([{ sku: "theirs-9", title: "Their mug", unitPrice: "10.00", quantity: 1 } as never]);
    return async () => must(await run(mapSku, owner, { channel: "manual", externalSku: "THEIRS-9", sku }));
  },
  async import_refused() {
    await sql`
      insert into imports (id, number, source, file_name, file_size, file_hash, status, counts, created_by)
      values (${newId()}, 'IMP-9', 'generic', 'orders.csv', 1, 'x', 'done', '{"rows": 9, "refusedRows": 2}', 'Test')`;
    return () => sql`update imports set status = 'undone' where number = 'IMP-9'`;
  },
  async delivery_dead() {
    const id = newId();
    await sql`
      insert into channel_inbox (id, channel_id, delivery_id, topic, headers, body, status, attempts, error)
      select ${id}, id, ${id}, 'orders/create', '{}', '', 'dead', 5, '{"code":"gone","facts":{}}' from channels limit 1`;
    return () => sql`update channel_inbox set status = 'ignored' where id = ${id}`;
  },
  async webhook_dead() {
    const id = newId();
    await sql`
      insert into webhook_endpoints (id, name, url, secret, topics, created_by, created_at, updated_at)
      values (${id}, ${id}, 'https://example.com', 'sealed:x', '{}', 'Test', now(), now())`;
    await sql`
      insert into webhook_deliveries (endpoint_id, topic, state, settled_at) values (${id}, 'test.sent', 'dead', now())`;
    return () => sql`update webhook_endpoints set archived_at = now(), enabled = false where id = ${id}`;
  },
  async return_overdue() {
    const { number } = await makeOrder([{ sku, quantity: 1 }]);
    must(await run(shipOrder, owner, { number, trackingNumber: "SF90" }));
    const lines = [{ line: 1, quantity: 1, reason: "not_wanted" }];
    const { rma } = must(await run(requestReturn, owner, { number, lines, approve: true }, { now: hoursAgo(24 * 30) }));
    return async () => must(await run(extendReturn, owner, { rma, dueAt: hoursAgo(-48).toISOString() }));
  },
  async carrier_refused() {
    const shipTo = { name: "Ada", line1: "3 Mill Lane", city: "Belfast", postcode: "bt1 5gs", country: "GB" };
    const { number } = await makeOrder([{ sku, quantity: 1 }], { shipTo, service: "dhl-worldwide" });
    await sql`update shipping_services set refuses = '{"GB BT"}' where code = 'dhl-worldwide'`;
    return async () => must(await run(changeService, owner, { number, service: "ups-standard" }));
  },
  async coupon_unclaimed() {
    await makeCoupon("CHANNEL1", {}, { limitTotal: 1 });
    const discountCodes = [{ code: "CHANNEL1", amount: "1.00" }];
    await makeOrder([{ sku, quantity: 1 }], { discountCodes });
    const { number } = await makeOrder([{ sku, quantity: 1 }], { discountCodes });
    return async () => must(await run(acceptCoupons, owner, { number }));
  },
  async tracking_stalled() {
    const { shipment } = await parcel("in_transit");
    return async () => must(await run(markDelivered, owner, { shipments: [shipment] }));
  },
  async delivery_failed() {
    const { shipment } = await parcel("failed");
    return () => sql`update shipments set status = 'in_transit' where number = ${shipment}`;
  },
  async mail_failed() {
    const [subscription, mail] = [newId(), newId()];
    await sql`
      insert into report_subscriptions (id, staff_id, report, rhythm, hour, address, next_at)
      values (${subscription}, ${owner.id}, 'sales', 'daily', 8, 'https://shop.test', now())`;
    await sql`
      insert into report_mails (id, subscription_id, period, status, next_at, reason)
      values (${mail}, ${subscription}, '2026-11-22..2026-11-22', 'failed', now(), 'no such address')`;
    return () => sql`update report_mails set status = 'sent' where id = ${mail}`;
  },
};

describe.each(watchedTypes)("%s", (type) => {
  it("opens by itself, once, and closes by itself when its cause is gone", async () => {
    await reconcileExceptions();
    const before = await open(type);
    const cure = await scenes[type as keyof typeof scenes]();
    expect((await reconcileExceptions([type])).opened).toBe(1);
    const found = (await open(type)).filter(({ number }) => !before.some((known) => known.number === number));
    expect(found).toHaveLength(1);
    expect(await reconcileExceptions([type])).toEqual({ opened: 0, closed: 0 });
    await cure();
    expect(await reconcileExceptions([type])).toEqual({ opened: 0, closed: 1 });
    const events = await sql`
      select v.kind, v.data from exception_events v join exceptions e on e.id = v.exception_id
      where e.number = ${found[0]?.number ?? 0} order by v.seq`;
    expect([...events]).toEqual([
      { kind: "opened", data: {} },
      { kind: "closed", data: { because: "gone" } },
    ]);
  });
});

it("two workers that look at once open one", async () => {
  const cure = await scenes.delivery_dead();
  const looks = await Promise.all(Array.from({ length: 6 }, () => reconcileExceptions(["delivery_dead"])));
  expect(looks.reduce((sum, { opened }) => sum + opened, 0)).toBe(1);
  expect(await open("delivery_dead")).toHaveLength(1);
  await cure();
  await reconcileExceptions(["delivery_dead"]);
});

it("one whose cause comes back is a new one, and the old one keeps its history", async () => {
  const { number } = await makeOrder([{ sku, quantity: 1 }]);
  const late = { number, type: "other", dueAt: hoursAgo(1).toISOString() };
  for (let times = 0; times < 2; times += 1) {
    must(await run(holdOrder, owner, late));
    expect(await reconcileExceptions(["hold_overdue"])).toEqual({ opened: 1, closed: 0 });
    must(await run(releaseHold, owner, { number }));
    expect(await reconcileExceptions(["hold_overdue"])).toEqual({ opened: 0, closed: 1 });
  }
  const [count] = await sql`
    select count(*)::int as n from exceptions e join orders o on o.id = e.order_id where o.number = ${number} and e.type = 'hold_overdue'`;
  expect(count?.n).toBe(2);
});

it("keeps the facts of an open one up to date", async () => {
  await makeOrder([{ sku: "MORE-1", title: "Their pot", unitPrice: "10.00", quantity: 1 } as never]);
  await reconcileExceptions(["unmapped_sku"]);
  await makeOrder([{ sku: "MORE-1", title: "Their pot", unitPrice: "10.00", quantity: 4 } as never]);
  await reconcileExceptions(["unmapped_sku"]);
  expect((await open("unmapped_sku")).map(({ facts }) => facts)).toMatchObject([
    { code: "MORE-1", orders: 2, units: 5 },
  ]);
});

it("a type that is switched off opens nothing, and what it had open closes", async () => {
  const cure = await scenes.delivery_dead();
  await reconcileExceptions(["delivery_dead"]);
  await sql`insert into exception_policies (type, active, severity, due_hours) values ('delivery_dead', false, 'high', 4)`;
  expect(await reconcileExceptions(["delivery_dead"])).toEqual({ opened: 0, closed: 1 });
  await sql`delete from exception_policies`;
  await cure();
});

it("calls the same addresses incomplete that the review does", async () => {
  const whole = { name: "Ada", line1: "3 Mill Lane", city: "Bath", district: "", country: "GB" };
  const parts = ["name", "line1", "city", "country"].map((part) => ({
    ...whole,
    [part]: part === "country" ? "" : " ",
  }));
  for (const shipTo of [
    whole,
    ...parts,
    { ...whole, country: "CN" },
    { ...whole, country: "CN", district: "西湖区" },
  ]) {
    const { number } = await makeOrder([{ sku, quantity: 1 }], { shipTo });
    await reconcileExceptions(["address_undeliverable"]);
    const found = (await open("address_undeliverable")).find(({ order }) => order === number);
    expect(found?.facts.missing ?? [], JSON.stringify(shipTo)).toEqual(missingParts(shipTo));
    must(await run(cancelOrder, owner, { number }));
  }
});

it("looks no farther ahead than the longest way, and the books stay sound", async () => {
  expect(longestAhead).toBeLessThan(24 * 14);
  expect(await brokenRows()).toEqual([]);
});

it.each([
  ["exceptions_type", exceptionTypes],
  ["exceptions_severity", exceptionSeverities],
  ["exceptions_subject_kind", subjectKinds],
  ["exceptions_closed_because", closedReasons],
  ["exception_events_kind", exceptionEventKinds],
  ["exception_policies_severity", exceptionSeverities],
])("%s lists what the rules list", async (name, listed) => {
  const [row] = await sql<{ said: string }[]>`
    select pg_get_constraintdef(oid) as said from pg_constraint where conname = ${name}`;
  expect([...(row?.said ?? "").matchAll(/'(\w+)'::text/g)].map(([, value]) => value).sort()).toEqual(
    [...listed].sort(),
  );
});
