import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeBetween, counts, figuresOf, type SalesSum } from "./metrics";

const kinds = ["sale", "change", "cancellation", "refund"] as const;
const components = ["merchandise", "discount", "shipping", "fee", "tax"] as const;
const sum = (
  kind: SalesSum["kind"],
  component: SalesSum["component"],
  amountMinor: bigint,
  orders = 0,
  quantity = 0,
): SalesSum => ({
  kind,
  component,
  amountMinor,
  orders,
  quantity,
});

describe("the figures of a report", () => {
  it("count each entry once: tax apart, and gross, discounts and refunds make net", () => {
    for (const kind of kinds) {
      for (const component of components) {
        const parts = (["gross", "discounts", "refunds"] as const).filter((measure) =>
          counts(measure, { kind, component }),
        );
        expect(parts, `${kind} ${component}`).toHaveLength(component === "tax" ? 0 : 1);
        expect(counts("net", { kind, component })).toBe(component !== "tax");
      }
    }
  });

  it("add up whatever was sold, changed, cancelled and given back", () => {
    const entry = fc.record({
      kind: fc.constantFrom(...kinds),
      component: fc.constantFrom(...components),
      amountMinor: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      quantity: fc.integer({ min: -99, max: 99 }),
      orders: fc.integer({ min: -1, max: 1 }),
    });
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const figures = figuresOf(entries);
        expect(figures.gross + figures.discounts + figures.refunds).toBe(figures.net);
        expect(figures.net + figures.tax).toBe(entries.reduce((total, { amountMinor }) => total + amountMinor, 0n));
      }),
    );
  });

  it("do not depend on how the entries were summed before", () => {
    const whole = [
      sum("sale", "merchandise", 300n, 2, 5),
      sum("refund", "merchandise", -40n, 0, -1),
      sum("sale", "tax", 39n),
    ];
    const split = [sum("sale", "merchandise", 100n, 1, 2), sum("sale", "merchandise", 200n, 1, 3), ...whole.slice(1)];
    expect(figuresOf(split)).toEqual(figuresOf(whole));
    expect(figuresOf(whole)).toMatchObject({
      gross: 300n,
      refunds: -40n,
      net: 260n,
      tax: 39n,
      orders: 2,
      units: 5,
      averageOrder: 150n,
    });
  });

  it("have no average order without orders, and round it half to even", () => {
    expect(figuresOf([]).averageOrder).toBeNull();
    expect(figuresOf([sum("sale", "merchandise", 25n, 10)]).averageOrder).toBe(2n);
    expect(figuresOf([sum("sale", "merchandise", 35n, 10)]).averageOrder).toBe(4n);
  });
});

describe("a change", () => {
  it.each([
    [150n, 100n, { share: 0.5, direction: "up" }],
    [50n, 100n, { share: -0.5, direction: "down" }],
    [100n, 100n, { share: 0, direction: "flat" }],
    [10n, 0n, { share: null, direction: "up" }],
    [0n, 0n, { share: null, direction: "flat" }],
    [50n, -100n, { share: 1.5, direction: "up" }],
    [9_007_199_254_740_993n, 9_007_199_254_740_992n, { share: 0, direction: "up" }],
  ] as const)("from %s against %s", (now, before, expected) => {
    expect(changeBetween(now, before)).toEqual(expected);
  });
});
