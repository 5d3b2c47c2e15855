import fc from "fast-check";
import { expect, it } from "vitest";
import { percentToRate, rateToPercent } from "./percent";

it.each([
  ["13", "0.13"],
  ["13.5", "0.135"],
  ["5", "0.05"],
  ["0", "0"],
  ["0.25", "0.0025"],
  ["100", "1"],
  ["7.6543 %", "0.076543"],
  ["-3", "-0.03"],
])("%s per cent is %s", (percent, rate) => {
  expect(percentToRate(percent)).toBe(rate);
});

it.each(["", "abc", "1.23456", "1,5"])("refuses %j", (percent) => {
  expect(() => percentToRate(percent)).toThrow();
});

it("reads back what was stored with six decimals", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999 }), (millionths) => {
      const stored = `0.${String(millionths).padStart(6, "0")}`;
      expect(Number(percentToRate(rateToPercent(stored)))).toBe(Number(stored));
    }),
  );
});
