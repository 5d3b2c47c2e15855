import { formatDay, formatInstant } from "@/lib/core/dates";
import { formatMoney, formatUnitPrice, type Minor, parseDecimal } from "@/lib/core/money";
import { assert } from "@/lib/core/result";
import { fullAddress } from "@/lib/documents/address-lines";
import type { DocumentLanguage, InvoiceDto, InvoiceLineDto, InvoiceTaxDto } from "@/lib/documents/dto";
import { BODY, type Column, joined, Layout, LEFT, SMALL, STRONG, textCell, WIDTH } from "@/lib/documents/layout";
import { A4, INK, type Paper, type TextStyle } from "@/lib/documents/paper";
import { renderEach } from "@/lib/documents/render";
import { type DocumentWords, wordsIn } from "@/lib/documents/words";

/**
 * Invoices, receipts and credit notes, each beginning on a page of its own. One that does not add up is never printed:
 * that is a bug in who made it, and throws.
 */
export function invoices(invoices: readonly InvoiceDto[], language: DocumentLanguage): Promise<Uint8Array> {
  const title = wordsIn(language).invoice;
  return renderEach(A4, title, invoices, (paper, invoice) => {
    assertAddsUp(invoice);
    drawInvoice(paper, invoice, wordsIn(invoice.language ?? language));
  });
}

function drawInvoice(paper: Paper, invoice: InvoiceDto, words: DocumentWords): void {
  const { shop } = invoice;
  const title = { invoice: words.invoice, receipt: words.receipt, credit_note: words.creditNote }[invoice.kind];
  const layout = new Layout(paper, { shop, title, number: invoice.number, barcode: false }, words);
  const blocks = [{ label: words.billTo, lines: fullAddress(invoice.billTo, words, shop.country) }];
  if (invoice.shipTo) blocks.push({ label: words.shipTo, lines: fullAddress(invoice.shipTo, words, shop.country) });
  layout.blocks(blocks);
  layout.gap(14);
  layout.facts([
    { label: words.issued, value: formatDay(invoice.issuedDay, words.locale) },
    { label: words.due, value: invoice.dueDay && formatDay(invoice.dueDay, words.locale) },
    { label: words.order, value: invoice.order },
    { label: words.placed, value: formatInstant(invoice.orderedAt, shop.timeZone, words.locale, "date") },
    { label: words.corrects, value: invoice.corrects },
    { label: words.customerTaxNumber, value: invoice.customerTaxNumber },
  ]);
  layout.gap(5);
  layout.table(columns(paper, invoice, words), invoice.lines);
  drawTotals(layout, invoice, words);
  if (invoice.note) layout.note(words.note, invoice.note);
  layout.end();
}

function columns(paper: Paper, invoice: InvoiceDto, words: DocumentWords): Column<InvoiceLineDto>[] {
  const figure = (head: string, width: number, value: (line: InvoiceLineDto) => string): Column<InvoiceLineDto> => ({
    head,
    width,
    align: "right",
    cell: (line, inner) => textCell(paper, inner, value(line), { ...BODY, align: "right" }),
  });
  const details = ({ sku, options }: InvoiceLineDto): string => joined([sku, options]);
  return [
    {
      head: words.item,
      width: WIDTH - 52 - 88 - 56 - 92,
      cell: (line, width) => textCell(paper, width, line.name, BODY, details(line)),
    },
    // Money that a credit note gives back for no unit in particular has neither.
    figure(words.quantity, 52, ({ quantity }) =>
      quantity === 0 ? "–" : new Intl.NumberFormat(words.locale).format(quantity),
    ),
    figure(words.unitPrice, 88, ({ quantity, unitPrice }) =>
      quantity === 0 ? "–" : formatUnitPrice(unitPrice, invoice.currency, words.locale),
    ),
    figure(words.taxRate, 56, (line) => (line.taxRate === null ? "–" : percent(line.taxRate, words.locale))),
    figure(words.amount, 92, (line) => money(line.amount, invoice, words)),
  ];
}

type Figure = {
  readonly label: string;
  readonly below?: string;
  readonly amount: Minor;
  readonly style: TextStyle;
  readonly ruled?: boolean;
};

