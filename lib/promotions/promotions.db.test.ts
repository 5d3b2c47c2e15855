import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { type Actor, systemActor } from "@/lib/actor";
import { type Outcome, run } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { changeOrderInput } from "@/lib/orders/change-input";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { changeOrder } from "@/lib/orders/commands/change-order";
import { placeDraft } from "@/lib/orders/commands/place-draft";
import { receiveOrder, receiveOrderBatch } from "@/lib/orders/commands/receive-order";
import { saveDraft } from "@/lib/orders/commands/save-draft";
import { acceptCoupons, claimCoupons } from "@/lib/orders/commands/settle-coupons";
import { splitOrder } from "@/lib/orders/commands/split-order";
import { previewChange } from "@/lib/orders/queries/preview-change";
import { changeCoupon } from "@/lib/promotions/commands/change-coupon";
import { savePromotion } from "@/lib/promotions/commands/save-promotion";
import { setPromotionStatus } from "@/lib/promotions/commands/set-promotion-status";
import { loadShop } from "@/lib/shop";
import { addStock, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { makeCoupon, promote } from "@/lib/testing/promote";
import { brokenRows } from "@/lib/verify";

const house = systemActor("test");
let owner: Actor;
let mug: string;
let bowl: string;
let made = 0;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  mug = await makeVariant({ price: "10.00" });
  bowl = await makeVariant({ price: "25.00" });
  for (const sku of [mug, bowl]) await addStock(sku, 5000);
});

const inputOf = (lines: object[], more: object = {}) => {
  made += 1;
  return {
    ...{ channel: "manual", paymentMethod: "cash", lines },
    customer: { name: "Ann", email: `ann-${made}@example.com` },
    shipTo: { name: "Ann", phone: "13800135521", line1: "文三路 478 号", city: "杭州市", country: "CN" },
    ...more,
  };
};
const place = (lines: object[], more: object = {}) => run(receiveOrder, house, inputOf(lines, more));
const read = async (number: string) => {
  const [row] = await connection().sql`
    select o.total_minor::int as total, o.discount_minor::int as discount, o.shipping_minor::int as shipping,
      (select jsonb_agg(jsonb_build_object('code', g.code, 'applied', g.applied, 'reason', g.reason, 'source', g.source,
          'off', (select coalesce(sum(ch_left_of(d.amount_minor, l.cancelled, l.ordered)), 0)::int
                  from order_discounts d join order_lines l on l.id = d.line_id where d.order_promotion_id = g.id)) order by g.position)
       from order_promotions g where g.order_id = o.id) as promotions,
      (select count(*)::int from coupon_uses u where u.order_id = o.id and u.released_at is null) as uses,
      (select jsonb_agg(type order by seq) from order_events where order_id = o.id) as events
    from orders o where o.number = ${number}`;
  return row as Record<string, unknown>;
};
const used = async (code: string) =>
  (await connection().sql`select used from coupons where code = ${code}`)[0]?.used as number;
const preview = async (input: Record<string, unknown>) => {
  const seen = await previewChange(owner, await loadShop(connection().sql), changeOrderInput.parse(input));
  if (isRefusal(seen)) throw new Error(`refused: ${JSON.stringify(seen)}`);
  return seen;
};
const refusalOf = async (outcome: Promise<Outcome<unknown>>) => {
  const said = await outcome;
  return said.ok ? "taken" : `${said.refusal.code} ${said.refusal.facts.reason ?? ""}`.trim();
};

