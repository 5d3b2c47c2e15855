import type { z } from "zod";
import type { createVariantsInput } from "@/lib/catalog/inputs";
import { axes, backorderable, favourites, madeToOrder, shelves } from "./goods";
import { Random } from "./random";
import { type WarehouseCode, warehouseCodes } from "./warehouses";

/** A variant as the demo's orders pick it. */
export type Good = {
  product: string;
  sku: string;
  title: string;
  titleZh: string;
  spec: string;
  specZh: string;
  category: string;
  prices: Readonly<Record<string, string>>;
  popularity: number;
  madeToOrder: boolean;
  backorderAllowed: boolean;
  locations: readonly WarehouseCode[];
};

type ProductInput = z.input<typeof createVariantsInput>["products"][number];

/** Every product of the shop, as its command takes it and as orders pick it. */
export function catalogue(): { products: ProductInput[]; goods: Good[] } {
  const random = new Random("catalogue");
  const goods: Good[] = [];
  let barcode = 0;
  const products = shelves.flatMap(({ category, prefix, aisle, taxClass = "standard", cost, rows }) =>
    rows.map(([code, title, titleZh, price, grams, axis], row): ProductInput => {
      const product = `${prefix}${code}`;
      const popularity = favourites[product] ?? 1;
      const made = madeToOrder.has(product);
      const variants = (axis ? axes[axis] : [["", "", ""] as const]).map(([suffix, spec, specZh], index) => {
        const factor = axis && grows.has(axis) ? (sizes[index] ?? 1) : 1;
        const sku = suffix ? `${product}-${suffix}` : product;
        const prices = pricesOf(price * factor);
        const locations = made ? [] : warehouseCodes.filter((where) => where !== "GZ" || random.chance(0.65));
        barcode += 1;
        const good = {
          product,
          sku,
          title,
          titleZh,
          spec,
          specZh,
          category,
          prices,
          popularity: popularity / (axis ? 1.6 : 1),
          madeToOrder: made,
          backorderAllowed: backorderable.has(product),
          locations,
        };
        goods.push(good);
        const reorderPoint = made ? null : Math.round(4 + 3 * popularity);
        return {
          sku,
          barcode: ean(barcode),
          title: spec,
          titleZh: specZh,
          unitCost: (price * factor * cost * (0.94 + random.next() * 0.12)).toFixed(2),
          weightGrams: Math.round((grams * factor) / 10) * 10,
          reorderPoint,
          reorderQuantity: reorderPoint === null ? null : Math.ceil(reorderPoint / 6) * 6,
          backorderAllowed: good.backorderAllowed,
          madeToOrder: made,
          prices: Object.entries(prices).map(([currency, unitPrice]) => ({ currency, unitPrice })),
          bins: locations.map((location) => ({
            location,
            bin: `${aisle}-${String(row + 1).padStart(2, "0")}-${index + 1}`,
          })),
        };
      });
      return { title, titleZh, category, taxClass, returnable: category !== "Pantry", variants };
    }),
  );
  return { products, goods };
}

/** Axes along which an item grows, and its price with it. */
const grows: ReadonlySet<string> = new Set(["size", "bed", "volume", "pack"]);
const sizes = [1, 1.25, 1.6];

function pricesOf(cny: number): Record<string, string> {
  const round = (amount: number) => (amount < 20 ? Math.round(amount * 2) / 2 : Math.round(amount)).toFixed(2);
  return {
    CNY: cny < 100 ? cny.toFixed(2) : (Math.round(cny) - (Math.round(cny) % 10 === 0 ? 1 : 0)).toFixed(2),
    GBP: round(cny / 6.2),
    EUR: round(cny / 5.3),
    USD: round(cny / 4.9),
    JPY: String(Math.round(cny * 3.2) * 10),
  };
}

/** An EAN-13 under a Chinese prefix, with its check digit. */
function ean(index: number): string {
  const body = `6937214${String(index).padStart(5, "0")}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