/** Totals on the right, the tax summary beside them: both stay together on one page. */
function drawTotals(layout: Layout, invoice: InvoiceDto, words: DocumentWords): void {
  const { paper } = layout;
  const figures = totalsOf(invoice, words);
  layout.need(figures.length * FIGURE_HEIGHT + invoice.payments.length * 11 + 60);
  layout.gap(12);
  const width = 226;
  const left = LEFT + WIDTH - width;
  let y = layout.y;
  for (const { label, below, amount, style, ruled } of figures) {
    if (ruled) {
      paper.rule(left, y + 3, width, 0.9, INK);
      y += 7;
    }
    paper.text(label, left, y, width - 96, { ...style, maxLines: 1 });
    paper.text(money(amount, invoice, words), left, y, width, { ...style, align: "right" });
    y += FIGURE_HEIGHT + (style.size > 10 ? 3 : 0);
    if (below) y = paper.text(below, left, y - 3, width - 96, { ...SMALL, maxLines: 1 }) + 3;
  }
  const summary = drawTaxSummary(paper, layout.y, WIDTH - width - 28, invoice, words);
  layout.y = Math.max(y, summary) + 14;
}

const FIGURE_HEIGHT = 16;

function totalsOf(invoice: InvoiceDto, words: DocumentWords): Figure[] {
  const { currency, kind, total } = invoice;
  const paid = sum(invoice.payments.map((payment) => payment.amount));
  const due = total - paid;
  const taxes = invoice.taxes.map(({ label, tax }) => ({ label: `${words.tax} ${label}`, amount: tax, style: BODY }));
  const grand = { size: 12, weight: "bold" } as const;
  const figures: Figure[] = [
    { label: words.subtotal, amount: sum(invoice.lines.map((line) => line.amount)), style: BODY },
    ...invoice.discounts.map(({ label, amount }) => ({ label, amount: -amount, style: BODY })),
  ];
  if (invoice.shipping !== 0n) figures.push({ label: words.shipping, amount: invoice.shipping, style: BODY });
  if (!invoice.taxIncluded) figures.push(...taxes);
  const label = kind === "credit_note" ? words.credited(currency) : words.total(currency);
  figures.push({ label, amount: total, style: grand, ruled: true });
  for (const { method, day, amount } of invoice.payments) {
    const paidBy = `${amount < 0n ? words.givenBack : words.paid} · ${method}`;
    figures.push({ label: paidBy, below: formatDay(day, words.locale), amount: -amount, style: BODY });
  }
  if (kind !== "credit_note" && invoice.payments.length > 0) {
    figures.push({ label: due === 0n ? words.balancePaid : words.balanceDue, amount: due, style: STRONG, ruled: true });
  }
  return figures;
}

function drawTaxSummary(paper: Paper, top: number, width: number, invoice: InvoiceDto, words: DocumentWords): number {
  if (invoice.taxes.length === 0) return top;
  const row = (y: number, texts: readonly [string, string, string], style: TextStyle): number => {
    paper.text(texts[0], LEFT, y, width * 0.4, { ...style, maxLines: 1 });
    paper.text(texts[1], LEFT + width * 0.35, y, width * 0.35, { ...style, align: "right" });
    return paper.text(texts[2], LEFT + width * 0.7, y, width * 0.3, { ...style, align: "right" });
  };
  let y = row(top, [words.taxSummary, words.net, words.tax], { ...SMALL, weight: "bold" }) + 2;
  paper.rule(LEFT, y, width);
  y += 3;
  for (const { label, net, tax } of invoice.taxes) {
    y = row(y, [label, money(net, invoice, words), money(tax, invoice, words)], { size: 8.5 }) + 1;
  }
  if (invoice.taxIncluded) y = paper.text(words.includesTax, LEFT, y + 3, width, SMALL);
  return y;
}

function money(amount: Minor, invoice: InvoiceDto, words: DocumentWords): string {
  return formatMoney(amount, invoice.currency, words.locale).replace("-", "\u2212");
}

/** "0.2" → "20%", exactly. */
function percent(rate: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 4 });
  return format.format(parseDecimal(rate) as Intl.StringNumericLiteral);
}

function assertAddsUp(invoice: InvoiceDto): void {
  const { lines, discounts, shipping, taxIncluded, taxes, total, number } = invoice;
  const taxed = sum(taxes.map((tax: InvoiceTaxDto) => tax.tax));
  const net = sum(lines.map((line) => line.amount)) - sum(discounts.map((discount) => discount.amount)) + shipping;
  assert(total === (taxIncluded ? net : net + taxed), `invoice ${number} does not add up to its total`);
}

function sum(amounts: readonly Minor[]): Minor {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
