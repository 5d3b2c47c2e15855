/** What promotions give. */
export const promotionKinds = ["percent", "amount", "fixed_price", "buy_get", "free_shipping"] as const;
export type PromotionKind = (typeof promotionKinds)[number];

export const promotionStatuses = ["active", "paused", "ended"] as const;
export type PromotionStatus = (typeof promotionStatuses)[number];

/** Amounts in major units by currency, such as { "GBP": "5.00" }. */
export type AmountsByCurrency = Readonly<Record<string, string>>;

/** What a promotion gives, of what, to whom and when, as one version of it says; times are ISO with their offset. */
export type PromotionTerms = {
  kind: PromotionKind;
  /** Per cent off, of "percent" and of the units that "buy_get" gives; "100" is free. An exact decimal. */
  percent: string | null;
  /** What "amount" takes off in all, or what one unit costs at "fixed_price". */
  amounts: AmountsByCurrency;
  /** "buy_get": of so many units and so many more, the cheapest of the latter sort are given. */
  buy: number | null;
  get: number | null;
  /** Items it is about, by upper-case SKU or category; all of the order where both are empty. */
  skus: readonly string[];
  categories: readonly string[];
  /** Least sum of the items it is about, before promotions; a currency that is not named has none where some are. */
  minimumSpend: AmountsByCurrency;
  minimumQuantity: number | null;
  /** Codes of channels, countries by two letters, tags of the customer: one of each, where some are named. */
  channels: readonly string[];
  countries: readonly string[];
  customerTags: readonly string[];
  firstOrder: boolean;
  /** Half-open: it holds from the one up to, and not at, the other. */
  from: string | null;
  until: string | null;
  /** Holds for whoever names one of its coupons; otherwise for every order. */
  byCoupon: boolean;
  /** May stand beside others. */
  combinable: boolean;
  /** Of two of the same sort the higher one is applied first. */
  priority: number;
};

/** One version of a promotion, as an order is priced by it. */
export type Promotion = {
  id: string;
  number: number;
  version: number;
  name: string;
  status: PromotionStatus;
  terms: PromotionTerms;
};

/** Sorts in the order in which they are applied: items, then what is taken off the whole order, then shipping. */
export function sortOf({ kind, skus, categories }: PromotionTerms): 0 | 1 | 2 {
  if (kind === "free_shipping") return 2;
  return kind === "fixed_price" || kind === "buy_get" || skus.length + categories.length > 0 ? 0 : 1;
}

export type PromotionState = "scheduled" | "running" | "paused" | "ended" | "used_up";

/** What a promotion is doing at a time. `usedUp` says that it goes by coupons and none of them can be used any more. */
export function stateOf(
  { status, terms }: Pick<Promotion, "status" | "terms">,
  now: Date,
  usedUp: boolean,
): PromotionState {
  if (status !== "active") return status;
  if (terms.until !== null && Date.parse(terms.until) <= now.getTime()) return "ended";
  if (usedUp) return "used_up";
  return terms.from !== null && Date.parse(terms.from) > now.getTime() ? "scheduled" : "running";
}
