import type { Offer } from "./shipping";

/** What of an order decides which services take it, of what is still to be sent. */
export type Consignment = {
  /** ISO country; empty where it is fetched and no carrier is needed. */
  country: string;
  postcode: string;
  /** The courier is to collect money. */
  cashOnDelivery: boolean;
  /** Of the items whose weight is known; null where none is. */
  weightGrams: number | null;
};

/** Nothing known of it that a service could refuse. */
export const anywhere: Consignment = { country: "", postcode: "", cashOnDelivery: false, weightGrams: null };

/** Why a service does not take an order, in the order in which a person would ask. */
export const serviceObstacles = [
  "carrier_off",
  "service_off",
  "not_served",
  "no_cash_on_delivery",
  "too_heavy",
] as const;
export type ServiceObstacle = (typeof serviceObstacles)[number];

/** Why a service does not take an order; nothing where it does. The database asks the same in `causes.ts` of exceptions. */
export function obstaclesOf({ carrier, service }: Offer, order: Consignment): ServiceObstacle[] {
  const found: ServiceObstacle[] = [];
  if (!carrier.active) found.push("carrier_off");
  else if (!service.active) found.push("service_off");
  if (!reaches(service, order)) found.push("not_served");
  if (order.cashOnDelivery && !service.cashOnDelivery) found.push("no_cash_on_delivery");
  if (service.maxWeightGrams !== null && (order.weightGrams ?? 0) > service.maxWeightGrams) found.push("too_heavy");
  return found;
}

function reaches({ serves, refuses }: Offer["service"], order: Consignment): boolean {
  if (order.country === "") return true;
  const lies = (area: string) => liesIn(area, order);
  return (serves.length === 0 || serves.some(lies)) && !refuses.some(lies);
}

/** Whether an address lies in an area: a country, or postcodes of it that begin alike. */
export function liesIn(area: string, { country, postcode }: Pick<Consignment, "country" | "postcode">): boolean {
  if (!area.startsWith(country)) return false;
  return area.length === 2 || plainPostcode(postcode).startsWith(area.slice(3));
}

/** A postcode as areas are compared with it: letters and digits, upper case. */
export function plainPostcode(text: string): string {
  return text.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");
}

/** "gb bt", "GB-BT1" → "GB BT", "GB BT1"; null where it names no area. */
export function readArea(text: string): string | null {
  const found = /^([A-Za-z]{2})(?:[\s-]+([0-9A-Za-z\s-]{1,12}))?$/.exec(text.trim());
  if (!found) return null;
  const prefix = plainPostcode(found[2] ?? "");
  return prefix === "" ? (found[1] as string).toUpperCase() : `${found[1]?.toUpperCase()} ${prefix}`;
}

const dayMs = 86_400_000;

/**
 * When an order arrives if it goes with another service: its promise moved by the difference between the slowest usual
 * days of both, or, where the old one is not known, so many days from now. Never before the new one can be there. Null
 * where that is the day it is promised for anyway, or where the new service does not say how long it takes.
 */
export function arrivalWith(
  to: Offer["service"],
  from: Offer["service"] | null,
  { promisedAt, now }: { promisedAt: Date | null; now: Date },
): Date | null {
  if (to.transitDaysMax === null) return null;
  const before = from?.transitDaysMax ?? null;
  const earliest = now.getTime() + (to.transitDaysMin ?? to.transitDaysMax) * dayMs;
  const usual =
    before === null || promisedAt === null
      ? now.getTime() + to.transitDaysMax * dayMs
      : promisedAt.getTime() + (to.transitDaysMax - before) * dayMs;
  const arrival = new Date(Math.max(earliest, usual));
  return promisedAt && Math.abs(arrival.getTime() - promisedAt.getTime()) < dayMs ? null : arrival;
}
