import type { Minor } from "@/lib/core/money";

/** What came back: returns, units of them, and what these were sold for, in minor units without tax. */
export type Returned = { cases: number; units: number; value: Minor };

/** The same with the units that left in the same days. */
export type ReturnRate = Returned & { shipped: number; rate: number | null };

/** How returned units are told apart; items have a rate besides. */
export const returnGroupings = ["reason", "outcome", "channel"] as const;
export type ReturnGrouping = (typeof returnGroupings)[number];

export type ReturnedSum = Returned & { key: string };
export type ReturnedRow = Returned & {
  key: string;
  /** Part of all units. */
  share: number | null;
  before: Returned | null;
};

export const nothingReturned: Returned = { cases: 0, units: 0, value: 0n };

/** Returned units for each unit that left in the same days; null where none left. */
export function rateOf(units: number, shipped: number): number | null {
  return shipped > 0 ? units / shipped : null;
}

/** Groups, the most units first, beside the same group of the days compared with; those of then alone are left out. */
export function returnedRows(
  now: readonly ReturnedSum[],
  before: readonly ReturnedSum[] | null,
  totalUnits: number,
): ReturnedRow[] {
  const earlier = before && new Map(before.map(({ key, ...figures }) => [key, figures]));
  return now
    .map((row) => ({
      ...row,
      share: rateOf(row.units, totalUnits),
      before: earlier && (earlier.get(row.key) ?? nothingReturned),
    }))
    .sort((a, b) => b.units - a.units || (a.key < b.key ? -1 : 1));
}
