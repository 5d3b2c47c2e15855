/** Why a promotion gives an order nothing: what it asks of the order that does not hold. */
export const whoReasons = [
  "unknown",
  "paused",
  "ended",
  "not_yet",
  "expired",
  "used_up",
  "used_by_customer",
  "customer_unknown",
  "channel",
  "country",
  "customer",
  "first_order",
] as const;

/** The same of what is in it: these are looked at again when its items change. */
export const whatReasons = [
  "currency",
  "items",
  "minimum_spend",
  "minimum_quantity",
  "gives_nothing",
  "not_combinable",
  "shipping_set",
] as const;

/** A second code of a promotion, one that the order does not have, one for an order whose units went elsewhere. */
export const codeReasons = ["same_promotion", "not_on_order", "moved"] as const;

export const reasons = [...whoReasons, ...whatReasons, ...codeReasons] as const;
export type Reason = (typeof reasons)[number];

/** Why not, with the values that were seen. Amounts are minor units as text, under names that end in "Minor". */
export type WhyNot = { reason: Reason; seen: Readonly<Record<string, unknown>> };

/** Whether nothing that changes the items of an order changes this. */
export function isAboutWho(reason: string): boolean {
  return (whoReasons as readonly string[]).includes(reason);
}
