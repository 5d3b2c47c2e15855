import { allocate, currencyDecimals, divideHalfEven, type Minor, parseMoney } from "@/lib/core/money";
import { smallest } from "@/lib/payments/rules/refundable";
import type { WhyNot } from "./reasons";
import { type Promotion, type PromotionTerms, sortOf } from "./terms";

/** An item of an order as promotions see it; money is minor units of the order's currency. */
export type PricedItem = {
  id: string;
  sku: string;
  category: string;
  quantity: number;
  /** What its units come to before any discount. */
  subtotalMinor: Minor;
  /** What else is taken off it: no promotion takes off more than what that leaves. */
  otherDiscountMinor: Minor;
  /** Its price is settled: it counts for what promotions ask, keeps what each of them gave it, and gets no more. */
  kept?: ReadonlyMap<string, Minor>;
};

/** A promotion that may hold for the order. */
export type Candidate = {
  promotion: Pick<Promotion, "id" | "number" | "version" | "name" | "terms">;
  coupon: { id: string; code: string } | null;
  /** Why it is not for this buyer, whatever is in the order. */
  barred: WhyNot | null;
};

/** What one promotion does for an order, or why it does nothing. */
export type Verdict = Candidate & {
  applied: boolean;
  why: WhyNot | null;
  /** What it saw of the items that it is about. */
  seen: { spendMinor: string; quantity: number };
  /** Taken off each item, by its id, and in all; what of the shipping charge is not asked for. */
  items: ReadonlyMap<string, Minor>;
  itemsMinor: Minor;
  shippingMinor: Minor;
};

export type Basket = { currency: string; items: readonly PricedItem[]; shippingMinor: Minor };

/**
 * What promotions take off an order. Those about items come first, then those of the whole order, then shipping; of the
 * same sort the higher priority first, then the older one; each looks at what those before it left. One that does not
 * combine stands alone: the buyer gets the better of it and of all that combine, in which those that combine win a tie.
 * Amounts are spread over the items by largest remainder. Answers in the order of application, whatever the order of
 * the candidates.
 */
export function evaluate(basket: Basket, candidates: readonly Candidate[]): Verdict[] {
  const sorted = candidates.toSorted(
    (a, b) =>
      sortOf(a.promotion.terms) - sortOf(b.promotion.terms) ||
      b.promotion.terms.priority - a.promotion.terms.priority ||
      a.promotion.number - b.promotion.number,
  );
  const asked = sorted.map((candidate) => ({ candidate, why: candidate.barred ?? unmet(basket, candidate) }));
  const open = asked.filter(({ why }) => why === null).map(({ candidate }) => candidate);
  const together = open.filter(({ promotion }) => promotion.terms.combinable);
  const choices = [together, ...open.filter(({ promotion }) => !promotion.terms.combinable).map((one) => [one])];
  const [best] = choices
    .map((chosen, at) => ({ at, given: give(basket, chosen) }))
    .sort((a, b) => compare(worth(b.given), worth(a.given)) || a.at - b.at);
  const given = best?.given ?? new Map<Candidate, Given>();
  return asked.map(({ candidate, why }) => {
    const { spend, quantity } = seenBy(basket, candidate.promotion.terms);
    const gave = given.get(candidate) ?? keptOf(basket, candidate);
    const applied = gave.itemsMinor + gave.shippingMinor > 0n;
    return {
      ...candidate,
      applied,
      why: applied ? null : (why ?? { reason: given.has(candidate) ? "gives_nothing" : "not_combinable", seen: {} }),
      seen: { spendMinor: `${spend}`, quantity },
      ...gave,
    };
  });
}

type Given = Pick<Verdict, "items" | "itemsMinor" | "shippingMinor">;

const nothing: Given = { items: new Map(), itemsMinor: 0n, shippingMinor: 0n };

/** What settled items keep of a promotion that gives nothing else. */
function keptOf(basket: Basket, { promotion }: Candidate): Given {
  const items = new Map(
    basket.items.flatMap((item): [string, Minor][] => {
      const kept = item.kept?.get(promotion.id) ?? 0n;
      return kept > 0n ? [[item.id, kept]] : [];
    }),
  );
  return items.size === 0 ? nothing : { items, itemsMinor: sum([...items.values()]), shippingMinor: 0n };
}

/** What these promotions give together, each after the other. */
function give(basket: Basket, chosen: readonly Candidate[]): Map<Candidate, Given> {
  const left = new Map(
    basket.items.map((item) => [
      item.id,
      atLeastZero(item.subtotalMinor - item.otherDiscountMinor - sum([...(item.kept?.values() ?? [])])),
    ]),
  );
  let shippingLeft = basket.shippingMinor;
  const given = new Map<Candidate, Given>();
  for (const candidate of chosen) {
    const { terms } = candidate.promotion;
    if (terms.kind === "free_shipping") {
      given.set(candidate, { ...nothing, shippingMinor: shippingLeft });
      shippingLeft = 0n;
      continue;
    }
    const kept = keptOf(basket, candidate);
    const items = new Map(kept.items);
    const about = scopeOf(basket, terms).filter((item) => item.kept === undefined);
    const off = offOf(basket, terms, about, left, kept.itemsMinor);
    for (const [index, item] of about.entries()) {
      const amount = off[index] ?? 0n;
      if (amount <= 0n) continue;
      items.set(item.id, amount);
      left.set(item.id, (left.get(item.id) as Minor) - amount);
    }
    given.set(candidate, { items, itemsMinor: sum([...items.values()]), shippingMinor: 0n });
  }
  return given;
}

