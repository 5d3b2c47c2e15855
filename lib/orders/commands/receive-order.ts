import { z } from "zod";
import { defineCommand, fieldErrors } from "@/lib/command";
import { type Refusal, refuse } from "@/lib/core/result";
import { type ReceiveOrderInput, receiveOrderInput } from "@/lib/orders/inputs";
import { lockForChannels, type ReceivedOrder, receiveOrders } from "@/lib/orders/receive-orders";

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
    "not_placed",
  ],
  async run(context, input) {
    const [received] = await receiveOrders(context, [input]);
    return received as Exclude<typeof received, undefined>;
  },
});

/**
 * Takes up to a hundred orders in one transaction; each has its own answer, also one that cannot be read: it is refused
 * with "invalid_input" and its fields, and keeps no other out.
 */
export const receiveOrderBatch = defineCommand({
  name: "orders.receive-batch",
  permission: "orders.create",
  input: z.strictObject({ orders: z.array(z.unknown()).min(1, "no_orders").max(100, "too_many_orders") }),
  refusals: [],
  async run(context, input) {
    const answers: (ReceivedOrder | Refusal)[] = [];
    const byChannel = new Map<string, { index: number; order: ReceiveOrderInput }[]>();
    for (const [index, sent] of input.orders.entries()) {
      const { success, data: order, error } = receiveOrderInput.safeParse(sent);
      if (!success) {
        answers[index] = refuse("invalid_input", { fields: fieldErrors(error) });
        continue;
      }
      const channel = order.channel ?? "";
      byChannel.set(channel, [...(byChannel.get(channel) ?? []), { index, order }]);
    }
    if (byChannel.size > 1) {
      const inputs = [...byChannel].map(([code, entries]) => [code, entries.map(({ order }) => order)] as const);
      await lockForChannels(context, new Map(inputs));
    }
    for (const entries of byChannel.values()) {
      const received = await receiveOrders(
        context,
        entries.map(({ order }) => order),
      );
      for (const [at, { index }] of entries.entries()) answers[index] = received[at] as ReceivedOrder | Refusal;
    }
    return { answers };
  },
});
