import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { postStock } from "@/lib/post";
import { fillBackorders, itemsOf, lockWaitingOrders } from "../fill-backorders";
import { findPlace, findStockItems, unitsByItem } from "../find-stock-items";
import { receiveStockInput } from "../inputs";
import { lockLevels } from "../lock-levels";
import { openDocument } from "../open-document";

/**
 * Takes goods in at a warehouse: one receipt, any number of items, and in the same transaction the orders that wait for
 * them get theirs, oldest promise first. Refuses "no_such_item", "unknown_location", "closed_location".
 */
export const receiveStock = defineCommand({
  name: "stock.receive",
  permission: "stock.receive",
  input: receiveStockInput,
  refusals: ["no_such_item", "unknown_location", "closed_location"],
  async run(context, input) {
    const { tx } = context;
    const place = await findPlace(tx, input.location);
    if (isRefusal(place)) return place;
    const items = await findStockItems(
      tx,
      input.lines.map(({ sku }) => sku),
    );
    if (isRefusal(items)) return items;
    const lines = unitsByItem(input.lines, items);
    const gained = lines.map(({ item, quantity }) => ({ variantId: item.id, quantity }));
    const waiting = await lockWaitingOrders(tx, gained);
    await lockLevels(tx, [...gained.map(({ variantId }) => variantId), ...itemsOf(waiting)]);
    const note = [input.reference, input.note].filter(Boolean).join(" · ");
    const reason = input.opening ? ("opening" as const) : ("receive" as const);
    const document = await openDocument(context, { kind: "receipt", reason, note });
    postStock(
      context,
      gained.map(({ variantId, quantity }) => ({
        variantId,
        locationId: place.id,
        onHand: quantity,
        reason,
        documentType: "receipt",
        documentNumber: document,
        note: input.reference,
      })),
    );
    const filled = await fillBackorders(context, waiting);
    return { document, items: lines.length, units: lines.reduce((sum, { quantity }) => sum + quantity, 0), filled };
  },
});
