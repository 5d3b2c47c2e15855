import { allocate, divideHalfEven, lineAmount, type Minor, taxOf } from "@/lib/core/money";
import { type Refusal, refuse } from "@/lib/core/result";

export type PricedLine = {
  /** Exact decimal in major units; may be finer than the minor unit. */
  unitPrice: string;
  quantity: number;
  /** The line's own discount, minor units, as a positive amount. */
  discountMinor: Minor;
  /** Fraction, such as "0.13". */
  taxRate: string;
};

export type LineTotals = { subtotalMinor: Minor; discountMinor: Minor; taxMinor: Minor; totalMinor: Minor };

export type OrderTotals = {
  lines: LineTotals[];
  itemsMinor: Minor;
  discountMinor: Minor;
  shippingMinor: Minor;
  shippingTaxMinor: Minor;
  taxMinor: Minor;
  totalMinor: Minor;
};

/**
 * What an order comes to. Each line is rounded once, half to even; the order's discount is spread over the lines by
 * largest remainder, so lines always add up to the order. With tax-inclusive prices tax is the part of the amount that
 * is tax; otherwise it is added. Refuses a discount that is larger than what it is taken from.
 */
export function totalsOf(order: {
  currency: string;
  pricesIncludeTax: boolean;
  lines: readonly PricedLine[];
  discountMinor: Minor;
  shippingMinor: Minor;
  shippingTaxRate: string;
}): OrderTotals | Refusal<"discount_exceeds_items"> {
  const { pricesIncludeTax: inclusive } = order;
  const subtotals = order.lines.map((line) => lineAmount(line.unitPrice, line.quantity, order.currency));
  const nets = order.lines.map((line, index) => (subtotals[index] as Minor) - line.discountMinor);
  const spreadOver = nets.map((net) => (net > 0n ? net : 0n));
  if (nets.some((net, index) => net < 0n && (subtotals[index] as Minor) >= 0n)) return refuse("discount_exceeds_items");
  if (order.discountMinor > sum(spreadOver)) return refuse("discount_exceeds_items");
  const shares = order.discountMinor === 0n ? nets.map(() => 0n) : allocate(order.discountMinor, spreadOver);

  const lines = order.lines.map((line, index): LineTotals => {
    const net = (nets[index] as Minor) - (shares[index] as Minor);
    const taxMinor = taxOf(net, line.taxRate, inclusive);
    return {
      subtotalMinor: subtotals[index] as Minor,
      discountMinor: line.discountMinor + (shares[index] as Minor),
      taxMinor,
      totalMinor: inclusive ? net : net + taxMinor,
    };
  });
  const shippingTaxMinor = taxOf(order.shippingMinor, order.shippingTaxRate, inclusive);
  return {
    lines,
    itemsMinor: sum(subtotals),
    discountMinor: sum(lines.map((line) => line.discountMinor)),
    shippingMinor: order.shippingMinor,
    shippingTaxMinor,
    taxMinor: sum(lines.map((line) => line.taxMinor)) + shippingTaxMinor,
    totalMinor: sum(lines.map((line) => line.totalMinor)) + order.shippingMinor + (inclusive ? 0n : shippingTaxMinor),
  };
}

type LineMoney = LineTotals & { ordered: number };

/**
 * The money of `units` further units of a line after `before` units were already taken off or given back. Cumulative
 * shares are rounded, not single ones, so the parts of a line always add up to the line.
 */
export function unitsShare(line: LineMoney, before: number, units: number, pricesIncludeTax: boolean): LineTotals {
  const share = (amount: Minor) => at(amount, before + units, line.ordered) - at(amount, before, line.ordered);
  const subtotalMinor = share(line.subtotalMinor);
  const discountMinor = share(line.discountMinor);
  const taxMinor = share(line.taxMinor);
  const net = subtotalMinor - discountMinor;
  return { subtotalMinor, discountMinor, taxMinor, totalMinor: pricesIncludeTax ? net : net + taxMinor };
}

/** What is left of an amount of a line, once `gone` of its units are gone. */
export function leftOf(amount: Minor, gone: number, ordered: number): Minor {
  return amount - at(amount, gone, ordered);
}

/** The least amount of a line of which `left` is left once `gone` of its units are gone; some unit has to be left. */
export function wholeOf(left: Minor, gone: number, ordered: number): Minor {
  let whole = (left * BigInt(ordered)) / BigInt(ordered - gone);
  while (leftOf(whole, gone, ordered) >= left && whole > 0n) whole -= 1n;
  while (leftOf(whole, gone, ordered) < left) whole += 1n;
  return whole;
}

function at(amount: Minor, units: number, ordered: number): Minor {
  return units === ordered ? amount : divideHalfEven(amount * BigInt(units), BigInt(ordered));
}

function sum(amounts: readonly Minor[]): Minor {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