describe("an order on its way in", () => {
  it("uses its coupon, says what it gave, and is refused with the reason where it does not hold", async () => {
    await makeCoupon("TENTH", { minimumSpend: { CNY: "30.00" } }, { limitTotal: 2 });
    const { number } = must(await place([{ sku: bowl, quantity: 2 }], { coupons: ["tenth"] }));
    expect(await read(number)).toMatchObject({
      ...{ total: 4500, discount: 500, uses: 1 },
      promotions: [{ code: "TENTH", applied: true, off: 500 }],
    });
    expect((await read(number)).events).toContain("promotions.applied");
    expect(await refusalOf(place([{ sku: mug, quantity: 1 }], { coupons: ["TENTH"] }))).toBe(
      "coupon_refused minimum_spend",
    );
    expect(await refusalOf(place([{ sku: bowl, quantity: 2 }], { coupons: ["NONE"] }))).toBe("coupon_refused unknown");
    must(await place([{ sku: bowl, quantity: 2 }], { coupons: ["TENTH"] }));
    expect(await refusalOf(place([{ sku: bowl, quantity: 2 }], { coupons: ["TENTH"] }))).toBe("coupon_refused used_up");
    expect(await used("TENTH")).toBe(2);
  });

  it("keeps to the customer's limit, in one batch too", async () => {
    await makeCoupon("ONCE", {}, { limitPerCustomer: 1 });
    const orders = ["a", "a", "b"].map((who) =>
      inputOf([{ sku: mug, quantity: 1 }], {
        coupons: ["ONCE"],
        customer: { name: who, email: `once-${who}@example.com` },
      }),
    );
    const { answers } = must(await run(receiveOrderBatch, house, { orders }));
    expect(answers.map((answer) => (isRefusal(answer) ? answer.facts.reason : "taken"))).toEqual([
      ...["taken", "used_by_customer", "taken"],
    ]);
    const third = inputOf([{ sku: mug, quantity: 1 }], {
      coupons: ["ONCE"],
      customer: { name: "b", email: "once-b@example.com" },
    });
    expect(await refusalOf(run(receiveOrder, house, third))).toBe("coupon_refused used_by_customer");
  });

  it("gives the last ten uses to ten of fifty who ask at once", async () => {
    await makeCoupon("LAST", {}, { limitTotal: 10 });
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => refusalOf(place([{ sku: mug, quantity: 1 }], { coupons: ["LAST"] }))),
    );
    expect(outcomes.filter((said) => said === "taken")).toHaveLength(10);
    expect(new Set(outcomes)).toEqual(new Set(["taken", "coupon_refused used_up"]));
    expect(await used("LAST")).toBe(10);
  });

  it("keeps what a channel took off by its codes, and uses ours as far as it can", async () => {
    await makeCoupon("SHARED", {}, { limitTotal: 1 });
    const of = (more: object) =>
      place([{ sku: mug, quantity: 2, unitPrice: "10.00" }], {
        discount: "3.00",
        discountCodes: [{ code: "shared", amount: "3.00" }, { code: "THEIRS" }],
        ...more,
      });
    expect(await read(must(await of({})).number)).toMatchObject({
      ...{ total: 1700, uses: 1 },
      promotions: [
        { code: "shared", source: "channel", applied: true },
        { code: "THEIRS", source: "channel", applied: true },
      ],
    });
    const { number } = must(await of({}));
    expect(await read(number)).toMatchObject({ total: 1700, uses: 0 });
    expect(await used("SHARED")).toBe(1);
    // It is counted once it can be, or never, as a person says; the channel's price stands either way.
    expect(await refusalOf(run(claimCoupons, house, { number }))).toBe("coupon_refused used_up");
    must(await run(changeCoupon, house, { code: "SHARED", active: true, limitTotal: 2 }));
    must(await run(claimCoupons, house, { number }));
    expect(await read(number)).toMatchObject({ total: 1700, uses: 1 });
    expect(await used("SHARED")).toBe(2);
    expect(await refusalOf(run(claimCoupons, house, { number }))).toBe("nothing_to_change");
    const third = must(await of({})).number;
    must(await run(acceptCoupons, house, { number: third }));
    expect(await refusalOf(run(claimCoupons, house, { number: third }))).toBe("nothing_to_change");
    expect(await read(third)).toMatchObject({ total: 1700, uses: 0 });
  });

  it("claims the coupon of a draft when it is placed, and not before", async () => {
    const number = await makeCoupon("DRAFTED", {}, { limitTotal: 1 });
    const input = inputOf([{ sku: mug, quantity: 1 }], { coupons: ["DRAFTED"] });
    const draft = must(await run(saveDraft, house, input));
    expect(await read(draft.number)).toMatchObject({ total: 900, uses: 0 });
    const again = must(await run(saveDraft, house, { ...input, number: draft.number, version: draft.version }));
    must(await run(setPromotionStatus, house, { number, status: "paused" }));
    const outcome = await run(placeDraft, house, { ...input, number: draft.number, version: again.version });
    expect(outcome).toMatchObject({ ok: false, refusal: { facts: { reason: "paused" } } });
    must(await run(setPromotionStatus, house, { number, status: "active" }));
    must(await run(placeDraft, house, { ...input, number: draft.number, version: again.version }));
    expect(await read(draft.number)).toMatchObject({ total: 900, uses: 1 });
  });

  it("gives its use back when it is cancelled", async () => {
    await makeCoupon("BACK", {}, { limitTotal: 1 });
    const { number } = must(await place([{ sku: mug, quantity: 1 }], { coupons: ["BACK"] }));
    must(await run(cancelOrder, house, { number, reason: "customer_request" }));
    expect(await used("BACK")).toBe(0);
    must(await place([{ sku: mug, quantity: 1 }], { coupons: ["BACK"] }));
  });
});

