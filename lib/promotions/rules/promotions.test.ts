import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Coupon, CouponPool } from "./coupon-pool";
import { barredBy } from "./eligible";
import { type Candidate, evaluate, type PricedItem } from "./evaluate";
import { type Promotion, type PromotionTerms, stateOf } from "./terms";

const plainTerms: PromotionTerms = {
  ...{ kind: "percent", percent: "10", amounts: {}, buy: null, get: null, skus: [], categories: [] },
  ...{ minimumSpend: {}, minimumQuantity: null, channels: [], countries: [], customerTags: [], firstOrder: false },
  ...{ from: null, until: null, byCoupon: false, combinable: true, priority: 0 },
};

const promotion = (number: number, terms: Partial<PromotionTerms>): Promotion => ({
  ...{ id: `p${number}`, number, version: 1, name: `P${number}`, status: "active" },
  terms: { ...plainTerms, ...terms },
});
const candidate = (number: number, terms: Partial<PromotionTerms>): Candidate => ({
  ...{ promotion: promotion(number, terms), coupon: null, barred: null },
});
const item = (id: string, subtotalMinor: bigint, more: Partial<PricedItem> = {}): PricedItem => ({
  ...{ id, sku: id.toUpperCase(), category: "", quantity: 1, subtotalMinor, otherDiscountMinor: 0n },
  ...more,
});
const gbp = (items: PricedItem[], shippingMinor = 0n) => ({ currency: "GBP", items, shippingMinor });
const off = (verdicts: ReturnType<typeof evaluate>) =>
  verdicts.reduce((sum, { itemsMinor, shippingMinor }) => sum + itemsMinor + shippingMinor, 0n);

const anyTerms = fc.record({
  kind: fc.constantFrom<PromotionTerms["kind"]>("percent", "amount", "fixed_price", "buy_get", "free_shipping"),
  percent: fc.constantFrom("5", "33.3333", "100"),
  amounts: fc.constantFrom<PromotionTerms["amounts"]>({ GBP: "3.33" }, { GBP: "900" }, { EUR: "1" }),
  buy: fc.constantFrom(1, 2),
  get: fc.constantFrom(1, 2),
  skus: fc.constantFrom<string[]>([], ["A"], ["B", "C"]),
  minimumSpend: fc.constantFrom<PromotionTerms["minimumSpend"]>({}, { GBP: "20.00" }, { EUR: "1" }),
  minimumQuantity: fc.constantFrom(null, 3),
  combinable: fc.boolean(),
  priority: fc.integer({ min: 0, max: 2 }),
});
const anyItems = fc
  .tuple(
    ...["a", "b", "c"].map((id) =>
      fc
        .record({
          cents: fc.bigInt({ min: 0n, max: 5000n }),
          quantity: fc.integer({ min: 0, max: 5 }),
          other: fc.bigInt({ min: 0n, max: 100n }),
          kept: fc.boolean(),
        })
        .map(({ cents, quantity, other, kept }) =>
          item(id, cents * BigInt(quantity), {
            quantity,
            otherDiscountMinor: other,
            ...(kept ? { kept: new Map([["p1", cents / 3n]]) } : {}),
          }),
        ),
    ),
  )
  .map((items) => items as PricedItem[]);

