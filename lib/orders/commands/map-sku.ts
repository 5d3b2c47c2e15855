import { and, eq, isNull, sql } from "drizzle-orm";
import { orderLines, orders } from "@/db/schema/orders";
import { skuMappings } from "@/db/schema/plumbing";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { mapSkuInput } from "@/lib/orders/inputs";
import { findChannel, variantsBySku } from "@/lib/orders/load-intake-facts";
import { lockOrders } from "@/lib/orders/lock-order";
import { linkedEntries } from "@/lib/orders/rules/sales";
import { isUnmapped } from "@/lib/orders/rules/stage";
import type { OrderState } from "@/lib/orders/rules/state";
import { post } from "@/lib/post";
import { recheckOrder } from "./recheck-order";

const ordersAtOnce = 200;

/**
 * Links what a channel calls an item to one of ours, once: every waiting line with that code is linked, and later orders
 * come in linked. Answers how many orders it touched; more than two hundred are done by doing it again.
 */
export const mapSku = defineCommand({
  name: "channels.map-sku",
  permission: "channels.map",
  input: mapSkuInput,
  refusals: ["unknown_channel", "no_such_item"],
  async run(context, input) {
    const { tx, actor, now, shop } = context;
    const channel = await findChannel(tx, { code: input.channel });
    if (!channel) return refuse("unknown_channel", { channel: input.channel });
    const variant = (await variantsBySku(tx, channel.id, [input.sku])).get(input.sku.toUpperCase());
    if (!variant) return refuse("no_such_item", { sku: input.sku });
    // A code is the same in either case: a link written in the other one would go on beside the new.
    await tx.sql`
      delete from sku_mappings
      where channel_id = ${channel.id} and upper(external_sku) = ${input.externalSku.toUpperCase()} and external_sku <> ${input.externalSku}`;
    await tx.db
      .insert(skuMappings)
      .values({
        channelId: channel.id,
        externalSku: input.externalSku,
        variantId: variant.id,
        createdBy: actor.name,
        createdAt: now,
      })
      .onConflictDoUpdate({
        target: [skuMappings.channelId, skuMappings.externalSku],
        set: { variantId: variant.id, createdBy: actor.name, createdAt: now },
      });
    const waiting = await tx.db
      .selectDistinct({ number: orders.number })
      .from(orderLines)
      .innerJoin(orders, eq(orders.id, orderLines.orderId))
      .where(
        and(
          eq(orders.channelId, channel.id),
          sql`upper(${orderLines.sku}) = ${input.externalSku.toUpperCase()}`,
          eq(orderLines.kind, "product"),
          isNull(orderLines.variantId),
          sql`${orders.stage} in ('draft', 'awaiting_payment', 'review')`,
        ),
      )
      .limit(ordersAtOnce);
    const locked = await lockOrders(
      tx,
      waiting.map((order) => order.number),
    );
    const asked = input.externalSku.toUpperCase();
    const linked = (order: OrderState) =>
      order.lines.filter((line) => isUnmapped(line) && line.sku.toUpperCase() === asked);
    const plans = locked
      .map((order) => ({
        order,
        linkLines: linked(order).map((line) => ({
          lineId: line.id,
          variantId: variant.id,
          sku: variant.sku,
          unitCost: variant.unitCost,
          stocked: !variant.madeToOrder,
          madeToOrder: variant.madeToOrder,
        })),
        // A draft is not sold yet.
        sales: order.submittedAt
          ? linked(order).flatMap((line) =>
              linkedEntries(order, line, { variantId: variant.id, unitCost: variant.unitCost }, shop.currency),
            )
          : [],
        // Another code of the same order may still wait.
        clearHolds: order.lines.some((line) => isUnmapped(line) && line.sku.toUpperCase() !== asked)
          ? []
          : order.holds
              .filter((hold) => hold.type === "unmapped_sku")
              .map((hold) => ({ id: hold.id, note: variant.sku })),
        searchKeys: [variant.sku],
        events: [{ type: "order.mapped", data: { sku: input.externalSku, to: variant.sku } }],
      }))
      .filter((plan) => plan.linkLines.length > 0);
    await post(context, plans);
    for (const { order } of plans) {
      if (order.submittedAt) await recheckOrder.within(context, { number: order.number });
    }
    return { orders: plans.length, sku: variant.sku };
  },
});
