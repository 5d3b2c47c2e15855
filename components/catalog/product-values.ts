import type { ProductChoices, ProductDetail } from "@/lib/catalog/queries/get-product";
import { currencyDecimals } from "@/lib/core/money";

/** One variant as its row of inputs holds it: text as typed. */
export type VariantValues = {
  was: { sku: string; version: number } | null;
  sku: string;
  barcode: string;
  title: string;
  titleZh: string;
  prices: Record<string, string>;
  unitCost: string;
  weightGrams: string;
  reorderPoint: string;
  reorderQuantity: string;
  bins: Record<string, string>;
  backorderAllowed: boolean;
  madeToOrder: boolean;
  active: boolean;
};

export type ProductValues = {
  title: string;
  titleZh: string;
  category: string;
  taxClass: string;
  returnable: boolean;
  active: boolean;
  variants: VariantValues[];
};

export const emptyVariant: VariantValues = {
  was: null,
  sku: "",
  barcode: "",
  title: "",
  titleZh: "",
  prices: {},
  unitCost: "",
  weightGrams: "",
  reorderPoint: "",
  reorderQuantity: "",
  bins: {},
  backorderAllowed: false,
  madeToOrder: false,
  active: true,
};

export const emptyProduct: ProductValues = {
  title: "",
  titleZh: "",
  category: "",
  taxClass: "standard",
  returnable: true,
  active: true,
  variants: [emptyVariant],
};

const text = (value: number | string | null) => (value === null ? "" : String(value));

type Columns = Pick<ProductChoices, "currencies" | "places">;

/** Every column of the sheet has its cell, also where nothing was entered yet: else the form would look changed. */
function cells({ currencies, places }: Columns) {
  return {
    prices: Object.fromEntries(currencies.map((currency) => [currency, ""])),
    bins: Object.fromEntries(places.map(({ code }) => [code, ""])),
  };
}

/** What a new variant starts with. */
export function blankVariant(columns: Columns): VariantValues {
  return { ...emptyVariant, ...cells(columns) };
}

/** "30.9" → "30.90", as people write prices; finer ones stay as they are. */
function priceText(unitPrice: string, currency: string): string {
  const [whole = "", fraction = ""] = unitPrice.split(".");
  const decimals = Math.max(currencyDecimals(currency), fraction.length);
  return decimals === 0 ? whole : `${whole}.${fraction.padEnd(decimals, "0")}`;
}

/** A stored product as the form shows it. */
export function valuesOf(product: ProductDetail, columns: Columns): ProductValues {
  const blank = cells(columns);
  const { title, titleZh, category, taxClass, returnable, active } = product;
  return {
    title,
    titleZh,
    category,
    taxClass,
    returnable,
    active,
    variants: product.variants.map((variant) => ({
      was: { sku: variant.sku, version: variant.version },
      sku: variant.sku,
      barcode: text(variant.barcode),
      title: variant.title,
      titleZh: variant.titleZh,
      prices: {
        ...blank.prices,
        ...Object.fromEntries(
          variant.prices.map(({ currency, unitPrice }) => [currency, priceText(unitPrice, currency)]),
        ),
      },
      unitCost: text(variant.unitCost),
      weightGrams: text(variant.weightGrams),
      reorderPoint: text(variant.reorderPoint),
      reorderQuantity: text(variant.reorderQuantity),
      bins: { ...blank.bins, ...Object.fromEntries(variant.bins.map(({ location, bin }) => [location, bin])) },
      backorderAllowed: variant.backorderAllowed,
      madeToOrder: variant.madeToOrder,
      active: variant.active,
    })),
  };
}

/** What was typed as the command takes it. A number that is none stays text, so that the command's schema names it. */
export function inputOf(values: ProductValues, before?: ProductValues) {
  return {
    ...values,
    variants: values.variants.map(({ was, prices, bins, ...variant }) => ({
      ...variant,
      ...(was && { was }),
      barcode: variant.barcode.trim() || null,
      unitCost: variant.unitCost.trim() || null,
      weightGrams: wholeOrText(variant.weightGrams),
      reorderPoint: wholeOrText(variant.reorderPoint),
      reorderQuantity: wholeOrText(variant.reorderQuantity),
      prices: enteredPrices(prices).map(([currency, unitPrice]) => ({ currency, unitPrice: unitPrice.trim() })),
      bins: enteredBins({ was, bins }, before).map(([location, bin]) => ({ location, bin: bin.trim() })),
    })),
  };
}

function enteredPrices(prices: VariantValues["prices"]): [string, string][] {
  return Object.entries(prices).filter(([, unitPrice]) => unitPrice.trim() !== "");
}

// A shelf that was emptied is said so; one that never was is not.
function enteredBins({ was, bins }: Pick<VariantValues, "was" | "bins">, before?: ProductValues): [string, string][] {
  const stored = before?.variants.find((variant) => variant.was !== null && variant.was.sku === was?.sku)?.bins ?? {};
  return Object.entries(bins).filter(([location, bin]) => bin.trim() !== "" || (stored[location] ?? "") !== "");
}

function wholeOrText(typed: string): number | string | null {
  const trimmed = typed.trim();
  if (trimmed === "") return null;
  return /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : trimmed;
}

/** Where an error of the command belongs among the inputs: prices and shelves are lists there and columns here. */
export function fieldOf(path: string, values: ProductValues, before?: ProductValues): string {
  const match = /^variants\.(\d+)\.(prices|bins)\.(\d+)/.exec(path);
  const variant = match && values.variants[Number(match[1])];
  if (!match || !variant) return path;
  const entries = match[2] === "prices" ? enteredPrices(variant.prices) : enteredBins(variant, before);
  const key = entries[Number(match[3])]?.[0];
  return key === undefined ? path : `variants.${match[1]}.${match[2]}.${key}`;
}