/** What a promotion takes off each of these items, never more than what is left of one. */
function offOf(
  { currency }: Basket,
  terms: PromotionTerms,
  about: readonly PricedItem[],
  left: ReadonlyMap<string, Minor>,
  keptMinor: Minor,
): Minor[] {
  const nets = about.map((item) => left.get(item.id) as Minor);
  const total = sum(nets);
  if (total === 0n) return nets.map(() => 0n);
  switch (terms.kind) {
    case "percent":
      return allocate(percentOf(total, terms.percent), nets);
    case "amount": {
      const all = atLeastZero(parseMoney(terms.amounts[currency] as string, currency) - keptMinor);
      return allocate(smallest(all, total), nets);
    }
    case "fixed_price": {
      const price = parseMoney(terms.amounts[currency] as string, currency);
      return about.map((item, index) => atLeastZero((nets[index] as Minor) - price * BigInt(item.quantity)));
    }
    case "buy_get":
      return cheapest(terms, about, nets);
    case "free_shipping":
      return nets.map(() => 0n);
  }
}

/** Of every group of units the cheapest ones, each at its share of what is left of its item. */
function cheapest(
  { buy, get, percent }: PromotionTerms,
  about: readonly PricedItem[],
  nets: readonly Minor[],
): Minor[] {
  const units = about.reduce((total, item) => total + item.quantity, 0);
  const group = (buy ?? 0) + (get ?? 0);
  let free = group === 0 ? 0 : Math.floor(units / group) * (get ?? 0);
  const off = nets.map(() => 0n);
  const byPrice = about
    .map((item, index) => ({ item, index, net: nets[index] as Minor }))
    .sort(
      (a, b) =>
        compare(a.net * BigInt(b.item.quantity), b.net * BigInt(a.item.quantity)) || (a.item.id < b.item.id ? -1 : 1),
    );
  for (const { item, index, net } of byPrice) {
    const taken = Math.min(free, item.quantity);
    if (taken === 0) break;
    free -= taken;
    off[index] = percentOf(divideHalfEven(net * BigInt(taken), BigInt(item.quantity)), percent);
  }
  return off;
}

/** What the items do not have that the promotion asks for. */
function unmet(basket: Basket, { promotion: { terms } }: Candidate): WhyNot | null {
  const { currency } = basket;
  const needs = terms.kind === "amount" || terms.kind === "fixed_price";
  if (needs && terms.amounts[currency] === undefined)
    return { reason: "currency", seen: { currency, currencies: Object.keys(terms.amounts) } };
  const { spend, quantity } = seenBy(basket, terms);
  if (quantity === 0) return { reason: "items", seen: {} };
  const least = Object.keys(terms.minimumSpend);
  if (least.length > 0) {
    const minimum = terms.minimumSpend[currency];
    if (minimum === undefined) return { reason: "currency", seen: { currency, currencies: least } };
    const minimumMinor = parseMoney(minimum, currency);
    if (spend < minimumMinor)
      return { reason: "minimum_spend", seen: { minimumMinor: `${minimumMinor}`, spendMinor: `${spend}`, currency } };
  }
  const units = Math.max(
    terms.minimumQuantity ?? 0,
    terms.kind === "buy_get" ? (terms.buy ?? 0) + (terms.get ?? 0) : 0,
  );
  if (quantity < units) return { reason: "minimum_quantity", seen: { minimum: units, quantity } };
  return null;
}

function seenBy(basket: Basket, terms: PromotionTerms): { spend: Minor; quantity: number } {
  const about = scopeOf(basket, terms);
  return {
    spend: sum(about.map((item) => atLeastZero(item.subtotalMinor - item.otherDiscountMinor))),
    quantity: about.reduce((total, item) => total + item.quantity, 0),
  };
}

function scopeOf({ items }: Basket, { skus, categories }: PromotionTerms): PricedItem[] {
  if (skus.length + categories.length === 0) return items.filter(({ quantity }) => quantity > 0);
  return items.filter(
    (item) => item.quantity > 0 && (skus.includes(item.sku.toUpperCase()) || categories.includes(item.category)),
  );
}

function worth(given: ReadonlyMap<unknown, Given>): Minor {
  return sum([...given.values()].map(({ itemsMinor, shippingMinor }) => itemsMinor + shippingMinor));
}

/** Exact: the percentage has at most four decimals. Rounded once, half to even. */
function percentOf(amount: Minor, percent: string | null): Minor {
  const [whole = "0", decimals = ""] = (percent ?? "0").split(".");
  return divideHalfEven(amount * BigInt(whole + decimals.padEnd(4, "0").slice(0, 4)), 1_000_000n);
}

/** Whether an amount of major units can be paid in its currency. */
export function isAmountIn(amount: string, currency: string): boolean {
  return (amount.split(".")[1]?.replace(/0+$/, "").length ?? 0) <= currencyDecimals(currency);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function atLeastZero(amount: Minor): Minor {
  return amount > 0n ? amount : 0n;
}

function sum(amounts: readonly Minor[]): Minor {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
