import { defineCommand } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { postStock } from "@/lib/post";
import { fillBackorders, itemsOf, lockWaitingOrders } from "../fill-backorders";
import { findPlace, findStockItems, type StockItem } from "../find-stock-items";
import { adjustStockInput } from "../inputs";
import { lockLevels } from "../lock-levels";
import { openDocument } from "../open-document";
import { planAdjustment } from "../rules/adjustment";

const nothingThere = { onHand: 0, damaged: 0, available: 0, reserved: 0 };

/**
 * Puts one level right, with a reason. Units that turn up go to the orders that wait for them. Refuses "no_such_item",
 * "unknown_location", "not_enough_free" (the rest is promised to orders), "not_enough_damaged", "nothing_changes".
 */
export const adjustStock = defineCommand({
  name: "stock.adjust",
  permission: "stock.adjust",
  input: adjustStockInput,
  refusals: [
    "no_such_item",
    "unknown_location",
    "closed_location",
    "not_enough_free",
    "not_enough_damaged",
    "nothing_changes",
  ],
  async run(context, input) {
    const { tx } = context;
    const [items, place] = [
      await findStockItems(tx, [input.sku]),
      await findPlace(tx, input.location, { closed: true }),
    ];
    if (isRefusal(items)) return items;
    if (isRefusal(place)) return place;
    const item = items.get(input.sku) as StockItem;
    // How many a count adds is known only under the lock: as many as it found at most.
    const waiting = await lockWaitingOrders(tx, [{ variantId: item.id, quantity: Math.max(input.quantity, 0) }]);
    const levels = await lockLevels(tx, [item.id, ...itemsOf(waiting)]);
    const level =
      levels.find(({ variantId, locationId }) => variantId === item.id && locationId === place.id) ?? nothingThere;
    const change = planAdjustment(level, input);
    if (isRefusal(change)) {
      return refuse(change.code, { ...change.facts, sku: item.sku, location: place.code, reserved: level.reserved });
    }
    const document = await openDocument(context, { kind: "adjustment", reason: input.reason, note: input.note });
    const to = { variantId: item.id, locationId: place.id, documentNumber: document, note: input.note };
    postStock(context, [{ ...change, ...to, documentType: "adjustment" }]);
    const filled = await fillBackorders(context, waiting);
    const { onHand = 0, damaged = 0 } = change;
    return {
      document,
      sku: item.sku,
      onHand: level.onHand + onHand,
      damaged: level.damaged + damaged,
      available: level.available + onHand - damaged - filled.units,
      filled,
    };
  },
});
