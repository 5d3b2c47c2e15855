import { eq } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import { loadIntakeAutomation } from "@/lib/automation/load-intake-rules";
import type { CommandContext } from "@/lib/command";
import { assert } from "@/lib/core/result";
import { loadShipping } from "@/lib/shipping/load-shipping";
import { contactHistories, findChannel, itemsKey, lockPool, variantsById } from "./load-intake-facts";
import type { FinishFacts } from "./rules/intake";
import { offerOf } from "./rules/named-service";
import type { OrderState } from "./rules/state";

/**
 * What the review and the approval of an order in the house look at: its contact's history and the locked stock of its
 * items. The same facts that intake reads for a new order.
 */
export async function finishFactsOf(
  context: CommandContext,
  order: OrderState,
): Promise<Omit<FinishFacts, "onShortage" | "reserve">> {
  const { tx, shop, now } = context;
  const items = order.lines.filter((line) => line.variantId);
  const ids = items.filter((line) => !line.madeToOrder).map((line) => line.variantId as string);
  const since = new Date(now.getTime() - shop.reviewPolicy.duplicateHours * 3_600_000);
  const [rows, channel, variants, automation, book] = await Promise.all([
    tx.db
      .select({
        ...{ contactEmail: orders.contactEmail, contactPhone: orders.contactPhone, shipTo: orders.shipTo },
        ...{ gift: orders.gift, shippingService: orders.shippingService, buyerMessage: orders.buyerMessage },
      })
      .from(orders)
      .where(eq(orders.id, order.id)),
    findChannel(tx, { id: order.channelId, closed: true }),
    variantsById(
      tx,
      items.map((line) => line.variantId as string),
    ),
    loadIntakeAutomation(tx, shop.rulesVersion, [order.customerId]),
    loadShipping(tx, shop.shippingVersion),
  ]);
  const [row] = rows;
  assert(row && channel, "an order has its row and its channel");
  const [[history], { pool, locations }] = await Promise.all([
    contactHistories(
      tx,
      [{ email: row.contactEmail, phone: row.contactPhone, customerId: order.customerId }],
      since,
      order.id,
    ),
    lockPool(tx, ids),
  ]);
  const ordered = itemsKey(order.lines.map((line) => ({ sku: line.sku, quantity: line.ordered })));
  return {
    now,
    shop,
    channel,
    locations,
    pool,
    variants,
    earlierOrders: history?.earlierOrders ?? 0,
    similar: (history?.recent ?? []).map((other) => ({
      number: other.number,
      placedAt: other.placedAt,
      sameItems: other.items === ordered,
    })),
    contactEmail: row.contactEmail,
    contactPhone: row.contactPhone,
    shipTo: row.shipTo,
    automation,
    about: {
      ...{ gift: row.gift, shippingService: row.shippingService, buyerMessage: row.buyerMessage },
      service: offerOf(book, order.shippingServiceId)?.service.code ?? "",
    },
  };
}
