import { type Refusal, refuse } from "@/lib/core/result";
import { mappedService, type Offer, type ShippingBook, type ShippingService } from "@/lib/shipping/rules/shipping";

/** The service that somebody named by its code; none where they named none. */
export function offerNamed(book: ShippingBook, code: string | null): Offer | null | Refusal<"unknown_service"> {
  if (code === null || code === "") return null;
  return book.byCode.get(code) ?? refuse("unknown_service", { service: code });
}

/** The offer of an order's service; none where it has none. */
export function offerOf(book: ShippingBook, serviceId: string | null): Offer | null {
  return (serviceId && book.byId.get(serviceId)) || null;
}

/** What sends a new order: the service it names, else what the channel's words stand for. */
export function serviceOfNew(
  book: ShippingBook,
  channelId: string,
  { service, shippingService }: { service?: string | undefined; shippingService: string },
): ShippingService | null | Refusal<"unknown_service"> {
  if (!service) return offerOf(book, mappedService(book, channelId, shippingService))?.service ?? null;
  const offer = offerNamed(book, service);
  return offer === null || "refused" in offer ? offer : offer.service;
}
