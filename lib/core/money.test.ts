import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allocate,
  CURRENCIES,
  currencyDecimals,
  divideHalfEven,
  formatMoney,
  formatUnitPrice,
  isCurrency,
  LARGEST_AMOUNT,
  lineAmount,
  MoneyError,
  parseDecimal,
  parseMoney,
  shareOf,
  taxOf,
  toDecimalString,
} from "@/lib/core/money";

function reasonOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof MoneyError) return error.reason;
    throw error;
  }
  return "accepted";
}

const currency = fc.constantFrom("GBP", "CNY", "JPY", "KWD", "CLP", "TND");
const amount = fc.bigInt({ min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT });

describe("currencies", () => {
  it.each([
    ["GBP", 2],
    ["CNY", 2],
    ["JPY", 0],
    ["KRW", 0],
    ["VND", 0],
    ["CLP", 0],
    ["ISK", 0],
    ["KWD", 3],
    ["BHD", 3],
    ["OMR", 3],
    ["JOD", 3],
    ["TND", 3],
    ["IQD", 3],
    ["LYD", 3],
  ])("%s has %i decimals", (code, decimals) => {
    expect(currencyDecimals(code)).toBe(decimals);
  });

  it("every code is listed once and unknown codes are refused", () => {
    expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length);
    expect(isCurrency("gbp")).toBe(false);
    expect(isCurrency("XXX")).toBe(false);
    expect(reasonOf(() => currencyDecimals("BTC"))).toBe("unknown_currency");
  });
});

describe("parseMoney", () => {
  it.each([
    ["64.5", "GBP", 6450n],
    [" 64.50 ", "GBP", 6450n],
    ["-64.50", "GBP", -6450n],
    ["\u221264.50", "GBP", -6450n],
    [".5", "GBP", 50n],
    ["007", "GBP", 700n],
    ["1,234.50", "GBP", 123450n],
    ["1,234", "GBP", 123400n],
    ["1,234,567", "KWD", 1234567000n],
    ["1234", "JPY", 1234n],
    ["1.234", "KWD", 1234n],
    ["１２．５０", "CNY", 1250n],
    ["１，２３４．５０", "CNY", 123450n],
    ["90071992547409.93", "GBP", 9007199254740993n],
  ])("reads %s %s", (text, code, minor) => {
    expect(parseMoney(text, code)).toBe(minor);
  });

  it.each([
    ["", "GBP", "blank"],
    ["   ", "GBP", "blank"],
    ["NaN", "GBP", "not_a_number"],
    ["Infinity", "GBP", "not_a_number"],
    ["1e3", "GBP", "not_a_number"],
    ["0x10", "GBP", "not_a_number"],
    ["£5", "GBP", "not_a_number"],
    ["+5", "GBP", "not_a_number"],
    ["--5", "GBP", "not_a_number"],
    ["5-", "GBP", "not_a_number"],
    ["5\u0000", "GBP", "not_a_number"],
    ["\u202e5", "GBP", "not_a_number"],
    ["٥", "GBP", "not_a_number"],
    ["1 234", "GBP", "not_a_number"],
    ["5.", "GBP", "ambiguous"],
    ["12,50", "EUR", "ambiguous"],
    ["1.234,50", "EUR", "ambiguous"],
    ["1,23,456", "INR", "ambiguous"],
    ["0,234", "GBP", "ambiguous"],
    ["1,234", "KWD", "ambiguous"],
    ["1.2.3", "GBP", "ambiguous"],
    ["1.234", "GBP", "too_many_decimals"],
    ["1.0", "JPY", "too_many_decimals"],
    ["1.2345", "KWD", "too_many_decimals"],
    ["1000000000000001", "GBP", "too_large"],
    ["9999999999999999999999", "GBP", "too_large"],
  ])("refuses %j %s: %s", (text, code, reason) => {
    expect(reasonOf(() => parseMoney(text, code))).toBe(reason);
  });

  it("reads back every amount it wrote", () => {
    fc.assert(fc.property(amount, currency, (minor, code) => parseMoney(toDecimalString(minor, code), code) === minor));
  });

  it("never throws anything but its own error, whatever is typed", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."0123456789.,-e５") })), (text) => {
        reasonOf(() => parseMoney(text, "GBP"));
      }),
    );
  });
});

describe("parseDecimal", () => {
  it.each([
    ["0.001", "0.001"],
    ["00.100", "0.1"],
    ["-0.000", "0"],
    ["11062.06", "11062.06"],
  ])("makes %j canonical: %s", (text, canonical) => {
    expect(parseDecimal(text)).toBe(canonical);
  });

  it("refuses a seventh decimal", () => {
    expect(reasonOf(() => parseDecimal("0.0000001"))).toBe("too_many_decimals");
  });
});