describe("what promotions take off", () => {
  it("never takes an item or the charge below zero, and adds up", () => {
    fc.assert(
      fc.property(
        anyItems,
        fc.array(anyTerms, { maxLength: 5 }),
        fc.bigInt({ min: 0n, max: 900n }),
        (items, all, fee) => {
          const verdicts = evaluate(
            gbp(items, fee),
            all.map((terms, index) => candidate(index + 1, terms)),
          );
          expect(verdicts).toHaveLength(all.length);
          for (const one of items.filter(({ kept }) => !kept)) {
            const taken = verdicts.reduce((sum, { items: of }) => sum + (of.get(one.id) ?? 0n), 0n);
            expect(taken >= 0n).toBe(true);
            expect(taken === 0n || taken <= one.subtotalMinor - one.otherDiscountMinor).toBe(true);
          }
          expect(verdicts.reduce((sum, { shippingMinor }) => sum + shippingMinor, 0n) <= fee).toBe(true);
          for (const { items: of, itemsMinor, shippingMinor, applied, why } of verdicts) {
            expect([...of.values()].reduce((sum, amount) => sum + amount, 0n)).toBe(itemsMinor);
            expect(applied).toBe(itemsMinor + shippingMinor > 0n);
            expect(why === null).toBe(applied);
          }
        },
      ),
    );
  });

  it("is the same in whatever sequence promotions come, and the second time", () => {
    fc.assert(
      fc.property(anyItems, fc.array(anyTerms, { maxLength: 5 }), (items, all) => {
        const candidates = all.map((terms, index) => candidate(index + 1, terms));
        const said = (list: Candidate[]) =>
          evaluate(gbp(items, 500n), list).map(({ promotion: { id }, items: of, shippingMinor, why }) => [
            id,
            [...of].join(),
            shippingMinor,
            why?.reason,
          ]);
        expect(said(candidates.toReversed())).toEqual(said(candidates));
        expect(said(candidates)).toEqual(said(candidates));
      }),
    );
  });

  it("keeps what settled items were given, and gives them no more", () => {
    const kept = item("a", 1000n, { kept: new Map([["p1", 300n]]) });
    const [verdict] = evaluate(gbp([kept, item("b", 1000n)]), [
      candidate(1, { kind: "amount", amounts: { GBP: "5.00" } }),
    ]);
    expect(verdict?.items).toEqual(
      new Map([
        ["a", 300n],
        ["b", 200n],
      ]),
    );
    const [missed] = evaluate(gbp([kept, item("b", 1000n)]), [candidate(1, { minimumSpend: { GBP: "99" } })]);
    expect(missed).toMatchObject({ applied: true, itemsMinor: 300n });
  });

  it.each<[string, Partial<PromotionTerms>, PricedItem[], bigint]>([
    ["a tenth of everything", {}, [item("a", 1005n), item("b", 995n)], 200n],
    ["a tenth of what is named", { skus: ["A"] }, [item("a", 1000n), item("b", 5000n)], 100n],
    ["by category", { categories: ["cups"] }, [item("a", 1000n, { category: "cups" }), item("b", 5000n)], 100n],
    [
      "an amount, over all to the last unit",
      { kind: "amount", amounts: { GBP: "1.00" } },
      [item("a", 1n), item("b", 2n), item("c", 500n)],
      100n,
    ],
    ["never more than there is", { kind: "amount", amounts: { GBP: "99.00" } }, [item("a", 700n)], 700n],
    ["a fixed price each", { kind: "fixed_price", amounts: { GBP: "2.00" } }, [item("a", 900n, { quantity: 3 })], 300n],
    [
      "the cheapest of three",
      { kind: "buy_get", buy: 2, get: 1, percent: "100" },
      [item("a", 1000n, { quantity: 2 }), item("b", 300n)],
      300n,
    ],
    [
      "of six the two cheapest",
      { kind: "buy_get", buy: 2, get: 1, percent: "50" },
      [item("a", 4000n, { quantity: 4 }), item("b", 600n, { quantity: 2 })],
      300n,
    ],
    ["after what else is off", {}, [item("a", 1000n, { otherDiscountMinor: 500n })], 50n],
  ])("gives %s", (_, terms, items, expected) => {
    expect(off(evaluate(gbp(items), [candidate(1, terms)]))).toBe(expected);
  });

  it("applies items before the order, and each to what is left", () => {
    const verdicts = evaluate(gbp([item("a", 1000n)], 400n), [
      candidate(1, { kind: "free_shipping" }),
      candidate(2, { percent: "10" }),
      candidate(3, { percent: "50", skus: ["A"] }),
    ]);
    expect(verdicts.map(({ promotion: { id }, itemsMinor, shippingMinor }) => [id, itemsMinor, shippingMinor])).toEqual(
      [
        ["p3", 500n, 0n],
        ["p2", 50n, 0n],
        ["p1", 0n, 400n],
      ],
    );
  });

  it("gives the better of one that stands alone and of those that combine", () => {
    const alone = candidate(3, { percent: "25", combinable: false });
    const few = evaluate(gbp([item("a", 1000n)]), [
      candidate(1, { percent: "10" }),
      candidate(2, { percent: "10" }),
      alone,
    ]);
    expect(few.filter(({ applied }) => applied).map(({ promotion: { id } }) => id)).toEqual(["p3"]);
    expect(few.find(({ promotion: { id } }) => id === "p1")?.why?.reason).toBe("not_combinable");
    const many = evaluate(gbp([item("a", 1000n)]), [
      candidate(1, { percent: "20" }),
      candidate(2, { percent: "20" }),
      alone,
    ]);
    expect(many.filter(({ applied }) => applied).map(({ promotion: { id } }) => id)).toEqual(["p1", "p2"]);
  });

  it.each<[string, Partial<PromotionTerms>, string]>([
    ["too little is bought", { minimumSpend: { GBP: "10.01" } }, "minimum_spend"],
    ["there are too few", { minimumQuantity: 2 }, "minimum_quantity"],
    ["the currency is another", { minimumSpend: { EUR: "1" } }, "currency"],
    ["its amount is in another", { kind: "amount", amounts: { EUR: "1" } }, "currency"],
    ["none of the items are there", { skus: ["Z"] }, "items"],
    ["there is no charge to waive", { kind: "free_shipping" }, "gives_nothing"],
    ["two are too few of three", { kind: "buy_get", buy: 2, get: 1, percent: "100" }, "minimum_quantity"],
  ])("gives nothing where %s, and says so", (_, terms, reason) => {
    const [verdict] = evaluate(gbp([item("a", 1000n)]), [candidate(1, terms)]);
    expect(verdict).toMatchObject({ applied: false, why: { reason } });
  });
});

