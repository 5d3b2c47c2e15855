import { expect, it } from "vitest";
import { assert, isRefusal, refuse } from "@/lib/core/result";

it("a refusal is a value that says why and what it saw", () => {
  const refusal = refuse("short_stock", { available: 2 });
  expect(refusal).toEqual({ refused: true, code: "short_stock", facts: { available: 2 } });
  expect(isRefusal(refusal)).toBe(true);
  for (const other of [null, undefined, "refused", {}, { refused: false }, 1n]) expect(isRefusal(other)).toBe(false);
});

it("a broken invariant throws", () => {
  expect(() => assert(1 > 2, "sums differ")).toThrow("sums differ");
  expect(() => assert(true, "never")).not.toThrow();
});
