import { describe, expect, it } from "vitest";
import { isRefusal } from "@/lib/core/result";
import { retax, type Taxed } from "./retax";

const rates = new Map([
  ["CN standard", "0.13"],
  ["GB standard", "0.2"],
  ["GB reduced", "0.05"],
  ["* standard", "0.1"],
  ["GB shipping", "0.2"],
]);
const line = { id: "1", unitPrice: "10.00", ordered: 3, discountMinor: 0n, taxRate: "0.130000", taxClass: "standard" };
const order: Taxed = {
  currency: "CNY",
  pricesIncludeTax: false,
  country: "CN",
  shippingMinor: 500n,
  shippingTaxRate: "0",
  lines: [line],
};
const there = (changes: Partial<Taxed>, country = "GB") => {
  const found = retax({ ...order, ...changes }, country, rates);
  if (!found || isRefusal(found)) return found;
  const { taxMinor, totalMinor, shippingTaxMinor } = found.totals;
  return { rates: found.rates, taxMinor, totalMinor, shippingTaxMinor };
};

describe("an order taxed for another country", () => {
  it("costs that country's tax, on goods and on shipping", () => {
    expect(there({})).toEqual({ rates: ["0.2"], taxMinor: 700n, totalMinor: 4200n, shippingTaxMinor: 100n });
  });

  it("keeps its total where prices hold the tax", () => {
    expect(there({ pricesIncludeTax: true })).toMatchObject({ taxMinor: 583n, totalMinor: 3500n });
  });

  it("keeps a rate that was given by hand, and the discount", () => {
    const byHand = { ...line, taxRate: "0.06", discountMinor: 1000n };
    expect(there({ lines: [line, byHand] })).toMatchObject({ rates: ["0.2", "0.06"], taxMinor: 600n + 120n + 100n });
  });

  it("takes the rate of all other countries where there is none of its own", () => {
    expect(there({}, "FR")).toMatchObject({ rates: ["0.1"] });
  });

  it("is what it was where the rates are the same", () => {
    expect(there({}, "CN")).toBeNull();
    expect(there({ country: "FR", lines: [{ ...line, taxRate: "0.1" }] }, "DE")).toBeNull();
  });

  it("takes no tax where the shop keeps no rate", () => {
    expect(there({ lines: [{ ...line, taxClass: "reduced", taxRate: "0.05" }], country: "GB" }, "CN")).toMatchObject({
      rates: ["0"],
      taxMinor: 0n,
    });
  });
});
