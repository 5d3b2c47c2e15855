import type { Minor } from "@/lib/core/money";
import { amountOf, type Measure, measures, type SalesSum } from "./metrics";
import { shareOf } from "./reasons";

/** What is counted beside an entry's amount: of items only, and never without the word for what is unknown. */
export const costMeasures = ["cost", "margin", "uncosted"] as const;
export type CostMeasure = (typeof costMeasures)[number];
/** A figure that has orders behind it. */
export type BehindMeasure = Measure | CostMeasure;

export function isCostMeasure(measure: BehindMeasure): measure is CostMeasure {
  return costMeasures.some((known) => known === measure);
}

/** The entries of the ledger that a figure is about; costs are those of the items. */
export function entriesOfMeasure(measure: BehindMeasure) {
  return measures[isCostMeasure(measure) ? "items" : measure];
}

export type CostSum = SalesSum & {
  /** In the shop's currency. */
  costMinor: Minor;
  /** The part of the amount that is of items whose cost nobody had entered when they were sold. */
  uncostedMinor: Minor;
};

export type Costs = {
  /** In the shop's currency, whatever was sold in; null where none of it is known. */
  cost: Minor | null;
  uncosted: Minor;
  /** Null where sales are in another currency than costs, or no cost is known. */
  margin: Minor | null;
  /** Of the net sales of items whose cost is known; null where there are none. */
  share: number | null;
};

/** What is known of the costs of some sales: linear, so that parts add up to their whole. */
export type CostParts = { items: Minor; cost: Minor; uncosted: Minor };

export function costPartsOf(sums: readonly CostSum[]): CostParts {
  return {
    items: amountOf("items", sums),
    cost: sums.reduce((total, { costMinor }) => total + costMinor, 0n),
    uncosted: sums.reduce((total, { uncostedMinor }) => total + uncostedMinor, 0n),
  };
}

/** What items cost, and what is left of their price; sales and costs may be in different currencies. */
export function costsOf({ items, cost, uncosted }: CostParts, sameCurrency: boolean): Costs {
  const known = items - uncosted;
  if (known === 0n && cost === 0n && uncosted !== 0n) return { cost: null, uncosted, margin: null, share: null };
  if (!sameCurrency) return { cost, uncosted, margin: null, share: null };
  return { cost, uncosted, margin: known - cost, share: shareOf(known - cost, known) };
}
