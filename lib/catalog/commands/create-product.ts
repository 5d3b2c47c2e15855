import { products } from "@/db/schema/catalog";
import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { insertRows } from "@/lib/rows";
import { findUnknownLocation } from "../find-unknown-location";
import { createProductInput } from "../inputs";
import { findTaken, insertVariants } from "../write-variants";

/** Adds a product with its variants. Refuses "duplicate_sku", "duplicate_barcode", "unknown_location". */
export const createProduct = defineCommand({
  name: "catalogue.create_product",
  permission: "catalogue.edit",
  input: createProductInput,
  refusals: ["duplicate_sku", "duplicate_barcode", "unknown_location"],
  async run(context, { variants, ...product }) {
    const { tx, now } = context;
    const refusal = (await findUnknownLocation(tx, variants)) ?? (await findTaken(tx, variants));
    if (refusal) return refusal;
    const id = newId();
    await insertRows(tx, products, [{ ...product, id, createdAt: now, updatedAt: now }]);
    const rows = variants.map((variant) => ({ ...variant, id: newId(), productId: id }));
    await insertVariants(tx, rows, now);
    const skus = rows.map(({ sku }) => sku);
    await recordAudit(context, "catalogue.product_created", product.title, { skus });
    return { sku: skus[0] as string, skus };
  },
});