describe("changing an order", () => {
  it("shows that the minimum is missed, takes the discount off, and gives it back with the change taken back", async () => {
    await makeCoupon("FIFTY", { minimumSpend: { CNY: "50.00" } });
    const { number } = must(
      await place(
        [
          { sku: bowl, quantity: 2 },
          { sku: mug, quantity: 1 },
        ],
        { coupons: ["FIFTY"] },
      ),
    );
    expect(await read(number)).toMatchObject({ total: 5400, discount: 600 });
    const ask = { number, lines: [{ line: 1, quantity: 1 }] };
    const seen = await preview(ask);
    expect(seen.promotions).toEqual([
      expect.objectContaining({ code: "FIFTY", beforeMinor: "600", afterMinor: "0", reason: "minimum_spend" }),
    ]);
    expect(seen.money.total).toEqual({ beforeMinor: "5400", afterMinor: "3500" });
    const { version } = must(await run(changeOrder, owner, { ...ask, expected: seen.digest }));
    expect(await read(number)).toMatchObject({
      ...{ total: 3500, discount: 0, uses: 1 },
      promotions: [{ code: "FIFTY", applied: false, reason: "minimum_spend", off: 0 }],
    });
    must(await run(changeOrder, owner, { number, version, add: [{ sku: bowl, quantity: 1 }] }));
    expect(await read(number)).toMatchObject({ total: 5400, discount: 600, promotions: [{ applied: true, off: 600 }] });
    expect(await brokenRows()).toEqual([]);
  });

  it("decides by the terms of then, not of now", async () => {
    const number = await makeCoupon("THEN", {});
    const order = must(await place([{ sku: bowl, quantity: 2 }], { coupons: ["THEN"] }));
    must(
      await run(savePromotion, house, {
        ...{ number, version: 1, name: "Now half" },
        terms: { kind: "percent", percent: "50", byCoupon: true },
      }),
    );
    must(await run(changeOrder, owner, { number: order.number, lines: [{ line: 1, quantity: 3 }] }));
    expect(await read(order.number)).toMatchObject({ total: 6750, discount: 750 });
    expect(await read(must(await place([{ sku: bowl, quantity: 1 }], { coupons: ["THEN"] })).number)).toMatchObject({
      discount: 1250,
    });
  });

  it("adds a coupon that holds, takes one off, and refuses one that does not", async () => {
    await makeCoupon("ADDED", { minimumSpend: { CNY: "20.00" } }, { limitTotal: 1 });
    const { number } = must(await place([{ sku: mug, quantity: 2, unitPrice: "10.00" }]));
    const seen = await preview({ number, addCoupons: ["added"] });
    expect(seen.promotions).toMatchObject([{ code: "ADDED", beforeMinor: "0", afterMinor: "200" }]);
    must(await run(changeOrder, owner, { number, addCoupons: ["added"], expected: seen.digest }));
    expect(await read(number)).toMatchObject({ total: 1800, uses: 1 });
    const other = must(await place([{ sku: mug, quantity: 2, unitPrice: "10.00" }]));
    const before = await read(other.number);
    const refused = await run(changeOrder, owner, { number: other.number, addCoupons: ["ADDED"] });
    expect(refused).toMatchObject({ ok: false, refusal: { code: "coupon_refused", facts: { reason: "used_up" } } });
    expect(await read(other.number)).toEqual(before);
    must(await run(changeOrder, owner, { number, removeCoupons: ["ADDED"] }));
    expect(await read(number)).toMatchObject({ total: 2000, discount: 0, uses: 0, promotions: null });
    must(await run(changeOrder, owner, { number: other.number, addCoupons: ["ADDED"] }));
  });

  it("waives the charge for shipping while it holds, and asks for it when it does not", async () => {
    await makeCoupon("FREESHIP", { kind: "free_shipping", minimumSpend: { CNY: "50.00" } });
    const { number } = must(await place([{ sku: bowl, quantity: 2 }], { coupons: ["FREESHIP"], shipping: "8.00" }));
    expect(await read(number)).toMatchObject({ total: 5000, shipping: 0 });
    must(await run(changeOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }));
    expect(await read(number)).toMatchObject({ total: 3300, shipping: 800 });
  });

  it("leaves an order whose units were split off alone", async () => {
    await makeCoupon("PARTED", { minimumSpend: { CNY: "50.00" } });
    const { number } = must(
      await place(
        [
          { sku: bowl, quantity: 2 },
          { sku: mug, quantity: 2 },
        ],
        { coupons: ["PARTED"] },
      ),
    );
    must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] }));
    const { total } = await read(number);
    must(await run(changeOrder, owner, { number, lines: [{ line: 2, quantity: 1 }] }));
    expect(await read(number)).toMatchObject({ total: (total as number) - 900, uses: 1 });
    expect(await brokenRows()).toEqual([]);
  });
});

describe("a promotion for every order", () => {
  it("is for prices of the house, and begins to hold when a change reaches it", async () => {
    const promotion = await promote({ minimumQuantity: 3, skus: [mug] });
    const stated = must(await place([{ sku: mug, quantity: 3, unitPrice: "10.00" }]));
    expect(await read(stated.number)).toMatchObject({ total: 3000, promotions: null });
    const few = must(await place([{ sku: mug, quantity: 2 }]));
    expect(await read(few.number)).toMatchObject({
      ...{ total: 2000, promotions: [{ applied: false, reason: "minimum_quantity" }] },
    });
    must(await run(changeOrder, owner, { number: few.number, lines: [{ line: 1, quantity: 4 }] }));
    expect(await read(few.number)).toMatchObject({ total: 3600, discount: 400 });
    must(await run(setPromotionStatus, house, { number: promotion, status: "ended" }));
    expect(await read(must(await place([{ sku: mug, quantity: 3 }])).number)).toMatchObject({ total: 3000 });
    expect(await brokenRows()).toEqual([]);
  });
});
