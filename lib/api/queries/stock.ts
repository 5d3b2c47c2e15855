import { connection } from "@/db/client";
import { textProblem } from "@/lib/core/text";
import { cursorOf, priceOf, readCursor } from "../dto/fields";

export type StockFilters = {
  limit: number;
  cursor?: string | undefined;
  sku?: string[] | undefined;
  location?: string | undefined;
};

export type StockRow = {
  sku: string;
  location: string;
  onHand: number;
  reserved: number;
  damaged: number;
  qualityControl: number;
  incoming: number;
  available: number;
};

const anything = (part: string) => part.length <= 200 && textProblem(part) === null;

/** One page of levels by SKU and warehouse. Null for a cursor that is none of this list. */
export async function listStock(filters: StockFilters): Promise<{ stock: StockRow[]; next: string | null } | null> {
  const from = filters.cursor === undefined ? ["", ""] : readCursor(filters.cursor, [anything, anything]);
  if (from === null) return null;
  const [sku = "", location = ""] = from;
  const { sql } = connection();
  const asked = filters.sku?.map((each) => each.toUpperCase());
  const rows = await sql<StockRow[]>`
    select v.sku, p.code as location, l.on_hand as "onHand", l.reserved, l.damaged, l.quality_control as "qualityControl",
           l.incoming, l.available
    from variants v join stock_levels l on l.variant_id = v.id join locations p on p.id = l.location_id
    where upper(v.sku) >= ${sku} and (upper(v.sku), p.code) > (${sku}, ${location})
      ${asked ? sql`and upper(v.sku) = any(${asked}::text[])` : sql``}
      ${filters.location ? sql`and p.code = ${filters.location}` : sql``}
    order by upper(v.sku), p.code
    limit ${filters.limit + 1}`;
  const shown = rows.slice(0, filters.limit);
  const last = rows.length > filters.limit ? shown.at(-1) : undefined;
  return { stock: shown, next: last ? cursorOf(last.sku.toUpperCase(), last.location) : null };
}

export type ProductRow = {
  sku: string;
  barcode: string | null;
  title: string;
  titleZh: string;
  spec: string;
  specZh: string;
  category: string;
  taxClass: string;
  prices: Record<string, string>;
  weightGrams: number | null;
  madeToOrder: boolean;
  backorderAllowed: boolean;
  active: boolean;
};

/** One page of items with their prices, by SKU. Null for a cursor that is none of this list. */
export async function listProducts(filters: {
  limit: number;
  cursor?: string | undefined;
  sku?: string[] | undefined;
}): Promise<{ products: ProductRow[]; next: string | null } | null> {
  const from = filters.cursor === undefined ? [""] : readCursor(filters.cursor, [anything]);
  if (from === null) return null;
  const { sql } = connection();
  const asked = filters.sku?.map((each) => each.toUpperCase());
  const rows = await sql<ProductRow[]>`
    select v.sku, v.barcode, p.title, p.title_zh as "titleZh", v.title as spec, v.title_zh as "specZh", p.category,
           p.tax_class as "taxClass", v.weight_grams as "weightGrams", v.made_to_order as "madeToOrder",
           v.backorder_allowed as "backorderAllowed", v.active and p.active as active,
           (select coalesce(jsonb_object_agg(currency, unit_price::text), '{}') from variant_prices where variant_id = v.id) as prices
    from variants v join products p on p.id = v.product_id
    where upper(v.sku) > ${from[0] as string} ${asked ? sql`and upper(v.sku) = any(${asked}::text[])` : sql``}
    order by upper(v.sku)
    limit ${filters.limit + 1}`;
  const shown = rows.slice(0, filters.limit).map((row) => ({
    ...row,
    prices: Object.fromEntries(Object.entries(row.prices).map(([code, price]) => [code, priceOf(price, code)])),
  }));
  const last = rows.length > filters.limit ? shown.at(-1) : undefined;
  return { products: shown, next: last ? cursorOf(last.sku.toUpperCase()) : null };
}
