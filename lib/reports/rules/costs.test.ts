import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CostSum, costPartsOf, costsOf, entriesOfMeasure } from "./costs";

const sum = (component: CostSum["component"], amountMinor: bigint, costMinor = 0n, uncostedMinor = 0n): CostSum => ({
  kind: "sale",
  component,
  amountMinor,
  costMinor,
  uncostedMinor,
  quantity: 1,
  orders: 0,
});

describe("cost and margin", () => {
  it("are of the items whose cost is known, shipping and fees left out", () => {
    const sums = [
      sum("merchandise", 1000n, 400n),
      sum("discount", -100n),
      sum("merchandise", 300n, 0n, 300n),
      sum("shipping", 50n),
      sum("tax", 90n),
    ];
    expect(costsOf(costPartsOf(sums), true)).toEqual({ cost: 400n, uncosted: 300n, margin: 500n, share: 0.5555 });
  });

  it("are unknown, and not nothing, where no cost is known", () => {
    expect(costsOf(costPartsOf([sum("merchandise", 300n, 0n, 300n)]), true)).toEqual({
      cost: null,
      uncosted: 300n,
      margin: null,
      share: null,
    });
    expect(costsOf(costPartsOf([sum("merchandise", 300n)]), true)).toMatchObject({ cost: 0n, margin: 300n, share: 1 });
  });

  it("are not compared across currencies", () => {
    expect(costsOf({ items: 900n, cost: 400n, uncosted: 0n }, false)).toMatchObject({ cost: 400n, margin: null });
  });

  it("of parts add up to the whole", () => {
    const any = fc.record({
      component: fc.constantFrom("merchandise", "discount", "shipping", "tax"),
      amount: fc.bigInt({ min: -9999n, max: 9999n }),
      cost: fc.bigInt({ min: -9999n, max: 9999n }),
      known: fc.boolean(),
    });
    const ofAny = fc.array(any).map((rows) =>
      rows.map(({ component, amount, cost, known }) => {
        const item = component === "merchandise" || component === "discount";
        return sum(component as "tax", amount, item && known ? cost : 0n, item && !known ? amount : 0n);
      }),
    );
    fc.assert(
      fc.property(ofAny, ofAny, (some, others) => {
        const [a, b, whole] = [costPartsOf(some), costPartsOf(others), costPartsOf([...some, ...others])];
        for (const name of ["items", "cost", "uncosted"] as const) expect(a[name] + b[name]).toBe(whole[name]);
      }),
    );
  });

  it("have behind them the entries of items", () => {
    expect(entriesOfMeasure("margin")).toBe(entriesOfMeasure("items"));
    expect(entriesOfMeasure("tax").components).toEqual(["tax"]);
  });
});
