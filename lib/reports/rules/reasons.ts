import type { Minor } from "@/lib/core/money";
import { counts, type SalesSum } from "./metrics";

/** What takes a sale back, with the figure of the sales report that its amounts add up to. */
export const reasonKinds = ["refund", "cancellation"] as const;
export type ReasonKind = (typeof reasonKinds)[number];
export const measureOfKind = { refund: "refunds", cancellation: "cancelled" } as const;

export type ReasonSum = Omit<SalesSum, "orders"> & { reason: string; cases: number };

/** Amounts and units as people say them: what was taken back is positive. */
export type ReasonFigures = { cases: number; units: number; amount: Minor };
export type ReasonRow = ReasonFigures & { reason: string; share: number | null; before: ReasonFigures | null };
export type ReasonGroup = ReasonFigures & { kind: ReasonKind; rows: ReasonRow[]; before: ReasonFigures | null };

/** Refunds and cancellations, each by reason, the largest first; rows add up to their group. */
export function reasonGroups(now: readonly ReasonSum[], before: readonly ReasonSum[] | null): ReasonGroup[] {
  return reasonKinds.map((kind) => {
    const own = (sums: readonly ReasonSum[]) => sums.filter((sum) => sum.kind === kind);
    const earlier = before && own(before);
    const total = figuresOf(own(now));
    const reasons = [...new Set([...own(now), ...(earlier ?? [])].map(({ reason }) => reason))];
    const rows = reasons.map((reason): ReasonRow => {
      const of = (sums: readonly ReasonSum[]) => figuresOf(sums.filter((sum) => sum.reason === reason));
      const figures = of(own(now));
      return { reason, ...figures, share: shareOf(figures.amount, total.amount), before: earlier && of(earlier) };
    });
    rows.sort((a, b) => (a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : a.reason < b.reason ? -1 : 1));
    return { kind, ...total, rows, before: earlier && figuresOf(earlier) };
  });
}

function figuresOf(sums: readonly ReasonSum[]): ReasonFigures {
  return {
    cases: sums.reduce((total, { cases }) => total + cases, 0),
    units: sums.reduce((total, { quantity }) => total - quantity, 0),
    amount: sums.reduce((total, sum) => (counts("takenBack", sum) ? total - sum.amountMinor : total), 0n),
  };
}

/** A part of a whole; null where there is no whole, as of amounts that cancel each other out. */
export function shareOf(part: Minor, whole: Minor): number | null {
  return whole > 0n ? Number((part * 10_000n) / whole) / 10_000 : null;
}
