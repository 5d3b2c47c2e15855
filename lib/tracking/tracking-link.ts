import { authSecret } from "@/lib/auth/session-token";
import { endOfTracking, opensTracking, signTracking } from "./rules/token";

/** A link lives about as long as somebody asks after an order. */
const LINK_DAYS = 180;
const DAY_MS = 86_400_000;

/** Path of an order's own page, signed: whoever has the link needs no further proof. */
export function trackingLink(order: { number: string }, now: Date = new Date(), days: number = LINK_DAYS): string {
  return linkUntil(order.number, new Date(now.getTime() + days * DAY_MS));
}

/** Path of an order of the same person, from the page of one: it ends when the link that led there ends. */
export function relatedLink(number: string, token: string): string {
  return linkUntil(number, endOfTracking(token));
}

function linkUntil(number: string, end: Date): string {
  return `/track/${encodeURIComponent(number)}?t=${signTracking(number, end, authSecret())}`;
}

export function linkOpens(number: string, token: string, now: Date = new Date()): boolean {
  return opensTracking(token, number, now, authSecret());
}
