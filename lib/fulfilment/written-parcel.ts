import type { CommandContext } from "@/lib/command";
import { loadShipping } from "@/lib/shipping/load-shipping";
import { writtenCarrier, writtenService } from "@/lib/shipping/rules/shipping";

/** Says how parcels are written down: which of the shop's carriers took them, and what people call carrier and service. */
export async function parcelWriter({ tx, shop }: Pick<CommandContext, "tx" | "shop">) {
  const book = await loadShipping(tx, shop.shippingVersion);
  return <Given extends { carrier: string; service: string }>(given: Given) => ({
    ...given,
    ...writtenCarrier(book, given.carrier),
    service: writtenService(book, given.service),
  });
}
