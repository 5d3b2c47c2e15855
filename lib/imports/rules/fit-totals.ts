import { allocate, divideHalfEven, type Minor, PRICE_DECIMALS, taxOf } from "@/lib/core/money";
import { isRefusal, type Refusal } from "@/lib/core/result";
import { totalsOf } from "@/lib/orders/rules/totals";

export type StatedOrder = {
  currency: string;
  lines: readonly { unitPrice: string; quantity: number; discountMinor: Minor; taxable: boolean }[];
  discountMinor: Minor;
  shippingMinor: Minor;
  /** Null where the file does not say. */
  subtotalMinor: Minor | null;
  taxMinor: Minor | null;
  shippingTaxMinor: Minor | null;
  totalMinor: Minor | null;
  pricesIncludeTax: boolean | null;
};

export type FittedOrder = {
  pricesIncludeTax: boolean;
  totalMinor: Minor;
  discountMinor: Minor;
  /** What the channel charged beyond lines, shipping and tax; it becomes a fee line. */
  surchargeMinor: Minor;
  /** The channel's total less what its own lines add up to. */
  differenceMinor: Minor;
  lineRates: (string | undefined)[];
  shippingRate: string | undefined;
};

/**
 * Makes an order add up to what its channel charged, to the last unit: the buyer's total is the truth. Where lines,
 * discount, shipping and tax come to more, the rest is a discount; where they come to less, a fee. The tax the file
 * states is spread over lines and shipping by rates that give exactly that tax; what no rate below 1 of six decimals gives
 * (a tax as high as its goods, cents of a line of millions) is in the total all the same.
 */
export function fitTotals(stated: StatedOrder): FittedOrder | Refusal<"discount_exceeds_items"> {
  const first = netsOf(stated, stated.discountMinor, 0n);
  if (isRefusal(first)) return first;
  const net = first.total + stated.shippingMinor;
  // Without a word of tax the buyer paid what the prices say; the shop's own rates then tell the tax in them.
  const inclusive = stated.taxMinor === null ? true : includesTax(stated, net);
  const added = inclusive ? 0n : (stated.taxMinor ?? 0n);
  const difference = stated.totalMinor === null ? 0n : stated.totalMinor - net - added;
  const discountMinor = stated.discountMinor + (difference < 0n ? -difference : 0n);
  const surchargeMinor = difference > 0n ? difference : 0n;
  const fitted: FittedOrder = {
    pricesIncludeTax: inclusive,
    totalMinor: stated.totalMinor ?? net + added,
    discountMinor,
    surchargeMinor,
    differenceMinor: difference,
    lineRates: stated.lines.map(() => undefined),
    shippingRate: undefined,
  };
  if (stated.taxMinor === null) return fitted;
  const nets = netsOf(stated, discountMinor, surchargeMinor);
  if (isRefusal(nets)) return nets;
  const bases = stated.lines.map((line, index) => (line.taxable ? (nets.lines[index] as Minor) : 0n));
  const rates = ratesFor(bases, stated.shippingMinor, stated.taxMinor, stated.shippingTaxMinor, inclusive);
  const given =
    sumOf(bases.map((base, index) => taxOf(base, rates.lines[index] as string, inclusive))) +
    taxOf(stated.shippingMinor, rates.shipping, inclusive);
  return {
    ...fitted,
    // Tax on top that no rate gives was charged all the same.
    surchargeMinor: surchargeMinor + (inclusive ? 0n : stated.taxMinor - given),
    lineRates: rates.lines,
    shippingRate: rates.shipping,
  };
}

function netsOf(
  stated: StatedOrder,
  discountMinor: Minor,
  surchargeMinor: Minor,
): { lines: Minor[]; total: Minor } | Refusal<"discount_exceeds_items"> {
  const lines = stated.lines.map(({ unitPrice, quantity, discountMinor: own }) => ({
    unitPrice,
    quantity,
    discountMinor: own,
    taxRate: "0",
  }));
  const totals = totalsOf({
    currency: stated.currency,
    pricesIncludeTax: true,
    lines,
    discountMinor,
    shippingMinor: 0n,
    shippingTaxRate: "0",
  });
  if (isRefusal(totals)) return totals;
  return { lines: totals.lines.map((line) => line.totalMinor), total: totals.totalMinor + surchargeMinor };
}

