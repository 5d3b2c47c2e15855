import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "@/lib/core/result";
import { type PricedLine, totalsOf, unitsShare } from "./totals";

const line = (unitPrice: string, quantity: number, extra: Partial<PricedLine> = {}): PricedLine => ({
  unitPrice,
  quantity,
  discountMinor: 0n,
  taxRate: "0",
  ...extra,
});

const order = { currency: "GBP", pricesIncludeTax: true, discountMinor: 0n, shippingMinor: 0n, shippingTaxRate: "0" };

function totals(input: Parameters<typeof totalsOf>[0]) {
  const result = totalsOf(input);
  if (isRefusal(result)) throw new Error(result.code);
  return result;
}

describe("what an order comes to", () => {
  it("rounds each line once, half to even", () => {
    const { lines } = totals({ ...order, lines: [line("0.001", 2500), line("0.005", 1), line("0.015", 1)] });
    expect(lines.map((of) => of.totalMinor)).toEqual([250n, 0n, 2n]);
  });

  it("takes included tax out of the amount and adds tax where prices are without it", () => {
    const lines = [line("119.00", 1, { taxRate: "0.19" })];
    expect(totals({ ...order, lines })).toMatchObject({ taxMinor: 1900n, totalMinor: 11900n });
    expect(totals({ ...order, pricesIncludeTax: false, lines })).toMatchObject({ taxMinor: 2261n, totalMinor: 14161n });
  });

  it("spreads the order's discount by largest remainder, so that lines add up to the order", () => {
    const { lines, discountMinor, totalMinor } = totals({
      ...order,
      discountMinor: 100n,
      lines: [line("10.00", 1), line("10.00", 1), line("10.00", 1)],
    });
    expect(lines.map((of) => of.discountMinor)).toEqual([34n, 33n, 33n]);
    expect(discountMinor).toBe(100n);
    expect(totalMinor).toBe(2900n);
  });

  it("refuses a discount larger than what it is taken from", () => {
    expect(totalsOf({ ...order, discountMinor: 1001n, lines: [line("10.00", 1)] })).toMatchObject({
      code: "discount_exceeds_items",
    });
    expect(totalsOf({ ...order, lines: [line("10.00", 1, { discountMinor: 1001n })] })).toMatchObject({
      code: "discount_exceeds_items",
    });
  });

  it("keeps yen whole and fils at three decimals", () => {
    expect(totals({ ...order, currency: "JPY", lines: [line("1280", 3)] }).totalMinor).toBe(3840n);
    expect(totals({ ...order, currency: "KWD", lines: [line("1.2345", 2)] }).totalMinor).toBe(2469n);
  });
});

const arbitraryOrder = fc.record({
  pricesIncludeTax: fc.boolean(),
  lines: fc.array(
    fc.record({
      cents: fc.integer({ min: 0, max: 100_000_000 }),
      quantity: fc.integer({ min: 1, max: 2000 }),
      rate: fc.constantFrom("0", "0.13", "0.19", "0.2", "0.055"),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  share: fc.integer({ min: 0, max: 100 }),
  shipping: fc.integer({ min: 0, max: 5000 }),
});

describe("sums are kept", () => {
  it("lines, shipping and tax add up to the order whatever the discount", () => {
    fc.assert(
      fc.property(arbitraryOrder, ({ pricesIncludeTax, lines, share, shipping }) => {
        const priced = lines.map(({ cents, quantity, rate }) =>
          line((cents / 10_000).toFixed(4), quantity, { taxRate: rate }),
        );
        const items = totals({ ...order, pricesIncludeTax, lines: priced }).itemsMinor;
        const result = totals({
          ...order,
          pricesIncludeTax,
          lines: priced,
          discountMinor: (items * BigInt(share)) / 100n,
          shippingMinor: BigInt(shipping),
          shippingTaxRate: "0.2",
        });
        const added = pricesIncludeTax ? 0n : result.taxMinor;
        expect(result.totalMinor).toBe(result.itemsMinor - result.discountMinor + result.shippingMinor + added);
        expect(result.lines.reduce((sum, of) => sum + of.discountMinor, 0n)).toBe(result.discountMinor);
        for (const of of result.lines)
          expect(of.totalMinor).toBe(of.subtotalMinor - of.discountMinor + (pricesIncludeTax ? 0n : of.taxMinor));
      }),
    );
  });

  it("the shares of a line's units add up to the line, in whatever pieces they are taken", () => {
    fc.assert(
      fc.property(
        fc.record({
          subtotal: fc.bigInt({ min: 0n, max: 10n ** 12n }),
          discountShare: fc.integer({ min: 0, max: 100 }),
          tax: fc.bigInt({ min: 0n, max: 10n ** 9n }),
          pieces: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }),
          inclusive: fc.boolean(),
        }),
        ({ subtotal, discountShare, tax, pieces, inclusive }) => {
          const discountMinor = (subtotal * BigInt(discountShare)) / 100n;
          const ordered = pieces.reduce((sum, piece) => sum + piece, 0);
          const net = subtotal - discountMinor;
          const whole = {
            ordered,
            subtotalMinor: subtotal,
            discountMinor,
            taxMinor: tax,
            totalMinor: inclusive ? net : net + tax,
          };
          let taken = 0;
          const sum = { subtotalMinor: 0n, discountMinor: 0n, taxMinor: 0n, totalMinor: 0n };
          for (const piece of pieces) {
            const share = unitsShare(whole, taken, piece, inclusive);
            for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += share[name];
            taken += piece;
          }
          const { ordered: _, ...expected } = whole;
          expect(sum).toEqual(expected);
        },
      ),
    );
  });
});
