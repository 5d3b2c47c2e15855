import type { CommandContext } from "@/lib/command";
import { toDecimalString } from "@/lib/core/money";
import { assert, type Refusal, refuse } from "@/lib/core/result";
import type { ReceiveOrderInput } from "@/lib/orders/inputs";
import { findChannel } from "@/lib/orders/load-intake-facts";
import { lineDetailsOf, rowsOf } from "@/lib/orders/load-moved";
import { samePeople } from "@/lib/orders/plan-resend";
import { offerOf } from "@/lib/orders/rules/named-service";
import type { OrderState } from "@/lib/orders/rules/state";
import { loadShipping } from "@/lib/shipping/load-shipping";

export const duplicateRefusals = ["unknown_channel", "nothing_to_duplicate"] as const;

/** One of the orders whose facts were read once more, as a draft to be received. */
export type Duplicator = (order: OrderState) => ReceiveOrderInput | Refusal<(typeof duplicateRefusals)[number]>;

/**
 * Orders once more, as drafts: their people, items, prices and discounts as they stand. Lines that came from nowhere but a
 * channel's own discount stay out. What it has to know is read for all of them at once.
 */
export async function duplicatesOf({ tx, shop }: CommandContext, orders: readonly OrderState[]): Promise<Duplicator> {
  const ids = orders.map(({ id }) => id);
  const channelIds = [...new Set(orders.map(({ channelId }) => channelId))];
  const [rows, details, channels, book] = await Promise.all([
    rowsOf(tx, ids),
    lineDetailsOf(tx, ids),
    Promise.all(channelIds.map((id) => findChannel(tx, { id }))),
    loadShipping(tx, shop.shippingVersion),
  ]);
  return (order) => {
    const channel = channels[channelIds.indexOf(order.channelId)];
    if (!channel) return refuse("unknown_channel", { channel: "" });
    const lines = order.lines.flatMap(({ kind, sku, title, unitPrice, discountMinor, ordered, gift, id }) => {
      if (kind === "discount") return [];
      const { spec = "", custom = [] } = details.get(id) ?? {};
      return {
        ...{ kind, title, unitPrice, quantity: ordered, gift, note: "", spec, custom: [...custom] },
        ...(sku ? { sku } : {}),
        discount: toDecimalString(discountMinor, order.currency),
      };
    });
    if (lines.length === 0) return refuse("nothing_to_duplicate");
    const row = rows.get(order.id);
    assert(row, "an order that was read has its row");
    const service = offerOf(book, order.shippingServiceId)?.service.code;
    const shipping = toDecimalString(order.shippingMinor, order.currency);
    return {
      ...{ ...samePeople(order, row), channel: channel.code, lines, shipping, draft: true },
      ...(service ? { service } : {}),
    };
  };
}
