import { divideHalfEven, type Minor } from "@/lib/core/money";
import type { LineState } from "@/lib/orders/rules/state";
import { type LineTotals, unitsShare } from "@/lib/orders/rules/totals";

/**
 * `amountMinor` of a line split into goods, discount and tax: the exact share of the units where the amount is theirs,
 * else in the line's own proportion of tax. The parts add up to the amount.
 */
export function moneyOfLine(
  line: LineState,
  before: number,
  units: number,
  amountMinor: Minor,
  pricesIncludeTax: boolean,
): LineTotals {
  if (units > 0) {
    const share = unitsShare(line, before, units, pricesIncludeTax);
    if (share.totalMinor === amountMinor) return share;
  }
  return amountWithTax(amountMinor, line.taxMinor, line.totalMinor, pricesIncludeTax);
}

/** An amount that contains tax as its whole does. */
export function amountWithTax(
  amountMinor: Minor,
  taxOfWhole: Minor,
  whole: Minor,
  pricesIncludeTax: boolean,
): LineTotals {
  const taxMinor = whole > 0n ? divideHalfEven(amountMinor * taxOfWhole, whole) : 0n;
  return {
    subtotalMinor: pricesIncludeTax ? amountMinor : amountMinor - taxMinor,
    discountMinor: 0n,
    taxMinor,
    totalMinor: amountMinor,
  };
}
