import { recordAudit } from "@/lib/audit";
import { type CommandContext, defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { parseDecimal } from "@/lib/core/money";
import { type Refusal, refuse } from "@/lib/core/result";
import { toJson } from "@/lib/rows";
import { findUnknownLocation } from "../find-unknown-location";
import { type EditProductInput, editProductInput } from "../inputs";
import { changesOf } from "../rules/product-changes";
import { findTaken, insertVariants, type VariantToWrite, writeBins, writePrices } from "../write-variants";

/**
 * Changes a product and its variants, and adds variants. What the page did not show stays as it is. Refuses
 * "gone", "product_changed" (somebody saved since the page was opened, with the SKUs that differ),
 * "duplicate_sku", "duplicate_barcode", "unknown_location".
 */
export const editProduct = defineCommand({
  name: "catalogue.edit_product",
  permission: "catalogue.edit",
  input: editProductInput,
  refusals: ["gone", "product_changed", "duplicate_sku", "duplicate_barcode", "unknown_location"],
  async run(context, input) {
    const { tx, now } = context;
    const locked = await lockProduct(context, input.sku);
    if (!locked) return refuse("gone", { sku: input.sku });
    const stale = staleSince(locked, input);
    if (stale) return stale;
    const own = input.variants.map(
      (variant): VariantToWrite & { was: EditProductInput["variants"][number]["was"] } => ({
        ...variant,
        id: locked.variants.find(({ sku }) => sku === variant.was?.sku)?.id ?? newId(),
      }),
    );
    const refusal =
      (await findUnknownLocation(tx, own)) ??
      (await findTaken(
        tx,
        own,
        own.map(({ id }) => id),
      ));
    if (refusal) return refusal;

    const { title, titleZh, category, taxClass, returnable, active } = input;
    const product = { title, titleZh, category, taxClass, returnable, active };
    const changed = own.filter(({ was }) => was !== null).map(({ was: _, ...variant }) => variant);
    const added = own
      .filter(({ was }) => was === null)
      .map(({ was: _, ...variant }) => ({ ...variant, productId: locked.id }));
    await tx.sql`
      update products set title = ${title}, title_zh = ${titleZh}, category = ${category}, tax_class = ${taxClass},
        returnable = ${returnable}, active = ${active}, updated_at = ${now.toISOString()}
      where id = ${locked.id}`;
    await updateVariants(context, changed);
    await insertVariants(tx, added, now);
    await recordAudit(context, "catalogue.product_changed", title, {
      product: changesOf<Record<string, unknown>>(locked.product, product),
      variants: changed
        .map((variant) => {
          const before = locked.variants.find(({ id }) => id === variant.id);
          const { id: _, bins: __, ...after } = variant;
          return { sku: before?.sku, changes: changesOf<Record<string, unknown>>(before?.fields ?? {}, sorted(after)) };
        })
        .filter(({ changes }) => changes.length > 0),
      added: added.map(({ sku }) => sku),
    });
    return { sku: own[0]?.sku as string, added: added.length };
  },
});

type LockedProduct = {
  id: string;
  changedAt: string;
  product: Record<string, unknown>;
  variants: { id: string; sku: string; version: number; fields: Record<string, unknown> }[];
};

async function lockProduct({ tx }: CommandContext, sku: string): Promise<LockedProduct | undefined> {
  const [product] = await tx.sql<{ id: string; changedAt: string; product: Record<string, unknown> }[]>`
    select p.id, to_char(p.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "changedAt",
      jsonb_build_object('title', p.title, 'titleZh', p.title_zh, 'category', p.category, 'taxClass', p.tax_class,
        'returnable', p.returnable, 'active', p.active) as product
    from products p where p.id = (select product_id from variants where upper(sku) = upper(${sku})) for update`;
  if (!product) return undefined;
  const variants = await tx.sql<LockedProduct["variants"]>`
    select v.id, v.sku, v.version,
      jsonb_build_object('sku', v.sku, 'barcode', v.barcode, 'title', v.title, 'titleZh', v.title_zh, 'unitCost', v.unit_cost::text,
        'weightGrams', v.weight_grams, 'reorderPoint', v.reorder_point, 'reorderQuantity', v.reorder_quantity,
        'backorderAllowed', v.backorder_allowed, 'madeToOrder', v.made_to_order, 'active', v.active,
        'prices', (select coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'unitPrice', trim_scale(unit_price)::text) order by currency), '[]')
                   from variant_prices where variant_id = v.id)) as fields
    from variants v where v.product_id = ${product.id} order by v.id for update`;
  return { ...product, variants: [...variants] };
}

function staleSince(locked: LockedProduct, input: EditProductInput): Refusal<"product_changed"> | null {
  const skus = input.variants
    .filter(({ was }) => was && locked.variants.find(({ sku }) => sku === was.sku)?.version !== was.version)
    .map(({ was }) => was?.sku);
  if (skus.length > 0) return refuse("product_changed", { sku: skus.join(", "), at: locked.changedAt });
  const seen = new Date(input.seen).getTime();
  return seen === new Date(locked.changedAt).getTime()
    ? null
    : refuse("product_changed", { sku: "", at: locked.changedAt });
}

async function updateVariants({ tx, now }: CommandContext, rows: readonly VariantToWrite[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.sql`
    update variants v set sku = n.sku, barcode = n.barcode, title = n.title, title_zh = n."titleZh", unit_cost = n."unitCost",
      weight_grams = n."weightGrams", reorder_point = n."reorderPoint", reorder_quantity = n."reorderQuantity",
      backorder_allowed = n."backorderAllowed", made_to_order = n."madeToOrder", active = n.active,
      version = v.version + 1, updated_at = ${now.toISOString()}
    from json_to_recordset(${toJson(rows)}::text::json) as n(id uuid, sku text, barcode text, title text, "titleZh" text,
      "unitCost" numeric, "weightGrams" int, "reorderPoint" int, "reorderQuantity" int, "backorderAllowed" boolean,
      "madeToOrder" boolean, active boolean)
    where v.id = n.id`;
  await writePrices(tx, rows);
  await writeBins(tx, rows);
}

function sorted<T extends { prices: { currency: string; unitPrice: string }[] }>(variant: T): T {
  const prices = variant.prices.map(({ currency, unitPrice }) => ({ currency, unitPrice: parseDecimal(unitPrice) }));
  return { ...variant, prices: prices.sort((a, b) => (a.currency < b.currency ? -1 : 1)) };
}
