import fc from "fast-check";
import { expect, it } from "vitest";
import { parseCount, parseQuantity, parseSignedQuantity, QuantityError } from "@/lib/core/quantity";

function reasonOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof QuantityError) return error.reason;
    throw error;
  }
  return "accepted";
}

it.each([
  ["1", 1],
  [" 12 ", 12],
  ["007", 7],
  ["１２", 12],
  [3, 3],
  ["1000000", 1_000_000],
])("parseQuantity(%j) is %i", (input, quantity) => {
  expect(parseQuantity(input)).toBe(quantity);
});

it.each([
  ["0", "not_positive"],
  [0, "not_positive"],
  ["-1", "not_positive"],
  ["1.5", "not_whole"],
  [1.5, "not_whole"],
  ["1.0", "not_whole"],
  ["1e3", "not_whole"],
  [1e21, "not_whole"],
  ["1,000", "not_whole"],
  ["+1", "not_whole"],
  ["two", "not_whole"],
  ["٣", "not_whole"],
  ["1\u0000", "not_whole"],
  [Number.NaN, "not_whole"],
  [Number.POSITIVE_INFINITY, "not_whole"],
  ["", "blank"],
  ["1000001", "too_large"],
  ["9007199254740993", "too_large"],
  [2 ** 53 + 2, "too_large"],
])("parseQuantity(%j) is refused: %s", (input, reason) => {
  expect(reasonOf(() => parseQuantity(input))).toBe(reason);
});

it("a correction may be negative, a count may be zero, and neither the other", () => {
  expect(parseSignedQuantity("-80995")).toBe(-80995);
  expect(reasonOf(() => parseSignedQuantity("-0"))).toBe("zero");
  expect(Object.is(parseCount("-0"), 0)).toBe(true);
  expect(reasonOf(() => parseCount("-1"))).toBe("not_positive");
});

it("whatever is typed gives a whole number in range or a reason", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double(), fc.integer()), (input) => {
      if (reasonOf(() => parseQuantity(input)) !== "accepted") return;
      const quantity = parseQuantity(input);
      expect(Number.isInteger(quantity) && quantity >= 1 && quantity <= 1_000_000).toBe(true);
    }),
  );
});
