import fc from "fast-check";
import { expect, it } from "vitest";
import type { InvoiceDto } from "@/lib/documents/dto";
import { lineEntries } from "@/lib/orders/rules/sales";
import { unitsShare } from "@/lib/orders/rules/totals";
import { anyOrder, orderOf } from "@/lib/testing/any-order";
import { sampleAddress, sampleShop } from "../testing/samples";
import {
  creditMoney,
  type DocumentContent,
  documentDto,
  invoiceContent,
  partialContent,
  reversalContent,
} from "./content";
import { invoiceMoney } from "./invoice-lines";

const words = { discount: "", adjustment: "", credited: "", method: () => "", percent: () => "" };
const drawn = (content: DocumentContent): InvoiceDto =>
  documentDto({ kind: "invoice", number: "INV-1", issuedDay: "2026-11-23", corrects: null, content }, words);

/** What the lines, what is taken off, shipping and taxes of a document come to. */
function summed({ lines, discounts, shipping, taxes, taxIncluded }: InvoiceDto): bigint {
  const sum = (amounts: readonly { amount: bigint }[]) => amounts.reduce((total, { amount }) => total + amount, 0n);
  const taxed = taxes.reduce((total, { tax }) => total + tax, 0n);
  return sum(lines) - sum(discounts) + shipping + (taxIncluded ? 0n : taxed);
}

it("whatever is sold and given back, each document adds up, and what is left is what the next one says", () => {
  fc.assert(
    fc.property(anyOrder, fc.nat(3), (made, units) => {
      const order = orderOf(made);
      const rates = made.lines.map(({ taxRate }) => taxRate);
      const lines = order.lines.map((line, index) => ({ ...line, spec: "", taxRate: rates[index] ?? "0" }));
      const invoiced = { ...order, lines, shippingTaxRate: "0.06" };
      const head = {
        ...{ language: "en" as const, shop: sampleShop, order: order.number, orderedAt: order.placedAt.toISOString() },
        ...{ billTo: sampleAddress, shipTo: null, customerTaxNumber: null },
        ...{ currency: order.currency, taxIncluded: order.pricesIncludeTax },
      };
      const invoice = invoiceContent(head, invoiceMoney(invoiced), []);
      const sales = lines.flatMap((line) => {
        const quantity = Math.min(units, line.ordered);
        const money = unitsShare(line, 0, quantity, order.pricesIncludeTax);
        const how = { kind: "refund", sign: -1n, businessDay: "2026-11-23", costMinor: 0n } as const;
        return quantity > 0 ? lineEntries(order, line, money, quantity, how) : [];
      });
      const money = creditMoney(sales, { lines, shippingTaxRate: "0.06", taxIncluded: order.pricesIncludeTax });
      const note = partialContent(invoice, money);
      const reversal = reversalContent(invoice, [note]);
      const byRate = money.taxes.map(({ rate, net, tax }) => ({ rate, net, tax }));
      const untaxed = money.total - byRate.reduce((sum, { net, tax }) => sum + net + tax, 0n);
      const anew = invoiceContent(head, invoiceMoney(invoiced, [...byRate, { rate: "0", net: untaxed, tax: 0n }]), []);
      for (const content of [invoice, note, reversal, anew]) {
        expect(`${summed(drawn(content))}`).toBe(content.totalMinor);
      }
      expect(BigInt(note.totalMinor) + BigInt(reversal.totalMinor)).toBe(order.totalMinor);
      expect(anew.totalMinor).toBe(reversal.totalMinor);
      expect(anew.creditedMinor).toBe(reversal.creditedMinor);
    }),
  );
});
