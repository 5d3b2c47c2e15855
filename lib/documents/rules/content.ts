import type { Minor } from "@/lib/core/money";
import type { AddressDto, DocumentLanguage, InvoiceDto, ShopDto } from "@/lib/documents/dto";
import { type InvoiceMoney, plainDecimal, type RateMoney } from "./invoice-lines";

/**
 * What a document says, as it was issued. Facts only: labels are words of its language when it is drawn. Amounts are
 * minor units as text, moments ISO 8601.
 */
export type DocumentContent = {
  language: DocumentLanguage;
  shop: ShopDto;
  order: string;
  orderedAt: string;
  billTo: AddressDto;
  shipTo: AddressDto | null;
  customerTaxNumber: string | null;
  currency: string;
  taxIncluded: boolean;
  lines: {
    sku: string;
    name: string;
    options: string | null;
    /** Zero where a credit note gives back money and no unit. */
    quantity: number;
    /** Exact decimal in major units. */
    unitPrice: string;
    taxRate: string | null;
    amountMinor: string;
  }[];
  discountMinor: string;
  /** What cancelling left between the lines and the order's total. */
  adjustmentMinor: string;
  /** Credited before, so that it is not asked for or taken back again; with its tax where prices contain it. */
  creditedMinor: string;
  shippingMinor: string;
  taxes: { rate: string; netMinor: string; taxMinor: string }[];
  totalMinor: string;
  payments: { method: string; day: string; amountMinor: string }[];
};

type Head = Omit<DocumentContent, keyof ReturnType<typeof moneyContent> | "payments">;

/** The content of an invoice or receipt. */
export function invoiceContent(
  head: Head,
  money: InvoiceMoney,
  payments: readonly { method: string; day: string; amount: Minor }[],
): DocumentContent {
  return {
    ...head,
    ...moneyContent(money),
    payments: payments.map(({ method, day, amount }) => ({ method, day, amountMinor: `${amount}` })),
  };
}

function moneyContent(money: InvoiceMoney) {
  return {
    lines: money.lines.map(({ amount, ...line }) => ({ ...line, amountMinor: `${amount}` })),
    discountMinor: `${money.discount}`,
    adjustmentMinor: `${money.adjustment}`,
    creditedMinor: `${money.credited}`,
    shippingMinor: `${money.shipping}`,
    taxes: money.taxes.map(({ rate, net, tax }) => ({ rate, netMinor: `${net}`, taxMinor: `${tax}` })),
    totalMinor: `${money.total}`,
  };
}

/** The content of a credit note over part of an invoice; who and where are the invoice's. */
export function partialContent(invoice: DocumentContent, money: InvoiceMoney): DocumentContent {
  return { ...invoice, ...moneyContent(money), payments: [] };
}

/** The content of a credit note over all of an invoice that earlier ones left. */
export function reversalContent(invoice: DocumentContent, earlier: readonly DocumentContent[]): DocumentContent {
  const taxes = earlier.flatMap((note) => note.taxes);
  const off = (rate: string, of: "netMinor" | "taxMinor") =>
    taxes.filter((tax) => tax.rate === rate).reduce((sum, tax) => sum + BigInt(tax[of]), 0n);
  const total = earlier.reduce((sum, note) => sum + BigInt(note.totalMinor), 0n);
  const taxed = taxes.reduce((sum, { taxMinor }) => sum + BigInt(taxMinor), 0n);
  return {
    ...invoice,
    creditedMinor: `${BigInt(invoice.creditedMinor) + total - (invoice.taxIncluded ? 0n : taxed)}`,
    taxes: invoice.taxes
      .map(({ rate, netMinor, taxMinor }) => ({
        rate,
        netMinor: `${BigInt(netMinor) - off(rate, "netMinor")}`,
        taxMinor: `${BigInt(taxMinor) - off(rate, "taxMinor")}`,
      }))
      .filter(({ taxMinor }) => taxMinor !== "0"),
    totalMinor: `${BigInt(invoice.totalMinor) - total}`,
    payments: [],
  };
}

