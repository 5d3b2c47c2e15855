import { authSecret } from "@/lib/auth/session-token";
import { opensTracking, signTracking } from "./rules/token";

/** A link lives about as long as somebody asks after an order. */
const LINK_DAYS = 180;
const DAY_MS = 86_400_000;

/** Path of an order's own page, signed: whoever has the link needs no further proof. */
export function trackingLink(order: { number: string }, now: Date = new Date(), days: number = LINK_DAYS): string {
  const token = signTracking(order.number, new Date(now.getTime() + days * DAY_MS), authSecret());
  return `/track/${encodeURIComponent(order.number)}?t=${token}`;
}

export function linkOpens(number: string, token: string, now: Date = new Date()): boolean {
  return opensTracking(token, number, now, authSecret());
}
