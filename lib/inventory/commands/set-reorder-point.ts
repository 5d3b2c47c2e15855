import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { findStockItems, type StockItem } from "../find-stock-items";
import { setReorderPointInput } from "../inputs";

/** Sets when an item is warned about and how many are bought at once. Refuses "no_such_item". */
export const setReorderPoint = defineCommand({
  name: "stock.set_reorder_point",
  permission: "catalogue.edit",
  input: setReorderPointInput,
  refusals: ["no_such_item"],
  async run(context, { sku, reorderPoint, reorderQuantity }) {
    const { tx, now } = context;
    const items = await findStockItems(tx, [sku]);
    if (isRefusal(items)) return items;
    const item = items.get(sku) as StockItem;
    const [changed] = await tx.sql<{ point: number | null; quantity: number | null }[]>`
      update variants v set reorder_point = ${reorderPoint}, reorder_quantity = ${reorderQuantity},
        version = v.version + 1, updated_at = ${now.toISOString()}
      from (select id, reorder_point as point, reorder_quantity as quantity from variants where id = ${item.id} for update) before
      where v.id = before.id returning before.point, before.quantity`;
    if (!changed) return refuse("no_such_item", { sku });
    await recordAudit(context, "stock.reorder_point_set", item.sku, {
      before: changed,
      after: { point: reorderPoint, quantity: reorderQuantity },
    });
    return { sku: item.sku, reorderPoint, reorderQuantity };
  },
});