describe("formatMoney", () => {
  it("shows the decimals of the currency", () => {
    expect(formatMoney(6450n, "GBP", "en-GB")).toBe("£64.50");
    expect(formatMoney(-123456n, "CNY", "zh-CN")).toBe("-¥1,234.56");
    expect(formatMoney(1234n, "JPY", "ja-JP")).toMatch(/^[¥￥]1,234$/);
    expect(formatMoney(1234n, "KWD", "en")).toContain("1.234");
  });

  it("keeps the last digit beyond 2^53", () => {
    expect(formatMoney(9007199254740993n, "GBP", "en-GB")).toBe("£90,071,992,547,409.93");
  });

  it("shows a unit price as fine as it is", () => {
    expect(formatUnitPrice("0.001", "GBP", "en-GB")).toBe("£0.001");
    expect(formatUnitPrice("2.5", "GBP", "en-GB")).toBe("£2.50");
  });
});

describe("rounding", () => {
  it.each([
    ["0.001", 5, "GBP", 0n],
    ["0.001", 15, "GBP", 2n],
    ["0.005", 1, "GBP", 0n],
    ["0.015", 1, "GBP", 2n],
    ["0.025", 1, "GBP", 2n],
    ["0.025", -1, "GBP", -2n],
    ["2.55", 6, "GBP", 1530n],
    ["0.5", 1, "JPY", 0n],
    ["1.5", 1, "JPY", 2n],
    ["0.0005", 1, "KWD", 0n],
    ["0.0015", 1, "KWD", 2n],
    ["-11062.06", 1, "GBP", -1106206n],
    ["0.1", 3, "GBP", 30n],
  ])("%s × %i %s is rounded once, half to even", (price, quantity, code, minor) => {
    expect(lineAmount(price, quantity, code)).toBe(minor);
  });

  it("refuses a quantity that is not whole", () => {
    expect(() => lineAmount("1", 1.5, "GBP")).toThrow("not a whole number");
    expect(() => lineAmount("1", 2 ** 53, "GBP")).toThrow("not a whole number");
  });

  it("is never further than half a unit from the truth, on either side of zero alike", () => {
    fc.assert(
      fc.property(amount, fc.bigInt({ min: 1n, max: 10n ** 9n }), (numerator, denominator) => {
        const rounded = divideHalfEven(numerator, denominator);
        const twiceError = (rounded * denominator - numerator) * 2n;
        expect(twiceError <= denominator && -twiceError <= denominator).toBe(true);
        expect(divideHalfEven(-numerator, denominator)).toBe(-rounded);
      }),
    );
  });
});

describe("allocate", () => {
  it.each([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
    [5n, [0n, 3n, 0n, 7n], [0n, 2n, 0n, 3n]],
    [7n, [0n, 0n, 0n], [3n, 2n, 2n]],
    [0n, [], []],
    [1n, [1n, 1n], [1n, 0n]],
  ])("%s over %s gives %s", (total, weights, parts) => {
    expect(allocate(total, weights)).toEqual(parts);
  });

  it("refuses to spread something over nothing, and negative weights", () => {
    expect(() => allocate(1n, [])).toThrow("nothing to spread");
    expect(() => allocate(1n, [2n, -1n])).toThrow("negative");
  });

  it("always adds up to the total, within one unit of the exact share", () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(amount, weights, (total, shares) => {
        const parts = allocate(total, shares);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(total);
        const whole = shares.reduce((sum, share) => sum + share, 0n);
        if (whole === 0n) return;
        for (const [index, part] of parts.entries()) {
          const error = part * whole - total * (shares[index] as bigint);
          expect(error < whole && error > -whole).toBe(true);
        }
      }),
    );
  });
});

describe("taxOf", () => {
  it.each([
    [10000n, "0.13", false, 1300n],
    [11300n, "0.13", true, 1300n],
    [12000n, "0.2", true, 2000n],
    [999n, "0.2", true, 166n],
    [-11300n, "0.13", true, -1300n],
    [100n, "0", true, 0n],
    [50n, "0.01", false, 0n],
    [150n, "0.01", false, 2n],
  ])("on %s at %s, inclusive %s, is %s", (base, rate, inclusive, tax) => {
    expect(taxOf(base, rate, inclusive)).toBe(tax);
  });

  it("taken out of a gross amount and put on what is left, gives the gross amount again within one unit", () => {
    const rate = fc.constantFrom("0.05", "0.06", "0.09", "0.13", "0.2", "0.0725");
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), rate, (gross, at) => {
        const net = gross - taxOf(gross, at, true);
        const again = net + taxOf(net, at, false);
        expect(again - gross <= 1n && gross - again <= 1n).toBe(true);
      }),
    );
  });

  it("refuses a negative rate", () => {
    expect(() => taxOf(1n, "-0.1", false)).toThrow("negative");
  });
});

it("shareOf takes a part of an amount", () => {
  expect(shareOf(6450n, "0.1")).toBe(645n);
  expect(shareOf(5n, "0.5")).toBe(2n);
});
