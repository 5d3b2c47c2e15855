import { z } from "zod";
import { defineCommand } from "@/lib/command";
import type { Refusal } from "@/lib/core/result";
import { receiveOrderInput } from "@/lib/orders/inputs";
import { type ReceivedOrder, receiveOrders } from "@/lib/orders/receive-orders";

/** Takes one order from any door: priced, checked and, when nothing stops it, approved with its stock reserved. */
export const receiveOrder = defineCommand({
  name: "orders.receive",
  permission: "orders.create",
  input: receiveOrderInput,
  refusals: [
    "unknown_sku",
    "no_price",
    "unknown_currency",
    "bad_amount",
    "amount_too_large",
    "discount_exceeds_items",
    "insufficient_stock",
    "paid_more_than_total",
    "unknown_channel",
    "duplicate_external_id",
  ],
  async run(context, input) {
    const [received] = await receiveOrders(context, [input]);
    return received as Exclude<typeof received, undefined>;
  },
});

/** Takes up to a hundred orders of one channel in one transaction; each has its own answer. */
export const receiveOrderBatch = defineCommand({
  name: "orders.receive-batch",
  permission: "orders.create",
  input: z.strictObject({ orders: z.array(receiveOrderInput).min(1, "no_orders").max(100, "too_many_orders") }),
  refusals: [],
  async run(context, input) {
    const groups = new Map<string, number[]>();
    for (const [index, order] of input.orders.entries()) {
      const channel = order.channel ?? "";
      groups.set(channel, [...(groups.get(channel) ?? []), index]);
    }
    const answers: (ReceivedOrder | Refusal)[] = [];
    for (const indexes of groups.values()) {
      const received = await receiveOrders(
        context,
        indexes.map((index) => input.orders[index] as (typeof input.orders)[number]),
      );
      for (const [at, index] of indexes.entries()) answers[index] = received[at] as ReceivedOrder | Refusal;
    }
    return { answers };
  },
});
