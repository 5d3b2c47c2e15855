import { beforeAll, expect, it } from "vitest";
import { POST as changeOrder } from "@/app/api/v1/orders/[number]/change/route";
import { GET as getOrder } from "@/app/api/v1/orders/[number]/route";
import { POST as createOrder } from "@/app/api/v1/orders/route";
import { POST as addCoupons } from "@/app/api/v1/promotions/[number]/coupons/route";
import { POST as setStatus } from "@/app/api/v1/promotions/[number]/status/route";
import { POST as saveVersion } from "@/app/api/v1/promotions/[number]/versions/route";
import { POST as createPromotion, GET as listPromotions } from "@/app/api/v1/promotions/route";
import type { Actor } from "@/lib/actor";
import { readList } from "@/lib/list/params";
import { orderList } from "@/lib/orders/list-spec";
import { listOrders } from "@/lib/orders/queries/list-orders";
import { couponList } from "@/lib/promotions/list-spec";
import { listPromotions as listPage } from "@/lib/promotions/queries/list-promotions";
import { exportCoupons, getPromotion, getPromotionFigures, listCoupons } from "@/lib/promotions/queries/promotion-page";
import { call, makeApiKey } from "@/lib/testing/api";
import { addStock, makeShop, makeVariant } from "@/lib/testing/factories";
import { brokenRows } from "@/lib/verify";

let owner: Actor;
let key: string;
let sku: string;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  key = await makeApiKey();
  sku = await makeVariant({ price: "10.00" });
  await addStock(sku, 500);
});

const buyer = (name: string) => ({ name, email: `${name}@example.com` });
const shipTo = { name: "Ann", line1: "文三路 478 号", city: "杭州市", country: "CN" };
const order = (name: string, more: object) => ({
  ...{ channel: "manual", paymentMethod: "cod", customer: buyer(name), shipTo, lines: [{ sku, quantity: 3 }] },
  ...more,
});

it("programs make a promotion with a series of codes, use one, and read what it gave", async () => {
  const terms = { kind: "percent", percent: "10", byCoupon: true, minimumSpend: { CNY: "25.00" } };
  const made = await call(createPromotion, "POST", { key, body: { name: "Letters", terms } });
  expect(made).toMatchObject({ status: 201, body: { version: 1 } });
  const { number } = made.body;
  const params = { number: `${number}` };
  const series = { count: 40, prefix: "L-", limitTotal: 1 };
  const added = await call(addCoupons, "POST", { key, params, body: series });
  expect(added).toMatchObject({ status: 201, body: { added: 40 } });
  const codes = (
    await Array.fromAsync(exportCoupons(owner, (await getPromotion(owner, number, new Date()))?.id ?? ""))
  ).map(({ code }) => code);
  expect(new Set(codes).size).toBe(40);
  expect(codes.every((code) => /^L-[2-9A-HJ-NP-Z]{12}$/.test(code))).toBe(true);

  const taken = await call(createOrder, "POST", { key, body: order("ann", { coupons: [codes[0]] }) });
  expect(taken).toMatchObject({ status: 201, body: { total: "27.00" } });
  const again = await call(createOrder, "POST", { key, body: order("bob", { coupons: [codes[0]] }) });
  expect(again).toMatchObject({
    status: 422,
    body: { code: "coupon_refused", facts: { code: codes[0], reason: "used_up" } },
  });
  const of = { number: taken.body.number };
  const shown = await call(getOrder, "GET", { key, params: of });
  expect(shown.body.promotions).toEqual([
    {
      promotion: number,
      name: "Letters",
      coupon: codes[0],
      source: "promotion",
      applied: true,
      reason: null,
      discount: "3.00",
    },
  ]);

  const version = await call(saveVersion, "POST", {
    key,
    params,
    body: { version: 1, name: "Letters", terms: { ...terms, percent: "20" } },
  });
  expect(version).toMatchObject({ status: 200, body: { version: 2 } });
  const stale = await call(saveVersion, "POST", { key, params, body: { version: 1, name: "Late", terms } });
  expect(stale).toMatchObject({ status: 409, body: { code: "promotion_changed" } });
  const changed = await call(changeOrder, "POST", { key, params: of, body: { lines: [{ line: 1, quantity: 4 }] } });
  expect(changed.status).toBe(200);
  expect((await call(getOrder, "GET", { key, params: of })).body).toMatchObject({ total: "36.00", discount: "4.00" });

  // The page of the promotion, its list and the orders behind it say the same.
  const page = await getPromotion(owner, number, new Date());
  expect(await getPromotionFigures(owner, page?.id ?? "")).toEqual([
    { currency: "CNY", orders: 1, itemsMinor: "400", shippingMinor: "0", totalMinor: "3600" },
  ]);
  const context = {
    timeZone: "UTC",
    today: "2026-11-23",
    currency: "CNY",
    staffId: "",
    language: "en",
    now: new Date(),
    few: null,
  };
  for (const filter of [{ promotion: `${number}` }, { coupon: (codes[0] as string).toLowerCase() }]) {
    const listed = await listOrders(readList(orderList, filter), context);
    expect(listed.rows.map((row) => row.number)).toEqual([taken.body.number]);
  }
  const used = await listCoupons(owner, page?.id ?? "", readList(couponList(number), { tab: "used" }));
  expect(used.rows).toMatchObject([{ code: codes[0], used: 1, limitTotal: 1 }]);

  const ended = await call(setStatus, "POST", { key, params, body: { status: "ended" } });
  expect(ended).toMatchObject({ status: 200, body: { before: "active", status: "ended" } });
  const late = await call(createOrder, "POST", { key, body: order("cat", { coupons: [codes[1]] }) });
  expect(late).toMatchObject({ status: 422, body: { facts: { reason: "ended" } } });
  const all = await call(listPromotions, "GET", { key, query: "?status=ended" });
  expect(all.body.promotions).toMatchObject([{ number, coupons: 40, uses: 1, status: "ended" }]);
  expect(await brokenRows()).toEqual([]);
});

it("a key of one channel has no business with promotions, and what does not read is refused by its field", async () => {
  const bound = await makeApiKey({ channel: "api" });
  expect((await call(listPromotions, "GET", { key: bound })).status).toBe(403);
  const bad = [
    { kind: "percent", percent: "101", byCoupon: true },
    { kind: "percent", percent: "0", byCoupon: true },
    { kind: "amount", amounts: {}, byCoupon: true },
    { kind: "amount", amounts: { JPY: "0.5" }, byCoupon: true },
    { kind: "buy_get", percent: "100", buy: 1, byCoupon: true },
    { kind: "percent", percent: "5", byCoupon: false, from: "2026-11-24T00:00:00Z", until: "2026-11-24T00:00:00Z" },
  ];
  for (const terms of bad) {
    const answer = await call(createPromotion, "POST", { key, body: { name: "Bad", terms } });
    expect(answer.status, JSON.stringify(terms)).toBe(422);
    expect(answer.body.errors.length).toBeGreaterThan(0);
  }
  expect((await listPage(owner, readList({ path: "/promotions" }, {}), new Date())).rows).toHaveLength(1);
});
