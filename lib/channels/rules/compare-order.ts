import type { ChannelOrder } from "./channel-order";

/** What the channel changed between two deliveries of one order. */
export type ChannelChanges = { address: boolean; lines: boolean; message: boolean };

/**
 * Compares with what the channel said before, not with what the house made of it: an address that a person corrected
 * here is not undone by a delivery that only repeats the old one.
 */
export function changesBetween(before: ChannelOrder, after: ChannelOrder): ChannelChanges {
  const differs = (a: unknown, b: unknown) => JSON.stringify(a ?? null) !== JSON.stringify(b ?? null);
  const linesOf = ({ order }: ChannelOrder) =>
    order.lines.map(({ sku, title, quantity, unitPrice, discount }) => [sku, title, quantity, unitPrice, discount]);
  return {
    address: differs(before.order.shipTo, after.order.shipTo),
    lines: differs(linesOf(before), linesOf(after)),
    message: differs(before.order.buyerMessage || null, after.order.buyerMessage || null),
  };
}
