import type { AmountsByCurrency, PromotionKind, PromotionTerms } from "@/lib/promotions/rules/terms";

/** A promotion as it is typed: the command reads it, and refuses what does not read. */
export type TypedPromotion = {
  name: string;
  kind: PromotionKind;
  percent: string;
  amounts: Record<string, string>;
  buy: string;
  get: string;
  skus: string;
  categories: string[];
  minimumSpend: Record<string, string>;
  minimumQuantity: string;
  channels: string[];
  countries: string;
  customerTags: string;
  firstOrder: boolean;
  from: string;
  until: string;
  byCoupon: boolean;
  combinable: boolean;
  priority: string;
  /** The first coupon of a new one. */
  code: string;
  limitTotal: string;
  limitPerCustomer: string;
};

export const newPromotion: TypedPromotion = {
  ...{ name: "", kind: "percent", percent: "10", amounts: {}, buy: "2", get: "1", skus: "", categories: [] },
  ...{ minimumSpend: {}, minimumQuantity: "", channels: [], countries: "", customerTags: "", firstOrder: false },
  ...{ from: "", until: "", byCoupon: true, combinable: true, priority: "0" },
  ...{ code: "", limitTotal: "", limitPerCustomer: "" },
};

/** What is kept, as the form shows it; `local` gives a time as the shop's clock has it. */
export function typedOf(name: string, terms: PromotionTerms, local: (at: string) => string): TypedPromotion {
  return {
    ...newPromotion,
    ...{ name, kind: terms.kind, percent: terms.percent ?? "", byCoupon: terms.byCoupon, combinable: terms.combinable },
    ...{ amounts: { ...terms.amounts }, minimumSpend: { ...terms.minimumSpend } },
    ...{ buy: `${terms.buy ?? ""}`, get: `${terms.get ?? ""}`, minimumQuantity: `${terms.minimumQuantity ?? ""}` },
    ...{ skus: terms.skus.join(", "), categories: [...terms.categories], channels: [...terms.channels] },
    ...{ countries: terms.countries.join(", "), customerTags: terms.customerTags.join(", ") },
    ...{ firstOrder: terms.firstOrder, priority: `${terms.priority}` },
    ...{ from: terms.from ? local(terms.from) : "", until: terms.until ? local(terms.until) : "" },
  };
}

function listed(text: string): string[] {
  return text
    .split(/[,，;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

// What is no number goes on as it is typed, so that the command refuses it.
function numberOf(text: string): number | string | null {
  const typed = text.trim();
  return typed === "" ? null : /^\d{1,7}$/.test(typed) ? Number(typed) : typed;
}

function filled(amounts: Record<string, string>): AmountsByCurrency {
  return Object.fromEntries(
    Object.entries(amounts)
      .map(([currency, amount]) => [currency, amount.trim()])
      .filter(([, amount]) => amount !== ""),
  );
}

/** What was typed as the command takes it; times are still the shop's clock. */
export function termsOf(typed: TypedPromotion) {
  const { kind, categories, channels, firstOrder, byCoupon, combinable } = typed;
  return {
    ...{ kind, categories, channels, firstOrder, byCoupon, combinable },
    percent: kind === "percent" || kind === "buy_get" ? typed.percent.trim() || null : null,
    amounts: kind === "amount" || kind === "fixed_price" ? filled(typed.amounts) : {},
    buy: kind === "buy_get" ? numberOf(typed.buy) : null,
    get: kind === "buy_get" ? numberOf(typed.get) : null,
    skus: listed(typed.skus),
    minimumSpend: filled(typed.minimumSpend),
    minimumQuantity: numberOf(typed.minimumQuantity),
    countries: listed(typed.countries).map((code) => code.toUpperCase()),
    customerTags: listed(typed.customerTags),
    from: typed.from || null,
    until: typed.until || null,
    priority: numberOf(typed.priority) ?? 0,
  };
}

/** The same as a sentence can be made of it while it is being typed. */
export function sentenceTerms(typed: TypedPromotion): PromotionTerms {
  const terms = termsOf(typed);
  const whole = (value: number | string | null) => (typeof value === "number" ? value : null);
  return {
    ...terms,
    ...{ buy: whole(terms.buy), get: whole(terms.get), minimumQuantity: whole(terms.minimumQuantity) },
    priority: whole(terms.priority) ?? 0,
    countries: terms.countries.filter((code) => /^[A-Z]{2}$/.test(code)),
  };
}

/** What the form sends. */
export function sentOf(typed: TypedPromotion, isNew: boolean): string {
  const coupon =
    isNew && typed.byCoupon && typed.code.trim() !== ""
      ? { code: typed.code, limitTotal: numberOf(typed.limitTotal), limitPerCustomer: numberOf(typed.limitPerCustomer) }
      : null;
  return JSON.stringify({ name: typed.name, terms: termsOf(typed), coupon });
}
