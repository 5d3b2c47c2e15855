import { z } from "zod";
import { isCurrency } from "@/lib/core/money";
import { cleanText, textProblem } from "@/lib/core/text";

const line = (longest: number) =>
  z
    .string("missing")
    .max(longest, "too_long")
    .refine((text) => textProblem(text) === null, { error: "forbidden_character", abort: true })
    .transform(cleanText);
const named = (longest: number) => line(longest).pipe(z.string().min(1, "missing"));

/** What is printed on the shelf and typed by people; two that differ in case only are one. */
export const skuInput = named(80);

/** What a scanner reads; blank means none. */
const barcodeInput = line(48)
  .pipe(z.string().regex(/^[\x21-\x7e]*$/, "not_a_barcode"))
  .transform((text) => text || null)
  .nullable();

/** An exact decimal as text, not negative, with at most six decimals. */
export const unitPriceInput = z.string("missing").regex(/^\d{1,12}(\.\d{1,6})?$/, "not_a_price");

const units = (most: number) => z.int("not_whole").min(0, "negative").max(most, "too_large");

export const binInput = line(40);
/** Units below which an item is warned about, and how many are then bought at once; null for none. */
export const reorderPointInput = units(1_000_000).nullable();
export const reorderQuantityInput = units(1_000_000).nullable();

const prices = z
  .array(z.strictObject({ currency: z.string().refine(isCurrency, "unknown_currency"), unitPrice: unitPriceInput }))
  .max(40, "too_many")
  .refine((rows) => new Set(rows.map((row) => row.currency)).size === rows.length, "currency_twice");

const variantFields = {
  sku: skuInput,
  barcode: barcodeInput.default(null),
  title: line(200).default(""),
  titleZh: line(200).default(""),
  /** In the shop's currency. */
  unitCost: unitPriceInput.nullable().default(null),
  weightGrams: units(10_000_000).nullable().default(null),
  reorderPoint: reorderPointInput.default(null),
  reorderQuantity: reorderQuantityInput.default(null),
  backorderAllowed: z.boolean().default(false),
  madeToOrder: z.boolean().default(false),
  active: z.boolean().default(true),
  prices: prices.default([]),
  /** Shelf per warehouse code. */
  bins: z
    .array(z.strictObject({ location: line(40), bin: binInput }))
    .max(200, "too_many")
    .default([]),
};

export const newVariantInput = z.strictObject(variantFields);

const productFields = {
  title: named(300),
  titleZh: line(300).default(""),
  category: line(120).default(""),
  taxClass: line(40).default("standard").pipe(z.string().min(1, "missing")),
  returnable: z.boolean().default(true),
  active: z.boolean().default(true),
};

export const variantsAtMost = 250;

export const createProductInput = z
  .strictObject({
    ...productFields,
    variants: z.array(newVariantInput).min(1, "no_variants").max(variantsAtMost, "too_many"),
  })
  .superRefine((product, context) => refuseTwins(product.variants, ["variants"], context));
export type CreateProductInput = z.output<typeof createProductInput>;

/** A variant on the product's page: `was` names one that exists, by the SKU it had, and the version that was shown. */
const editedVariantInput = z.strictObject({
  ...variantFields,
  was: z.strictObject({ sku: skuInput, version: z.int().positive() }).nullable().default(null),
});

export const editProductInput = z
  .strictObject({
    /** SKU of any of its variants, as it was when the page was opened. */
    sku: skuInput,
    /** When the product was last changed, as the page showed it. */
    seen: z.iso.datetime({ offset: true, error: "not_a_date" }),
    ...productFields,
    variants: z.array(editedVariantInput).min(1, "no_variants").max(variantsAtMost, "too_many"),
  })
  .superRefine((product, context) => refuseTwins(product.variants, ["variants"], context));
export type EditProductInput = z.output<typeof editProductInput>;

export const productsAtMost = 5_000;

export const createVariantsInput = z
  .strictObject({
    products: z
      .array(
        z.strictObject({
          ...productFields,
          variants: z.array(newVariantInput).min(1, "no_variants").max(variantsAtMost, "too_many"),
        }),
      )
      .min(1, "missing")
      .max(productsAtMost, "too_many"),
    /** What to do with a SKU the shop has already. */
    existing: z.enum(["refuse", "skip"]).default("refuse"),
  })
  .superRefine(({ products }, context) => {
    const seen: Twins = { skus: new Set(), barcodes: new Set() };
    for (const [index, product] of products.entries()) {
      refuseTwins(product.variants, ["products", index, "variants"], context, seen);
    }
  });

type Twins = { skus: Set<string>; barcodes: Set<string> };

function refuseTwins(
  variants: readonly { sku: string; barcode: string | null }[],
  path: (string | number)[],
  context: z.RefinementCtx,
  seen: Twins = { skus: new Set(), barcodes: new Set() },
): void {
  const { skus, barcodes } = seen;
  variants.forEach(({ sku, barcode }, index) => {
    if (skus.has(sku.toUpperCase()))
      context.addIssue({ code: "custom", path: [...path, index, "sku"], message: "sku_twice" });
    skus.add(sku.toUpperCase());
    if (barcode === null) return;
    if (barcodes.has(barcode))
      context.addIssue({ code: "custom", path: [...path, index, "barcode"], message: "barcode_twice" });
    barcodes.add(barcode);
  });
}
