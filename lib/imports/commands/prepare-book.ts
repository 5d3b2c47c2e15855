import { z } from "zod";
import { createVariants } from "@/lib/catalog/commands/create-variants";
import { productsAtMost } from "@/lib/catalog/inputs";
import { defineCommand } from "@/lib/command";
import { assert, isRefusal, refuse } from "@/lib/core/result";
import { variantsBySku } from "@/lib/orders/load-intake-facts";
import type { StockPosting } from "@/lib/orders/rules/plan";
import { postStock } from "@/lib/post";
import { toJson } from "@/lib/rows";
import { loadImport, loadPlace } from "../load-import";
import { type BookItem, openingOf } from "../rules/book";

/**
 * Before a whole book is posted: makes the items it knows and posts the opening stock its movements need, once. Refuses
 * "import_moved_on" when it was done already.
 */
export const prepareBook = defineCommand({
  name: "imports.prepare_book",
  permission: "imports.run",
  input: z.strictObject({ importId: z.string(), items: z.custom<BookItem[]>(), firstAt: z.date() }),
  refusals: ["not_found", "import_moved_on", "unknown_channel", "no_location", "duplicate_sku", "duplicate_barcode"],
  async run(context, { importId, items, firstAt }) {
    const { tx } = context;
    const loaded = await loadImport(tx.sql, { id: importId }, true);
    if (!loaded) return refuse("not_found");
    if (loaded.status !== "running" || loaded.facts.prepared) return refuse("import_moved_on");
    const place = await loadPlace(tx, loaded);
    if (isRefusal(place)) return place;

    let made = 0;
    for (let at = 0; at < items.length; at += productsAtMost) {
      const created = await createVariants.within(context, {
        existing: "skip",
        products: items.slice(at, at + productsAtMost).map((item) => ({
          title: item.title || item.sku,
          variants: [
            {
              sku: item.sku,
              prices: item.unitPrice === "0" ? [] : [{ currency: loaded.options.currency, unitPrice: item.unitPrice }],
            },
          ],
        })),
      });
      if (isRefusal(created)) return created;
      made += created.variants;
    }
    const variants = await variantsBySku(
      tx,
      place.channel.id,
      items.map((item) => item.sku),
    );
    const postings = items
      .filter((item) => openingOf(item) > 0)
      .map((item): StockPosting => {
        const variant = variants.get(item.sku.toUpperCase());
        assert(variant, `item ${item.sku} was made`);
        return {
          variantId: variant.id,
          locationId: place.locationId,
          onHand: openingOf(item),
          reason: "opening",
          documentType: "import",
          documentNumber: loaded.number,
          occurredAt: firstAt,
        };
      });
    postStock(context, postings);
    const openingUnits = postings.reduce((sum, posting) => sum + (posting.onHand ?? 0), 0);
    await tx.sql`
      update imports set facts = facts || '{"prepared": true}'::jsonb,
        counts = counts || ${toJson({ newItems: made, openingUnits })}::text::jsonb
      where id = ${importId}`;
    return { made, openingUnits };
  },
});
