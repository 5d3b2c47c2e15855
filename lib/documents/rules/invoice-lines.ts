import type { Minor } from "@/lib/core/money";
import type { InvoiceDto, InvoiceLineDto, InvoiceTaxDto } from "@/lib/documents/dto";
import type { LineState, OrderState } from "@/lib/orders/rules/state";
import { unitsShare } from "@/lib/orders/rules/totals";

type InvoicedLine = LineState & { spec: string; taxRate: string };
export type InvoicedOrder = Pick<
  OrderState,
  "pricesIncludeTax" | "shippingMinor" | "shippingTaxMinor" | "totalMinor"
> & { lines: readonly InvoicedLine[]; shippingTaxRate: string };

export type InvoiceMoney = Pick<InvoiceDto, "lines" | "discounts" | "shipping" | "taxes" | "taxIncluded" | "total">;

/**
 * What an invoice lists of an order: units that were not cancelled, what was taken off, and per tax rate what it is on.
 * Lines and discounts add up to the order's total to the last unit: a difference that cancelling left is listed.
 */
export function invoiceMoney(
  order: InvoicedOrder,
  words: { discount: string; adjustment: string; percent: (rate: string) => string },
): InvoiceMoney {
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
    const rate = normalRate(line.taxRate);
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
    addTax(normalRate(order.shippingTaxRate), order.shippingMinor - (inclusive ? tax : 0n), tax);
  }
  const taxes: InvoiceTaxDto[] = [...byRate]
    .filter(([, { tax }]) => tax !== 0n)
    .map(([rate, { net, tax }]) => ({ label: words.percent(rate), rate, net, tax }));
  const taxed = taxes.reduce((sum, { tax }) => sum + tax, 0n);
  const items = lines.reduce((sum, { amount }) => sum + amount, 0n);
  const listed = items - discount + order.shippingMinor + (inclusive ? 0n : taxed);
  const discounts = [
    { label: words.discount, amount: discount },
    { label: words.adjustment, amount: listed - order.totalMinor },
  ].filter(({ amount }) => amount !== 0n);
  return { lines, discounts, shipping: order.shippingMinor, taxes, taxIncluded: inclusive, total: order.totalMinor };
}

/** "0.200000" and "0.2" are one rate. */
function normalRate(rate: string): string {
  return rate.includes(".") ? rate.replace(/\.?0+$/, "") || "0" : rate;
}
