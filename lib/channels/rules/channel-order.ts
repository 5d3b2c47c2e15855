import {
  currencyDecimals,
  divideHalfEven,
  isCurrency,
  type Minor,
  MoneyError,
  parseDecimal,
  toDecimalString,
} from "@/lib/core/money";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { fitTotals } from "@/lib/imports/rules/fit-totals";
import type { OrderToReceive } from "@/lib/imports/rules/reading";
import { couponsAtMost } from "@/lib/orders/inputs";

/** Where an order stands in the shop that sent it. */
export type ChannelState =
  /** To be served, or served in part there already. */
  | "live"
  | "partly_sent"
  | "cancelled"
  /** Sent, refunded or never placed there: nothing is left to do here. */
  | "finished"
  | "refunded"
  | "never_placed";

/** An order of a channel in the house's words. */
export type ChannelOrder = {
  externalId: string;
  /** When the channel last changed it: deliveries overtake each other. */
  changedAt: string;
  state: ChannelState;
  test: boolean;
  paid: boolean;
  order: OrderToReceive & { externalId: string };
};

export type Unreadable = Refusal<"unreadable_delivery">;

/** The body is no order of this channel; `field` says where that showed. */
export function unreadable(field: string): Unreadable {
  return refuse("unreadable_delivery", { field });
}

export type StatedLine = Pick<
  OrderToReceive["lines"][number],
  "kind" | "sku" | "title" | "spec" | "externalId" | "quantity" | "custom"
> & {
  unitPrice: string;
  discountMinor: Minor;
  taxable: boolean;
};

export type StatedMoney = {
  currency: string;
  lines: StatedLine[];
  discountMinor: Minor;
  shippingMinor: Minor;
  taxMinor: Minor;
  /** Part of the tax that lies on shipping; null where the channel does not say. */
  shippingTaxMinor: Minor | null;
  totalMinor: Minor;
  pricesIncludeTax: boolean;
  /** What was taken there already; null where nothing was. */
  paidMinor: Minor | null;
};

type Priced = Pick<
  OrderToReceive,
  "currency" | "pricesIncludeTax" | "lines" | "discount" | "shipping" | "shippingTaxRate" | "paid"
>;

/** Lines and amounts that add up to what the channel charged, to the last unit. */
export function pricedBy(stated: StatedMoney): Priced | Unreadable {
  const fitted = fitTotals({ ...stated, subtotalMinor: null });
  if (isRefusal(fitted)) return unreadable("discount");
  const decimal = (amount: Minor) => toDecimalString(amount, stated.currency);
  const lines: OrderToReceive["lines"] = stated.lines.map(({ discountMinor, taxable: _, ...line }, index) => ({
    ...line,
    discount: discountMinor === 0n ? undefined : decimal(discountMinor),
    taxRate: fitted.lineRates[index],
  }));
  if (fitted.surchargeMinor > 0n) {
    lines.push({
      kind: "fee",
      title: "Surcharge",
      quantity: 1,
      unitPrice: decimal(fitted.surchargeMinor),
      taxRate: "0",
    });
  }
  const { paidMinor } = stated;
  return {
    currency: stated.currency,
    pricesIncludeTax: fitted.pricesIncludeTax,
    lines,
    discount: fitted.discountMinor === 0n ? undefined : decimal(fitted.discountMinor),
    shipping: stated.shippingMinor === 0n ? undefined : decimal(stated.shippingMinor),
    shippingTaxRate: fitted.shippingRate,
    paid: paidMinor !== null && paidMinor > 0n ? { amount: decimal(paidMinor) } : undefined,
  };
}

/** Codes that a channel took something off by: its words, and what it says each was worth. */
export function discountCodesOf(
  stated: readonly { code?: string | null; amount: string; title?: string | null }[],
  currency: string,
): NonNullable<OrderToReceive["discountCodes"]> {
  const codes = new Map<string, NonNullable<OrderToReceive["discountCodes"]>[number]>();
  for (const { code, amount, title } of stated) {
    const named = tidy(code, 120);
    const minor = minorOf(amount, currency);
    if (named === "" || codes.has(named)) continue;
    const worth = minor === null || minor < 0n ? {} : { amount: toDecimalString(minor, currency) };
    codes.set(named, { code: named, title: tidyOrNone(title, 160), ...worth });
  }
  return [...codes.values()].slice(0, couponsAtMost);
}

/** JSON whose whole numbers keep their digits: ids of channels exceed what a number holds. */
export function parseKeepingIds(text: string): unknown {
  return JSON.parse(text, (_key, value, context?: { source?: string }) => {
    if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
    return context?.source && /^-?\d+$/.test(context.source) ? context.source : value;
  });
}

/** A channel's amount in minor units, rounded half to even where it is written finer; null when it is none. */
export function minorOf(text: string, currency: string): Minor | null {
  if (!isCurrency(currency)) return null;
  try {
    const [whole = "0", fraction = ""] = parseDecimal(text.trim() === "" ? "0" : text, 12).split(".");
    const scaled = BigInt(whole + fraction.padEnd(12, "0"));
    return divideHalfEven(scaled, 10n ** BigInt(12 - currencyDecimals(currency)));
  } catch (error) {
    if (error instanceof MoneyError) return null;
    throw error;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the purpose
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Text of a channel as the house keeps it: what may not be stored goes, and what is too long ends early. */
export function tidy(text: string | null | undefined, longest: number): string {
  return [...(text ?? "").toWellFormed().replace(UNWANTED, "").trim()]
    .slice(0, longest)
    .join("")
    .slice(0, longest)
    .toWellFormed();
}

/** The same, or undefined where there is nothing. */
export function tidyOrNone(text: string | null | undefined, longest: number): string | undefined {
  return tidy(text, longest) || undefined;
}

/** A point in time as ISO text, or undefined; without an offset it is UTC. */
export function instantOf(text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  const at = new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