describe("whom promotions are for", () => {
  const buyer = {
    at: new Date("2026-11-23T10:00:00Z"),
    channel: "web",
    country: "GB",
    customerTags: ["vip"],
    earlierOrders: 1,
  };
  it.each<[Partial<PromotionTerms>, string | undefined]>([
    [{}, undefined],
    [{ from: "2026-11-23T10:00:00Z", until: "2026-11-23T10:00:01Z" }, undefined],
    [{ from: "2026-11-23T10:00:01Z" }, "not_yet"],
    [{ until: "2026-11-23T10:00:00Z" }, "expired"],
    [{ channels: ["web"], countries: ["GB"], customerTags: ["vip", "press"] }, undefined],
    [{ channels: ["shop"] }, "channel"],
    [{ countries: ["CN"] }, "country"],
    [{ customerTags: ["press"] }, "customer"],
    [{ firstOrder: true }, "first_order"],
  ])("%j: %s", (terms, reason) => {
    expect(barredBy(promotion(1, terms), buyer)?.reason).toBe(reason);
  });

  it("says what it is doing", () => {
    const of = (terms: Partial<PromotionTerms>, status: Promotion["status"] = "active", usedUp = false) =>
      stateOf({ ...promotion(1, terms), status }, buyer.at, usedUp);
    expect(of({})).toBe("running");
    expect(of({}, "paused")).toBe("paused");
    expect(of({ until: "2026-11-23T10:00:00Z" }, "active", true)).toBe("ended");
    expect(of({ from: "2026-11-24T10:00:00Z" })).toBe("scheduled");
    expect(of({}, "active", true)).toBe("used_up");
  });
});

describe("coupons", () => {
  const coupon: Coupon = {
    ...{ id: "c", code: "Spring", active: true, limitTotal: 2, limitPerCustomer: 1, used: 0 },
    promotion: promotion(1, { byCoupon: true }),
  };

  it("are found whatever their case, and last as long as their limits", () => {
    const pool = new CouponPool([coupon], [{ couponId: "c", customerId: "old", count: 1 }]);
    const found = pool.find(" sPRING ") as Coupon;
    expect(found).toBe(coupon);
    expect(pool.whyNot(found, "old")?.reason).toBe("used_by_customer");
    expect(pool.whyNot(found, null)?.reason).toBe("customer_unknown");
    expect(pool.whyNot(found, "ann")).toBeNull();
    pool.take(["c"], "ann");
    expect(pool.whyNot(found, "ann")?.reason).toBe("used_by_customer");
    pool.take(["c"], "bob");
    expect(pool.whyNot(found, "cat")?.reason).toBe("used_up");
    expect(pool.whyNot({ ...coupon, active: false }, "cat")?.reason).toBe("ended");
  });
});
