import { expect, it } from "vitest";
import { defaultReturnPolicy } from "./policy";
import { policyChanges } from "./policy-changes";

it("names what a version says otherwise than the one before, limits by currency", () => {
  const before = { ...defaultReturnPolicy, approveUnder: { CNY: "10000", GBP: "2000" } };
  const after = {
    ...before,
    windowDays: 30,
    selfService: false,
    reasons: before.reasons.slice(1),
    approveUnder: { CNY: "20000", USD: "500" },
  };
  expect(policyChanges(before, after)).toEqual([
    { field: "windowDays", before: 14, after: 30 },
    { field: "reasons", before: before.reasons, after: after.reasons },
    { field: "approveUnder", currency: "CNY", before: "10000", after: "20000" },
    { field: "approveUnder", currency: "GBP", before: "2000", after: undefined },
    { field: "approveUnder", currency: "USD", before: undefined, after: "500" },
    { field: "selfService", before: true, after: false },
  ]);
  expect(policyChanges(before, { ...before, reasons: [...before.reasons].reverse() })).toEqual([]);
});