/** Words of a document that stand in data: how it was paid, what a row of the totals is. */
export type DataWords = {
  discount: string;
  adjustment: string;
  credited: string;
  method: (method: string) => string;
  percent: (rate: string) => string;
};

export type Issued = {
  kind: InvoiceDto["kind"];
  number: string;
  issuedDay: string;
  corrects: string | null;
  content: DocumentContent;
};

/** A document as it is drawn: its facts as they were issued, in words of its language. */
export function documentDto({ content, ...head }: Issued, words: DataWords): InvoiceDto {
  const discounts = [
    { label: words.discount, amount: BigInt(content.discountMinor) },
    { label: words.adjustment, amount: BigInt(content.adjustmentMinor) },
    { label: words.credited, amount: BigInt(content.creditedMinor) },
  ];
  return {
    ...head,
    shop: content.shop,
    language: content.language,
    dueDay: null,
    order: content.order,
    orderedAt: new Date(content.orderedAt),
    billTo: content.billTo,
    shipTo: content.shipTo,
    customerTaxNumber: content.customerTaxNumber,
    currency: content.currency,
    lines: content.lines.map(({ amountMinor, ...line }) => ({ ...line, amount: BigInt(amountMinor) })),
    discounts: discounts.filter(({ amount }) => amount !== 0n),
    shipping: BigInt(content.shippingMinor),
    taxIncluded: content.taxIncluded,
    taxes: content.taxes.map(({ rate, netMinor, taxMinor }) => ({
      label: words.percent(rate),
      rate,
      net: BigInt(netMinor),
      tax: BigInt(taxMinor),
    })),
    total: BigInt(content.totalMinor),
    payments: content.payments.map(({ method, day, amountMinor }) => ({
      method: words.method(method),
      day,
      amount: BigInt(amountMinor),
    })),
    note: null,
  };
}

type RefundEntry = { lineId?: string | undefined; component: string; quantity?: number; amountMinor: Minor };
type CreditedLine = { id: string; sku: string; title: string; spec: string; unitPrice: string; taxRate: string };

/**
 * What a credit note over given back money lists, from the sales that giving it back posted: per line its units and
 * amount, then shipping; the tax of each by its rate.
 */
export function creditMoney(
  sales: readonly RefundEntry[],
  order: { lines: readonly CreditedLine[]; shippingTaxRate: string; taxIncluded: boolean },
): InvoiceMoney {
  const rates = new Map<string, RateMoney>();
  const lines: InvoiceMoney["lines"][number][] = [];
  let [discount, shipping] = [0n, 0n];
  for (const [lineId, entries] of Map.groupBy(sales, (entry) => entry.lineId)) {
    const sum = (is: (component: string) => boolean) =>
      entries.reduce((total, { component, amountMinor }) => total - (is(component) ? amountMinor : 0n), 0n);
    const tax = sum((component) => component === "tax");
    const off = -sum((component) => component === "discount");
    const goods = sum((component) => component !== "tax" && component !== "discount");
    const line = order.lines.find(({ id }) => id === lineId);
    const amount = goods + (order.taxIncluded ? tax : 0n);
    const rate = plainDecimal(line ? line.taxRate : order.shippingTaxRate);
    const known = rates.get(rate) ?? { rate, net: 0n, tax: 0n };
    rates.set(rate, { rate, net: known.net + goods - off, tax: known.tax + tax });
    discount += off;
    if (line) {
      const { sku, title, spec, unitPrice } = line;
      const quantity = entries.reduce((units, { quantity = 0 }) => units - quantity, 0);
      const taxRate = rate === "0" ? null : rate;
      lines.push({ sku, name: title, options: spec || null, quantity, unitPrice, taxRate, amount });
    } else shipping += amount;
  }
  const total = sales.reduce((sum, { amountMinor }) => sum - amountMinor, 0n);
  const taxes = [...rates.values()].filter(({ tax }) => tax !== 0n);
  return { lines, discount, adjustment: 0n, credited: 0n, shipping, taxes, taxIncluded: order.taxIncluded, total };
}
