import type { WhyNot } from "./reasons";
import type { Promotion } from "./terms";

/** What of an order decides whom a promotion is for, apart from what is in it. */
export type Buyer = {
  at: Date;
  /** Code of the channel. */
  channel: string;
  country: string;
  customerTags: readonly string[];
  earlierOrders: number;
};

type Of = Pick<Promotion, "status" | "terms">;
const no = (reason: WhyNot["reason"], seen: WhyNot["seen"] = {}): WhyNot => ({ reason, seen });

/** Why a promotion gives nothing to anybody at a time, or nothing. */
export function closedAt({ status, terms }: Of, at: Date): WhyNot | null {
  if (status !== "active") return no(status);
  if (terms.from !== null && at.getTime() < Date.parse(terms.from)) return no("not_yet", { from: terms.from });
  if (terms.until !== null && at.getTime() >= Date.parse(terms.until)) return no("expired", { until: terms.until });
  return null;
}

/** Why a promotion is not for this buyer now, or nothing. */
export function barredBy(promotion: Of, buyer: Buyer): WhyNot | null {
  const { terms } = promotion;
  const closed = closedAt(promotion, buyer.at);
  if (closed) return closed;
  if (terms.channels.length > 0 && !terms.channels.includes(buyer.channel))
    return no("channel", { channel: buyer.channel, channels: terms.channels });
  if (terms.countries.length > 0 && !terms.countries.includes(buyer.country))
    return no("country", { country: buyer.country, countries: terms.countries });
  if (terms.customerTags.length > 0 && !terms.customerTags.some((tag) => buyer.customerTags.includes(tag)))
    return no("customer", { tags: terms.customerTags });
  if (terms.firstOrder && buyer.earlierOrders > 0) return no("first_order", { earlier: buyer.earlierOrders });
  return null;
}
