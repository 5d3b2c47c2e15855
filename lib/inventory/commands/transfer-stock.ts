import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import type { StockPosting } from "@/lib/orders/rules/plan";
import { postStock } from "@/lib/post";
import { findPlace, findStockItems, unitsByItem } from "../find-stock-items";
import { transferStockInput } from "../inputs";
import { lockLevels } from "../lock-levels";
import { offerFreed } from "../offer-freed";
import { openDocument } from "../open-document";

/**
 * Moves free units from one warehouse to another: out of the one and into the other in one statement, so no unit is ever
 * nowhere or in both. Refuses "no_such_item", "unknown_location", "closed_location", "not_enough_free".
 */
export const transferStock = defineCommand({
  name: "stock.transfer",
  permission: "stock.transfer",
  input: transferStockInput,
  refusals: ["no_such_item", "unknown_location", "closed_location", "not_enough_free"],
  async run(context, input) {
    const { tx } = context;
    // A closed warehouse may be emptied, not filled.
    const [from, to] = [await findPlace(tx, input.from, { closed: true }), await findPlace(tx, input.to)];
    if (isRefusal(from)) return from;
    if (isRefusal(to)) return to;
    const items = await findStockItems(
      tx,
      input.lines.map(({ sku }) => sku),
    );
    if (isRefusal(items)) return items;
    const lines = unitsByItem(input.lines, items);
    const levels = await lockLevels(
      tx,
      lines.map(({ item }) => item.id),
    );
    for (const { item, quantity } of lines) {
      const level = levels.find(({ variantId, locationId }) => variantId === item.id && locationId === from.id);
      const free = Math.max(level?.available ?? 0, 0);
      if (free < quantity) {
        const { onHand = 0, reserved = 0 } = level ?? {};
        return refuse("not_enough_free", {
          sku: item.sku,
          location: from.code,
          free,
          requested: quantity,
          onHand,
          reserved,
        });
      }
    }
    const document = await openDocument(context, {
      kind: "transfer",
      reason: `${from.code} → ${to.code}`,
      note: input.note,
    });
    const common = { documentType: "transfer" as const, documentNumber: document, note: input.note };
    const leaving = lines.map(
      ({ item, quantity }): StockPosting => ({
        ...common,
        variantId: item.id,
        locationId: from.id,
        onHand: -quantity,
        reason: "transfer_out",
      }),
    );
    const arriving = lines.map(
      ({ item, quantity }): StockPosting => ({
        ...common,
        variantId: item.id,
        locationId: to.id,
        onHand: quantity,
        reason: "transfer_in",
      }),
    );
    postStock(context, [...leaving, ...arriving]);
    // What lay in a closed warehouse could not be sold.
    if (!from.active) await offerFreed(tx, arriving);
    return { document, items: lines.length, units: lines.reduce((sum, { quantity }) => sum + quantity, 0) };
  },
});
