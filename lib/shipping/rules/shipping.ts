import { nameIn } from "@/lib/i18n/rules/languages";
export type Carrier = {
  id: string;
  code: string;
  name: string;
  nameZh: string;
  aliases: string[];
  trackingUrl: string;
  trackingFormat: string;
  phone: string;
  active: boolean;
  position: number;
  version: number;
};

export type ShippingService = {
  id: string;
  carrierId: string;
  code: string;
  name: string;
  nameZh: string;
  transitDaysMin: number | null;
  transitDaysMax: number | null;
  maxWeightGrams: number | null;
  serves: string[];
  refuses: string[];
  cashOnDelivery: boolean;
  active: boolean;
  position: number;
  version: number;
};

export type Mapping = { channelId: string | null; words: string; serviceId: string };

/** A service with its carrier. */
export type Offer = { service: ShippingService; carrier: Carrier };

/** All that the shop set about shipping, found by what is asked for. */
export type ShippingBook = {
  carriers: readonly Carrier[];
  /** In the order in which they are offered: by carrier, then by their own place. */
  offers: readonly Offer[];
  byId: ReadonlyMap<string, Offer>;
  byCode: ReadonlyMap<string, Offer>;
  carrierById: ReadonlyMap<string, Carrier>;
  carrierByWords: ReadonlyMap<string, Carrier>;
  serviceByWords: ReadonlyMap<string, string>;
};

/** Words as they are compared: composed, lower case, single blanks. */
export function wordsOf(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}

const ofChannel = (channelId: string | null, words: string) => `${channelId ?? "*"} ${words}`;

/** Makes the book of the shop's rows. */
export function bookOf(
  carriers: readonly Carrier[],
  services: readonly ShippingService[],
  mappings: readonly Mapping[],
): ShippingBook {
  const inOrder = carriers.toSorted((a, b) => a.position - b.position || (a.code < b.code ? -1 : 1));
  const servicesOf = Map.groupBy(services, ({ carrierId }) => carrierId);
  const offers = inOrder.flatMap((carrier) =>
    (servicesOf.get(carrier.id) ?? [])
      .toSorted((a, b) => a.position - b.position || (a.code < b.code ? -1 : 1))
      .map((service) => ({ service, carrier })),
  );
  // A code says whose it is for certain, a name nearly so; what two carriers are called belongs to the first.
  const named = [
    ...inOrder.map((carrier) => [carrier.code, carrier] as const),
    ...inOrder.flatMap((carrier) => [carrier.name, carrier.nameZh].map((name) => [name, carrier] as const)),
    ...inOrder.flatMap((carrier) => carrier.aliases.map((name) => [name, carrier] as const)),
  ];
  const carrierByWords = new Map<string, Carrier>();
  for (const [name, carrier] of named) {
    const words = wordsOf(name);
    if (words !== "" && !carrierByWords.has(words)) carrierByWords.set(words, carrier);
  }
  return {
    carriers: inOrder,
    offers,
    byId: new Map(offers.map((offer) => [offer.service.id, offer])),
    byCode: new Map(offers.map((offer) => [offer.service.code, offer])),
    carrierById: new Map(inOrder.map((carrier) => [carrier.id, carrier])),
    carrierByWords,
    serviceByWords: new Map(
      mappings.map(({ channelId, words, serviceId }) => [ofChannel(channelId, words), serviceId]),
    ),
  };
}

export const emptyBook: ShippingBook = bookOf([], [], []);

/** The service that a channel's words stand for: by its own mapping, else by that of every channel; null where nobody said. */
export function mappedService(book: ShippingBook, channelId: string, text: string): string | null {
  const words = wordsOf(text);
  return (
    book.serviceByWords.get(ofChannel(channelId, words)) ?? book.serviceByWords.get(ofChannel(null, words)) ?? null
  );
}

/** The carrier that somebody named by its code or one of its names. */
export function carrierNamed(book: ShippingBook, text: string): Carrier | undefined {
  return book.carrierByWords.get(wordsOf(text));
}

/** The carrier of a parcel: the one it was written down with, else the one whose name stands there. */
export function carrierOf(
  book: ShippingBook,
  parcel: { carrier: string; carrierId: string | null },
): Carrier | undefined {
  return (parcel.carrierId && book.carrierById.get(parcel.carrierId)) || carrierNamed(book, parcel.carrier);
}

/** How a parcel's carrier is written down: a code becomes its name, other words stay as they were given. */
export function writtenCarrier(book: ShippingBook, given: string): { carrier: string; carrierId: string | null } {
  const carrier = carrierNamed(book, given);
  return { carrier: carrier && given === carrier.code ? carrier.name : given, carrierId: carrier?.id ?? null };
}

/** How a parcel's service is written down: a code of its carrier becomes its name. */
export function writtenService(book: ShippingBook, given: string): string {
  return book.byCode.get(given)?.service.name ?? given;
}

type Named = { name: string; nameZh: string };

/** Carrier and service as one. */
export function offerName(locale: string, { carrier, service }: { carrier: Named; service: Named }): string {
  return `${nameIn(locale, carrier)} · ${nameIn(locale, service)}`;
}
