import type { Minor } from "@/lib/core/money";
import type { InvoiceLineDto } from "@/lib/documents/dto";
import type { LineState, OrderState } from "@/lib/orders/rules/state";
import { unitsShare } from "@/lib/orders/rules/totals";

type InvoicedLine = Pick<
  LineState,
  | "sku"
  | "title"
  | "unitPrice"
  | "ordered"
  | "cancelled"
  | "subtotalMinor"
  | "discountMinor"
  | "taxMinor"
  | "totalMinor"
> & { spec: string; taxRate: string };
export type InvoicedOrder = Pick<
  OrderState,
  "pricesIncludeTax" | "shippingMinor" | "shippingTaxMinor" | "totalMinor"
> & { lines: readonly InvoicedLine[]; shippingTaxRate: string };

/** Money without tax and the tax on it, at one rate. */
export type RateMoney = { rate: string; net: Minor; tax: Minor };

export type InvoiceMoney = {
  lines: readonly InvoiceLineDto[];
  discount: Minor;
  adjustment: Minor;
  credited: Minor;
  shipping: Minor;
  taxes: readonly RateMoney[];
  taxIncluded: boolean;
  total: Minor;
};

/**
 * What an invoice lists of an order: units that were not cancelled, what was taken off, and per tax rate what it is on.
 * Lines and discounts add up to the order's total to the last unit: a difference that cancelling left is listed. What was
 * `credited` before, because it was given back, is not asked for again.
 */
export function invoiceMoney(order: InvoicedOrder, credited: readonly RateMoney[] = []): InvoiceMoney {
  const inclusive = order.pricesIncludeTax;
  const lines: InvoiceLineDto[] = [];
  const byRate = new Map<string, { net: Minor; tax: Minor }>();
  const addTax = (rate: string, net: Minor, tax: Minor) => {
    const known = byRate.get(rate) ?? { net: 0n, tax: 0n };
    byRate.set(rate, { net: known.net + net, tax: known.tax + tax });
  };
  let discount = 0n;
  for (const line of order.lines) {
    const quantity = line.ordered - line.cancelled;
    if (quantity === 0) continue;
    const money = unitsShare(line, line.cancelled, quantity, inclusive);
    const rate = plainDecimal(line.taxRate);
    lines.push({
      sku: line.sku,
      name: line.title,
      options: line.spec || null,
      quantity,
      unitPrice: line.unitPrice,
      taxRate: rate === "0" ? null : rate,
      amount: money.subtotalMinor,
    });
    discount += money.discountMinor;
    addTax(rate, money.totalMinor - money.taxMinor, money.taxMinor);
  }
  if (order.shippingMinor !== 0n) {
    const tax = order.shippingTaxMinor;
    addTax(plainDecimal(order.shippingTaxRate), order.shippingMinor - (inclusive ? tax : 0n), tax);
  }
  const items = lines.reduce((sum, { amount }) => sum + amount, 0n);
  const taxed = [...byRate.values()].reduce((sum, { tax }) => sum + tax, 0n);
  const listed = items - discount + order.shippingMinor + (inclusive ? 0n : taxed);
  for (const { rate, net, tax } of credited) addTax(plainDecimal(rate), -net, -tax);
  const off = credited.reduce((sum, { net, tax }) => ({ net: sum.net + net, tax: sum.tax + tax }), {
    net: 0n,
    tax: 0n,
  });
  return {
    lines,
    discount,
    adjustment: listed - order.totalMinor,
    credited: off.net + (inclusive ? off.tax : 0n),
    shipping: order.shippingMinor,
    taxes: [...byRate].filter(([, { tax }]) => tax !== 0n).map(([rate, { net, tax }]) => ({ rate, net, tax })),
    taxIncluded: inclusive,
    total: order.totalMinor - off.net - off.tax,
  };
}

/** "0.200000" and "0.2" are one rate, and one price. */
export function plainDecimal(rate: string): string {
  return rate.includes(".") ? rate.replace(/\.?0+$/, "") || "0" : rate;
}
