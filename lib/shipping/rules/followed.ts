import { nameIn } from "@/lib/i18n/rules/languages";
import { carrierOf, type ShippingBook } from "./shipping";
import { carrierLink } from "./tracking";

type Parcel = { carrier: string; carrierId: string | null; trackingNumber: string };

/** A parcel's carrier as the reader calls it, and where it is followed; words that are no carrier's stay as they are. */
export function followed(book: ShippingBook, parcel: Parcel, locale: string): { carrier: string; link: string | null } {
  const carrier = carrierOf(book, parcel);
  return {
    carrier: carrier ? nameIn(locale, carrier) : parcel.carrier,
    link: carrierLink(carrier?.trackingUrl ?? "", parcel.trackingNumber),
  };
}
