import { z } from "zod";
import { type CommandContext, defineCommand, defineSharedCommand, fieldErrors } from "@/lib/command";
import { type Refusal, refuse } from "@/lib/core/result";
import { type ReceiveOrderInput, receiveOrderInput } from "@/lib/orders/inputs";
import { lockForChannels, type ReceivedOrder, type ReceiveRefusal, receiveOrders } from "@/lib/orders/receive-orders";
import { intakeRefusals } from "@/lib/orders/rules/intake";

/** Takes one order from any door: priced, checked and, when nothing stops it, approved with its stock reserved. */
export const receiveOrder = defineSharedCommand({
  name: "orders.receive",
  permission: "orders.create",
  input: receiveOrderInput,
  refusals: ["unknown_channel", "duplicate_external_id", ...intakeRefusals],
  runMany: receiveByChannel,
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
    const read = input.orders.map((sent) => receiveOrderInput.safeParse(sent));
    const received = (
      await receiveByChannel(
        context,
        read.flatMap(({ data }) => data ?? []),
      )
    ).values();
    const answers: (ReceivedOrder | Refusal)[] = read.map(({ error }) =>
      error
        ? refuse("invalid_input", { fields: fieldErrors(error) })
        : (received.next().value as ReceivedOrder | Refusal),
    );
    return { answers };
  },
});

/** Orders of any channels, received channel by channel; answers in the order of `orders`. */
export async function receiveByChannel(context: CommandContext, orders: readonly ReceiveOrderInput[]) {
  const byChannel = new Map<string, ReceiveOrderInput[]>();
  for (const order of orders) {
    const channel = order.channel ?? "";
    byChannel.set(channel, [...(byChannel.get(channel) ?? []), order]);
  }
  if (byChannel.size > 1) await lockForChannels(context, byChannel);
  const answers = new Map<ReceiveOrderInput, ReceivedOrder | Refusal<ReceiveRefusal>>();
  for (const entries of byChannel.values()) {
    const received = await receiveOrders(context, entries);
    for (const [at, order] of entries.entries()) answers.set(order, received[at] as ReceivedOrder);
  }
  return orders.map((order) => answers.get(order) as ReceivedOrder | Refusal<ReceiveRefusal>);
}
