import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { findPlace, findStockItems, type StockItem } from "../find-stock-items";
import { setBinInput } from "../inputs";

/** Says on which shelf of a warehouse an item lies; blank for none. Refuses "no_such_item", "unknown_location". */
export const setBin = defineCommand({
  name: "stock.set_bin",
  permission: "stock.adjust",
  input: setBinInput,
  refusals: ["no_such_item", "unknown_location", "closed_location"],
  async run(context, input) {
    const { tx } = context;
    const items = await findStockItems(tx, [input.sku]);
    if (isRefusal(items)) return items;
    const place = await findPlace(tx, input.location, { closed: true });
    if (isRefusal(place)) return place;
    const item = items.get(input.sku) as StockItem;
    const [before] = await tx.sql<{ bin: string }[]>`
      select bin from stock_levels where variant_id = ${item.id} and location_id = ${place.id} for update`;
    await tx.sql`
      insert into stock_levels (variant_id, location_id, bin) values (${item.id}, ${place.id}, ${input.bin})
      on conflict (variant_id, location_id) do update set bin = excluded.bin`;
    await recordAudit(context, "stock.bin_set", item.sku, {
      location: place.code,
      before: before?.bin ?? "",
      after: input.bin,
    });
    return { sku: item.sku, bin: input.bin };
  },
});
