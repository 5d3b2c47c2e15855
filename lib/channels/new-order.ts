import type { CommandContext } from "@/lib/command";
import { assert, isRefusal, type Refusal } from "@/lib/core/result";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { receiveOrder } from "@/lib/orders/commands/receive-order";
import type { ReceiveOrderInput } from "@/lib/orders/inputs";
import { houseWords } from "./house-words";
import type { ChannelOrder } from "./rules/channel-order";
import type { IgnoredReason, Processed } from "./rules/inbox";

const nothingToDo: Partial<Record<ChannelOrder["state"], IgnoredReason>> = {
  finished: "finished_there",
  refunded: "refunded_there",
  never_placed: "never_placed",
};

/**
 * Takes an order that the house does not know yet. Lines of unknown codes keep it from moving until somebody links
 * them; one that was cancelled there is taken and cancelled, so that it can be found; a test order stays a draft.
 */
export async function newOrder(
  context: CommandContext,
  told: ChannelOrder,
  input: ReceiveOrderInput,
): Promise<Processed | Refusal<never>> {
  const passedOver = nothingToDo[told.state];
  if (passedOver) return { order: null, ignored: passedOver };
  const received = await receiveOrder.run(context, input);
  if (isRefusal(received)) return received as Refusal<never>;
  const { number } = received;
  const words = houseWords(context.shop.locale);
  if (told.state === "cancelled") {
    const cancelled = await cancelOrder.within(context, { number, note: words("cancelledThere") });
    assert(!isRefusal(cancelled), "an order that just came in can be cancelled");
    return { order: number, ignored: null };
  }
  const unmapped = await unmappedCodes(context, received.id);
  if (unmapped.length > 0 && !told.test) {
    await holdOrder.within(context, {
      number,
      type: "unmapped_sku",
      reason: words("unmapped", { codes: unmapped.join(", ") }).slice(0, 500),
    });
  }
  if (told.state === "partly_sent") {
    await holdOrder.within(context, { number, type: "other", reason: words("partlySent") });
  }
  return { order: number, ignored: null };
}

async function unmappedCodes({ tx }: CommandContext, orderId: string): Promise<string[]> {
  const rows = await tx.sql<{ code: string }[]>`
    select distinct coalesce(nullif(sku, ''), title) as code from order_lines
    where order_id = ${orderId} and kind = 'product' and variant_id is null order by 1`;
  return rows.map((row) => row.code);
}
