import { products } from "@/db/schema/catalog";
import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { insertRows } from "@/lib/rows";
import { createVariantsInput } from "../inputs";
import { findTaken, insertVariants } from "../write-variants";

/**
 * Adds products by the thousand, for imports and a first fill. SKUs the shop has are refused or, where asked, left as
 * they are; a product all of whose SKUs exist is not made again. Refuses "duplicate_sku", "duplicate_barcode".
 */
export const createVariants = defineCommand({
  name: "catalogue.create_variants",
  permission: "catalogue.edit",
  input: createVariantsInput,
  refusals: ["duplicate_sku", "duplicate_barcode"],
  async run(context, input) {
    const { tx, now } = context;
    const known =
      input.existing === "skip"
        ? await existingSkus(
            context.tx,
            input.products.flatMap((product) => product.variants),
          )
        : new Set();
    const rows = input.products
      .map(({ variants, ...product }) => ({
        product: { ...product, id: newId(), createdAt: now, updatedAt: now },
        variants: variants.filter(({ sku }) => !known.has(sku.toUpperCase())),
      }))
      .filter(({ variants }) => variants.length > 0);
    const added = rows.flatMap(({ product, variants }) =>
      variants.map((variant) => ({ ...variant, id: newId(), productId: product.id })),
    );
    const skipped = known.size;
    if (added.length === 0) return { products: 0, variants: 0, skipped };
    const taken = await findTaken(tx, added);
    if (taken) return taken;
    await insertRows(
      tx,
      products,
      rows.map(({ product }) => product),
    );
    await insertVariants(tx, added, now);
    await recordAudit(context, "catalogue.variants_created", `${added.length}`, {
      products: rows.length,
      variants: added.length,
      skipped,
      first: added.slice(0, 20).map(({ sku }) => sku),
    });
    return { products: rows.length, variants: added.length, skipped };
  },
});

async function existingSkus(
  tx: Parameters<typeof findTaken>[0],
  variants: readonly { sku: string }[],
): Promise<Set<unknown>> {
  const wanted = variants.map(({ sku }) => sku.toUpperCase());
  const rows = await tx.sql`select upper(sku) as sku from variants where upper(sku) = any(${wanted}::text[])`;
  return new Set(rows.map((row) => row.sku));
}
