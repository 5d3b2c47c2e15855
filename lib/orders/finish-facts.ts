import { inArray } from "drizzle-orm";
import { orders as orderTable } from "@/db/schema/orders";
import { loadIntakeAutomation } from "@/lib/automation/load-intake-rules";
import { loadPromotionFacts } from "@/lib/automation/load-promotion-facts";
import { asksForPromotions } from "@/lib/automation/rules/fields";
import type { CommandContext } from "@/lib/command";
import { assert } from "@/lib/core/result";
import { loadShipping } from "@/lib/shipping/load-shipping";
import { channelsById, contactHistories, type FreeStock, itemsKey, lockPool, variantsById } from "./load-intake-facts";
import type { FinishFacts } from "./rules/intake";
import { offerOf } from "./rules/named-service";
import type { OrderState } from "./rules/state";

type Facts = Omit<FinishFacts, "onShortage" | "reserve">;

/**
 * What the review and the approval of an order in the house look at: its contact's history and the locked stock of its
 * items. The same facts that intake reads for a new order.
 */
export async function finishFactsOf(context: CommandContext, order: OrderState): Promise<Facts> {
  const facts = (await finishFactsFor(context, [order], (ids) => lockPool(context.tx, ids))).get(order.id);
  assert(facts, "facts are found for the order that was asked about");
  return facts;
}

/** The same for many orders at once, by id; they draw on one stock in their sequence. */
export async function finishFactsFor(
  context: CommandContext,
  orders: readonly OrderState[],
  free: (variantIds: string[]) => Promise<FreeStock>,
): Promise<Map<string, Facts>> {
  if (orders.length === 0) return new Map();
  const { tx, shop, now } = context;
  const items = orders.flatMap((order) => order.lines.filter((line) => line.variantId));
  const idsOf = (lines: OrderState["lines"]) => [...new Set(lines.map((line) => line.variantId as string))];
  const since = new Date(now.getTime() - shop.reviewPolicy.duplicateHours * 3_600_000);
  const [rows, channels, variants, automation, book] = await Promise.all([
    tx.db
      .select({
        ...{ id: orderTable.id, contactEmail: orderTable.contactEmail, contactPhone: orderTable.contactPhone },
        ...{ shipTo: orderTable.shipTo, gift: orderTable.gift },
        ...{ shippingService: orderTable.shippingService, buyerMessage: orderTable.buyerMessage },
      })
      .from(orderTable)
      .where(
        inArray(
          orderTable.id,
          orders.map(({ id }) => id),
        ),
      ),
    channelsById(tx, [...new Set(orders.map(({ channelId }) => channelId))]),
    variantsById(tx, idsOf(items)),
    loadIntakeAutomation(
      tx,
      shop.rulesVersion,
      orders.map(({ customerId }) => customerId),
    ),
    loadShipping(tx, shop.shippingVersion),
  ]);
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const contacts = orders.map(({ id, customerId }) => {
    const row = rowOf.get(id);
    return { email: row?.contactEmail ?? null, phone: row?.contactPhone ?? null, customerId, orderId: id };
  });
  const asked = asksForPromotions(automation.rules) ? orders.map(({ id }) => id) : [];
  const [histories, { pool, locations }, promotions] = await Promise.all([
    contactHistories(tx, contacts, since),
    free(idsOf(items.filter((line) => !line.madeToOrder))),
    loadPromotionFacts(tx, asked),
  ]);
  const facts = orders.map((order, index): [string, Facts] => {
    const [row, channel, history] = [rowOf.get(order.id), channels.get(order.channelId), histories[index]];
    assert(row && channel, "an order has its row and its channel");
    const ordered = itemsKey(order.lines.map((line) => ({ sku: line.sku, quantity: line.ordered })));
    const { contactEmail, contactPhone, shipTo, gift, shippingService, buyerMessage } = row;
    return [
      order.id,
      {
        ...{ now, shop, channel, locations, pool, variants, automation, contactEmail, contactPhone, shipTo },
        earlierOrders: history?.earlierOrders ?? 0,
        promotions: promotions.get(order.id) ?? [],
        similar: (history?.recent ?? []).map(({ number, placedAt, items: theirs }) => ({
          ...{ number, placedAt, sameItems: theirs === ordered },
        })),
        about: {
          ...{ gift, shippingService, buyerMessage },
          service: offerOf(book, order.shippingServiceId)?.service.code ?? "",
        },
      },
    ];
  });
  return new Map(facts);
}
