import { expect, it } from "vitest";
import { auditFacts } from "./audit-facts";

it("says of two states only what differs, however deep", () => {
  const facts = {
    before: {
      autoApprove: true,
      severities: { first_order: "off", stock_short: "stop" },
      amountLimits: { GBP: "50000" },
    },
    after: { autoApprove: true, severities: { first_order: "warn", stock_short: "stop" }, amountLimits: {} },
  };
  expect(auditFacts("settings.review_policy_changed", facts)).toEqual([
    { path: ["severities", "first_order"], before: "off", after: "warn" },
    { path: ["amountLimits", "GBP"], before: "50000", after: null },
  ]);
});

it("reads pairs of a shop's change, lists elsewhere", () => {
  expect(auditFacts("settings.shop_changed", { phone: ["", "1"], addressLines: [["a"], ["a", "b"]] })).toEqual([
    { path: ["phone"], before: "", after: "1" },
    { path: ["addressLines"], before: ["a"], after: ["a", "b"] },
  ]);
  expect(auditFacts("catalogue.product_created", { skus: ["A", "B"] })).toEqual([
    { path: ["skus"], after: ["A", "B"] },
  ]);
});

it("reads a role's change, a merge, a shelf and a product's changes", () => {
  expect(auditFacts("staff.role_changed", { from: "viewer", to: "support" })).toEqual([
    { path: [], before: "viewer", after: "support" },
  ]);
  expect(auditFacts("customer.merged", { from: "C-2", orders: 3 })).toEqual([
    { path: ["from"], after: "C-2" },
    { path: ["orders"], after: 3 },
  ]);
  expect(auditFacts("stock.bin_set", { location: "SH", before: "", after: "A-1" })).toEqual([
    { path: [], before: "", after: "A-1" },
    { path: ["location"], after: "SH" },
  ]);
  const product = [{ field: "title", before: "Cup", after: "Mug" }];
  const variants = [{ sku: "MUG-1", changes: [{ field: "unitCost", before: null, after: "3.5" }] }];
  expect(auditFacts("catalogue.product_changed", { product, variants, added: [] })).toEqual([
    { path: ["title"], before: "Cup", after: "Mug" },
    { path: ["MUG-1", "unitCost"], before: null, after: "3.5" },
  ]);
});
