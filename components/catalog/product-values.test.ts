import { describe, expect, it } from "vitest";
import { editProductInput } from "@/lib/catalog/inputs";
import { blankVariant, emptyVariant, fieldOf, inputOf, type ProductValues, valuesOf } from "./product-values";

const stored = {
  title: "Tea tin",
  titleZh: "茶罐",
  category: "Kitchen",
  taxClass: "standard",
  returnable: true,
  active: true,
  changedAt: "2026-11-21T10:00:00.000Z",
  variants: [
    {
      sku: "TEA-1",
      version: 3,
      barcode: null,
      title: "large",
      titleZh: "大号",
      unitCost: "8.125",
      weightGrams: 310,
      reorderPoint: null,
      reorderQuantity: 48,
      backorderAllowed: true,
      madeToOrder: false,
      active: true,
      prices: [{ currency: "CNY", unitPrice: "39.9" }],
      bins: [{ location: "SH", bin: "A-1" }],
      onHand: 4,
      available: 4,
    },
  ],
};

const columns = {
  currencies: ["CNY", "GBP"],
  places: [
    { code: "SH", name: "Shanghai" },
    { code: "LDS", name: "Leeds" },
  ],
};

describe("the values of a product's form", () => {
  it("go to the form and back unchanged", () => {
    const { changedAt, variants, ...product } = stored;
    const input = { ...inputOf(valuesOf(stored, columns)), sku: "TEA-1", seen: changedAt };
    const [{ version, prices: ___, onHand: _, available: __, ...first }] = variants as [(typeof variants)[number]];
    expect(editProductInput.parse(input)).toEqual({
      ...product,
      sku: "TEA-1",
      seen: changedAt,
      variants: [{ ...first, prices: [{ currency: "CNY", unitPrice: "39.90" }], was: { sku: "TEA-1", version } }],
    });
  });

  it("leave blanks out and pass on what is no number, for the command to name", () => {
    const values: ProductValues = {
      ...valuesOf(stored, columns),
      variants: [{ ...emptyVariant, sku: "NEW", weightGrams: "1.5", unitCost: " ", prices: { CNY: "", GBP: "4.50" } }],
    };
    expect(inputOf(values).variants[0]).toMatchObject({
      weightGrams: "1.5",
      unitCost: null,
      prices: [{ currency: "GBP", unitPrice: "4.50" }],
    });
    expect(fieldOf("variants.0.prices.0.unitPrice", values)).toBe("variants.0.prices.GBP");
    expect(fieldOf("variants.0.sku", values)).toBe("variants.0.sku");
  });

  it("say that a shelf was emptied, and nothing of shelves that never were", () => {
    const before = valuesOf(stored, columns);
    const emptied = {
      ...before,
      variants: before.variants.map((variant) => ({ ...variant, bins: { SH: " ", LDS: "" } })),
    };
    expect(inputOf(emptied, before).variants[0]?.bins).toEqual([{ location: "SH", bin: "" }]);
    expect(inputOf({ ...before, variants: [blankVariant(columns)] }).variants[0]).toMatchObject({
      bins: [],
      prices: [],
    });
  });
});
