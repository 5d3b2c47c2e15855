import type { z } from "zod";
import { variantPrices, variants } from "@/db/schema/catalog";
import type { Tx } from "@/db/transaction";
import { type Refusal, refuse } from "@/lib/core/result";
import { insertRows, toJson } from "@/lib/rows";
import type { newVariantInput } from "./inputs";

type VariantFields = z.output<typeof newVariantInput>;
export type VariantToWrite = VariantFields & { id: string };

/** The first SKU or barcode that another variant has already; `own` are those being written themselves. */
export async function findTaken(
  tx: Tx,
  wanted: readonly { sku: string; barcode: string | null }[],
  own: readonly string[] = [],
): Promise<Refusal<"duplicate_sku" | "duplicate_barcode"> | null> {
  const skus = wanted.map(({ sku }) => sku.toUpperCase());
  const barcodes = wanted.map(({ barcode }) => barcode).filter((barcode) => barcode !== null);
  const [taken] = await tx.sql<{ sku: string; barcode: string | null; bySku: boolean; title: string }[]>`
    select v.sku, v.barcode, upper(v.sku) = any(${skus}::text[]) as "bySku", p.title
    from variants v join products p on p.id = v.product_id
    where (upper(v.sku) = any(${skus}::text[]) or v.barcode = any(${barcodes}::text[])) and v.id <> all(${[...own]}::uuid[])
    order by "bySku" desc, v.sku limit 1`;
  if (!taken) return null;
  return taken.bySku
    ? refuse("duplicate_sku", { sku: taken.sku, title: taken.title })
    : refuse("duplicate_barcode", { barcode: taken.barcode, sku: taken.sku, title: taken.title });
}

/** Inserts variants of one or many products with their prices and shelves, each table by one statement. */
export async function insertVariants(
  tx: Tx,
  rows: readonly (VariantToWrite & { productId: string })[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const at = { version: 1, createdAt: now, updatedAt: now };
  await insertRows(
    tx,
    variants,
    rows.map(({ prices: _, bins: __, ...row }) => ({ ...row, ...at })),
  );
  await writePrices(tx, rows);
  await writeBins(tx, rows);
}

/** Makes the prices of each variant exactly those given. */
export async function writePrices(tx: Tx, rows: readonly Pick<VariantToWrite, "id" | "prices">[]): Promise<void> {
  const prices = rows.flatMap(({ id, prices }) => prices.map((price) => ({ variantId: id, ...price })));
  await tx.sql`
    delete from variant_prices p
    where p.variant_id = any(${rows.map(({ id }) => id)}::uuid[])
      and not exists (select 1 from json_to_recordset(${toJson(prices)}::text::json) as k("variantId" uuid, currency text)
                      where k."variantId" = p.variant_id and k.currency = p.currency)`;
  if (prices.length === 0) return;
  await insertRows(
    tx,
    variantPrices,
    prices,
    "on conflict (variant_id, currency) do update set unit_price = excluded.unit_price",
  );
}

/** Sets the shelves named; a shelf may be known before the first unit lies on it. */
export async function writeBins(tx: Tx, rows: readonly Pick<VariantToWrite, "id" | "bins">[]): Promise<void> {
  const bins = rows.flatMap(({ id, bins }) => bins.map(({ location, bin }) => ({ variant_id: id, location, bin })));
  if (bins.length === 0) return;
  await tx.sql`
    insert into stock_levels (variant_id, location_id, bin)
    select b.variant_id, p.id, b.bin
    from json_to_recordset(${toJson(bins)}::text::json) as b(variant_id uuid, location text, bin text)
    join locations p on p.code = b.location
    order by 1, 2
    on conflict (variant_id, location_id) do update set bin = excluded.bin where stock_levels.bin <> excluded.bin`;
}