// The file's own sum tells best; without one, the reading that comes nearer to the total.
function includesTax(stated: StatedOrder, net: Minor): boolean {
  const { taxMinor, totalMinor, subtotalMinor, shippingMinor, pricesIncludeTax } = stated;
  if (pricesIncludeTax !== null) return pricesIncludeTax;
  if (taxMinor === null || taxMinor === 0n || totalMinor === null) return true;
  for (const before of [net, subtotalMinor === null ? net : subtotalMinor + shippingMinor]) {
    if (before + taxMinor === totalMinor) return false;
    if (before === totalMinor) return true;
  }
  return magnitude(net - totalMinor) < magnitude(net + taxMinor - totalMinor);
}

type Rates = { lines: string[]; shipping: string };

/** Rates that give exactly `tax`: one plain rate where there is one, else each line its own. */
function ratesFor(
  bases: readonly Minor[],
  shipping: Minor,
  tax: Minor,
  onShipping: Minor | null,
  inclusive: boolean,
): Rates {
  if (onShipping !== null && onShipping <= tax && onShipping <= shipping) {
    const rate = rateFor(shipping, onShipping, inclusive);
    const onLines = tax - taxOf(shipping, rate, inclusive);
    return { lines: ratesFor(bases, 0n, onLines, null, inclusive).lines, shipping: rate };
  }
  if (tax <= 0n) return { lines: bases.map(() => "0"), shipping: "0" };
  for (const decimals of [2, 3, 4, PRICE_DECIMALS]) {
    for (const taxed of shipping > 0n ? [shipping, 0n] : [0n]) {
      const all = [...bases, taxed];
      const base = sumOf(all);
      if (base <= 0n || tax >= base) continue;
      const rate = written(scaledRate(tax, inclusive ? base - tax : base, decimals), decimals);
      if (sumOf(all.map((part) => taxOf(part, rate, inclusive))) !== tax) continue;
      return { lines: bases.map((part) => (part > 0n ? rate : "0")), shipping: taxed > 0n ? rate : "0" };
    }
  }
  return ownRates([...bases, shipping], tax, inclusive);
}

/**
 * Each part its own rate. A few cents cannot hold every tax: what one part's rate does not give falls to the others, the
 * largest first. Never more than `tax` in all.
 */
function ownRates(all: readonly Minor[], tax: Minor, inclusive: boolean): Rates {
  const parts = all.map((part) => (part > 0n ? part : 0n));
  const rates = allocate(tax, parts).map((share, index) => rateFor(parts[index] as Minor, share, inclusive));
  const given = rates.map((rate, index) => taxOf(parts[index] as Minor, rate, inclusive));
  let left = tax - sumOf(given);
  const bySize = [...parts.keys()].sort((a, b) => Number((parts[b] as Minor) - (parts[a] as Minor)));
  for (const index of bySize) {
    if (left === 0n) break;
    const [part, before] = [parts[index] as Minor, given[index] as Minor];
    const rate = rateFor(part, before + left, inclusive);
    rates[index] = rate;
    left -= taxOf(part, rate, inclusive) - before;
  }
  return { lines: rates.slice(0, -1), shipping: rates.at(-1) as string };
}

/** The rate below 1 at which `part` holds or bears this tax; where none does, the nearest that gives less. */
function rateFor(part: Minor, tax: Minor, inclusive: boolean): string {
  if (part <= 0n || tax <= 0n) return "0";
  const scaled = scaledRate(tax, inclusive ? part - tax : part, PRICE_DECIMALS);
  const rate = written(scaled, PRICE_DECIMALS);
  return taxOf(part, rate, inclusive) <= tax ? rate : written(scaled - 1n, PRICE_DECIMALS);
}

function scaledRate(tax: Minor, base: Minor, decimals: number): bigint {
  const most = 10n ** BigInt(decimals) - 1n;
  const scaled = base > 0n ? divideHalfEven(tax * 10n ** BigInt(decimals), base) : most;
  return scaled < most ? scaled : most;
}

function written(scaled: bigint, decimals: number): string {
  return `0.${scaled.toString().padStart(decimals, "0")}`;
}

function sumOf(amounts: readonly Minor[]): Minor {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

function magnitude(amount: Minor): Minor {
  return amount < 0n ? -amount : amount;
}
