import { parseMoney } from "@/lib/core/money";
import { isRefusal } from "@/lib/core/result";
import type { Address } from "@/lib/customers/rules/address";
import type { ItemHit } from "@/lib/orders/queries/find-items";
import { type OrderTotals, totalsOf } from "@/lib/orders/rules/totals";

export type DraftLine = {
  key: string;
  item: ItemHit;
  /** As typed; the order is only sent when all of it reads as what it should be. */
  quantity: string;
  unitPrice: string;
  discount: string;
};

export type DraftCustomer = { number: string; name: string; company: string; email: string; phone: string };

export type Draft = {
  channel: string;
  externalId: string;
  paymentMethod: string;
  paymentReference: string;
  paid: boolean;
  customer: DraftCustomer;
  pickup: boolean;
  shipTo: Address;
  lines: DraftLine[];
  shipping: string;
  discount: string;
  /** Codes of coupons. */
  coupons: string[];
  /** What the buyer chose, which a draft keeps, and the code of the service that sends it. */
  shippingService: string;
  service: string;
  buyerMessage: string;
  sellerNote: string;
  gift: boolean;
  flag: string;
  promisedAt: string;
};

export const emptyAddress: Address = {
  name: "",
  company: "",
  phone: "",
  line1: "",
  line2: "",
  district: "",
  city: "",
  region: "",
  postcode: "",
  country: "",
};
export const emptyCustomer: DraftCustomer = { number: "", name: "", company: "", email: "", phone: "" };

/** What an order comes to, whoever counted it. */
export type ShownTotals = Pick<
  OrderTotals,
  "itemsMinor" | "discountMinor" | "shippingMinor" | "taxMinor" | "totalMinor"
>;

export type Settings = {
  currency: string;
  pricesIncludeTax: boolean;
  /** Rate by "country class", "* class" for the rest. */
  taxRates: Record<string, string>;
};

export function quantityOf(line: DraftLine): number | null {
  return /^[1-9]\d{0,6}$/.test(line.quantity) && Number(line.quantity) <= 1_000_000 ? Number(line.quantity) : null;
}

export function isPrice(text: string): boolean {
  return /^\d{1,12}(\.\d{1,6})?$/.test(text);
}

/** "12.500000" as the price list has it reads as 12.50. */
export function trimmedPrice(price: string): string {
  if (!price.includes(".")) return price;
  const [whole = "", decimals = ""] = price.split(".");
  const kept = decimals.replace(/0+$/, "");
  return kept === "" ? whole : `${whole}.${kept.padEnd(2, "0")}`;
}

function amountOf(text: string, currency: string): bigint | null {
  if (text.trim() === "") return 0n;
  try {
    const amount = isPrice(text.trim()) ? parseMoney(text.trim(), currency) : null;
    return amount;
  } catch {
    // What does not read as an amount is shown as wrong where it was typed.
    return null;
  }
}

/** What the order comes to by the server's own rule, or null while something typed does not read as an amount. */
export function draftTotals(draft: Draft, settings: Settings): OrderTotals | null {
  const { currency, pricesIncludeTax, taxRates } = settings;
  const country = draft.pickup ? "" : draft.shipTo.country;
  const rateOf = (taxClass: string) => taxRates[`${country} ${taxClass}`] ?? taxRates[`* ${taxClass}`] ?? "0";
  const discountMinor = amountOf(draft.discount, currency);
  const shippingMinor = amountOf(draft.shipping, currency);
  if (discountMinor === null || shippingMinor === null) return null;
  const lines = [];
  for (const line of draft.lines) {
    const quantity = quantityOf(line);
    const own = amountOf(line.discount, currency);
    if (quantity === null || own === null || !isPrice(line.unitPrice)) return null;
    lines.push({ unitPrice: line.unitPrice, quantity, discountMinor: own, taxRate: rateOf(line.item.taxClass) });
  }
  const totals = totalsOf({
    currency,
    pricesIncludeTax,
    lines,
    discountMinor,
    shippingMinor,
    shippingTaxRate: rateOf("shipping"),
  });
  return isRefusal(totals) ? null : totals;
}

/** The order as the command takes it. */
export function inputOf(draft: Draft, total: string | null): Record<string, unknown> {
  const filled = (text: string) => (text.trim() === "" ? undefined : text.trim());
  const { customer, shipTo } = draft;
  const address = Object.fromEntries(
    Object.entries(shipTo).filter(([name, value]) => value || ["name", "line1", "city", "country"].includes(name)),
  );
  return {
    channel: draft.channel,
    externalId: filled(draft.externalId),
    paymentMethod: draft.paymentMethod,
    paymentReference: draft.paymentReference.trim(),
    ...(draft.paid && total !== null ? { paid: { amount: total, reference: filled(draft.paymentReference) } } : {}),
    customer: {
      number: filled(customer.number),
      name: filled(customer.name) ?? filled(shipTo.name),
      company: filled(customer.company),
      email: filled(customer.email),
      phone: filled(customer.phone),
    },
    ...(draft.pickup ? {} : { shipTo: { ...address, name: filled(shipTo.name) ?? customer.name.trim() } }),
    lines: draft.lines.map((line) => ({
      sku: line.item.sku,
      quantity: quantityOf(line) ?? line.quantity,
      unitPrice: line.unitPrice.trim(),
      discount: filled(line.discount),
    })),
    shipping: filled(draft.shipping),
    discount: filled(draft.discount),
    coupons: draft.coupons,
    // An order that another platform took was priced there.
    ...(draft.externalId.trim() === "" ? { promotions: "apply" } : {}),
    shippingService: filled(draft.shippingService) ?? "standard",
    service: filled(draft.service),
    buyerMessage: draft.buyerMessage.trim(),
    sellerNote: draft.sellerNote.trim(),
    gift: draft.gift,
    flag: filled(draft.flag) ?? null,
    promisedAt: filled(draft.promisedAt),
  };
}

/** "MUG-1 ×3", "MUG-1 x 3" or "3*MUG-1": what is meant and how many. */
export function splitTyped(typed: string): { q: string; quantity: number } {
  const after = /^(.*?)\s*[×x*]\s*(\d{1,6})$/i.exec(typed.trim());
  if (after?.[1] && Number(after[2]) > 0) return { q: after[1].trim(), quantity: Number(after[2]) };
  const before = /^(\d{1,6})\s*[×*]\s*(.+)$/.exec(typed.trim());
  if (before?.[2] && Number(before[1]) > 0) return { q: before[2].trim(), quantity: Number(before[1]) };
  return { q: typed.trim(), quantity: 1 };
}
