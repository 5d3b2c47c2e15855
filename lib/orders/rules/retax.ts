import { isRefusal, type Refusal } from "@/lib/core/result";
import { type OrderTotals, totalsOf } from "./totals";

/** Rates by "country class", as fractions; "* class" stands for every other country. */
export type TaxRates = ReadonlyMap<string, string>;

/** The rate of a class of goods in a country; none where the shop keeps none. */
export function rateIn(rates: TaxRates, country: string, taxClass: string): string {
  return rates.get(`${country} ${taxClass}`) ?? rates.get(`* ${taxClass}`) ?? "0";
}

export type TaxedLine = {
  id: string;
  unitPrice: string;
  ordered: number;
  /** The line's own discount and its share of the order's, minor units. */
  discountMinor: bigint;
  taxRate: string;
  taxClass: string;
};

export type Taxed = {
  currency: string;
  pricesIncludeTax: boolean;
  /** The country whose rates it was taxed by. */
  country: string;
  shippingMinor: bigint;
  shippingTaxRate: string;
  lines: readonly TaxedLine[];
};

export type Retaxed = { rates: string[]; shippingTaxRate: string; totals: OrderTotals };

/**
 * What an order would come to if it were taxed by another country's rates. A rate that somebody gave by hand, that is
 * one which was not its country's, stays what it is. Null where no rate changes.
 */
export function retax(
  order: Taxed,
  country: string,
  rates: TaxRates,
): Retaxed | Refusal<"discount_exceeds_items"> | null {
  const moved = (rate: string, taxClass: string) => {
    const byHand = Number(rate) !== Number(rateIn(rates, order.country, taxClass));
    const there = rateIn(rates, country, taxClass);
    return byHand || Number(there) === Number(rate) ? rate : there;
  };
  const lineRates = order.lines.map((line) => moved(line.taxRate, line.taxClass));
  const shippingTaxRate = moved(order.shippingTaxRate, "shipping");
  const same = lineRates.every((rate, index) => rate === order.lines[index]?.taxRate);
  if (same && shippingTaxRate === order.shippingTaxRate) return null;
  const totals = totalsOf({
    currency: order.currency,
    pricesIncludeTax: order.pricesIncludeTax,
    lines: order.lines.map(({ unitPrice, ordered, discountMinor }, index) => ({
      unitPrice,
      quantity: ordered,
      discountMinor,
      taxRate: lineRates[index] as string,
    })),
    discountMinor: 0n,
    shippingMinor: order.shippingMinor,
    shippingTaxRate,
  });
  return isRefusal(totals) ? totals : { rates: lineRates, shippingTaxRate, totals };
}
