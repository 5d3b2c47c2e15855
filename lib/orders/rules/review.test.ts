import { describe, expect, it } from "vitest";
import { defaultReviewPolicy, type ReviewCheck, type ReviewPolicy } from "@/lib/settings/rules/default-policy";
import { orderState } from "@/lib/testing/order-state";
import { missingParts, type ReviewFacts, reviewOrder } from "./review";
import type { OrderState } from "./state";

const at = new Date("2026-11-21T02:00:00Z");
const address = {
  name: "李雯",
  line1: "文三路 478 号",
  district: "西湖区",
  city: "杭州市",
  region: "浙江省",
  country: "CN",
};
const facts: ReviewFacts = {
  shopCurrency: "CNY",
  contactEmail: "liwen@example.com",
  contactPhone: "+8613800135521",
  shipTo: address,
  similar: [],
  earlierOrders: 4,
  short: [],
  rules: [],
};
const policy: ReviewPolicy = {
  ...defaultReviewPolicy,
  amountLimits: { CNY: "50000" },
  severities: Object.fromEntries(
    Object.keys(defaultReviewPolicy.severities).map((check) => [check, "stop"]),
  ) as ReviewPolicy["severities"],
};
const good = orderState({ lines: [{ unitPrice: "118.00", ordered: 2, unitCost: "60" }], paid: [23600n] });

const found = (check: ReviewCheck, order: OrderState, given: Partial<ReviewFacts> = {}) =>
  reviewOrder(order, { ...facts, ...given }, policy, at).checks.find((of) => of.check === check);

describe("the automatic review", () => {
  it("passes an order that nothing is wrong with", () => {
    const review = reviewOrder(good, facts, policy, at);
    expect(review.outcome).toBe("passed");
    expect(review.checks).toHaveLength(11);
  });

  const line = { unitPrice: "118.00", ordered: 2 };
  const stops: [ReviewCheck, OrderState, Partial<ReviewFacts>, Record<string, unknown>][] = [
    [
      "stock_short",
      good,
      { short: [{ sku: "BWL", needed: 2, free: 1, backorderAllowed: false }] },
      { short: [{ sku: "BWL", needed: 2, free: 1, backorderAllowed: false }] },
    ],
    ["payment_missing", orderState({ lines: [line] }), {}, { paidMinor: "0", totalMinor: "23600" }],
    ["unmapped_sku", orderState({ lines: [{ ...line, variantId: null, sku: "X-9" }] }), {}, { skus: ["X-9"] }],
    ["address_incomplete", good, { shipTo: { ...address, district: "" } }, { missing: ["district"] }],
    ["phone_malformed", good, { contactPhone: "12" }, { phone: "12" }],
    ["email_malformed", good, { contactEmail: "liwen@" }, { email: "liwen@" }],
    [
      "amount_above_limit",
      orderState({ lines: [{ unitPrice: "500.01", ordered: 1 }] }),
      {},
      { totalMinor: "50001", limitMinor: "50000" },
    ],
    ["likely_duplicate", good, { similar: [{ number: "CH-7", placedAt: "", sameItems: true }] }, { orders: ["CH-7"] }],
    ["price_below_cost", orderState({ lines: [{ ...line, unitCost: "118.01" }] }), {}, { skus: ["SKU-1"] }],
    ["made_to_order", orderState({ lines: [{ ...line, madeToOrder: true }] }), {}, { skus: ["SKU-1"] }],
    ["first_order", good, { earlierOrders: 0 }, { earlierOrders: 0 }],
  ];
  it.each(stops)("%s stops it and says what it saw", (check, order, given, saw) => {
    expect(found(check, order, given)).toMatchObject({ result: "stop", facts: saw });
  });

  it("has a stopping case for every check", () => {
    expect(new Set(stops.map(([check]) => check))).toEqual(new Set(Object.keys(policy.severities)));
  });

  it("lets items through that may be backordered", () => {
    expect(
      found("stock_short", good, { short: [{ sku: "BWL", needed: 2, free: 0, backorderAllowed: true }] }),
    ).toMatchObject({ result: "pass" });
  });

  it("compares cost only in the shop's own currency", () => {
    const order = orderState({ currency: "GBP", lines: [{ ...line, unitCost: "900" }] });
    expect(found("price_below_cost", order)).toMatchObject({ result: "pass" });
  });

  it("takes other items of the same contact for no duplicate", () => {
    expect(
      found("likely_duplicate", good, { similar: [{ number: "CH-7", placedAt: "", sameItems: false }] }),
    ).toMatchObject({ result: "pass", facts: { nearest: "CH-7" } });
  });

  it("warns or stays silent as the merchant set it", () => {
    const severities = {
      ...policy.severities,
      first_order: "warn",
      made_to_order: "off",
    } as ReviewPolicy["severities"];
    const review = reviewOrder(good, { ...facts, earlierOrders: 0 }, { ...policy, severities }, at);
    expect(review.outcome).toBe("warned");
    expect(review.checks.map((of) => of.check)).not.toContain("made_to_order");
  });
});

describe("an address a parcel can reach", () => {
  it("needs a district in China and none elsewhere", () => {
    expect(missingParts({ ...address, district: undefined })).toEqual(["district"]);
    expect(missingParts({ name: "Ada", line1: "1 Mill Lane", city: "Leeds", country: "GB" })).toEqual([]);
    expect(missingParts(null)).toEqual(["address"]);
  });
});
