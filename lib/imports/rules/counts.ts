/** What became of a file: rows and documents by kind; money per currency as "sales:GBP", in minor units. */
export type Counts = Record<string, number>;

/** Rows of every outcome add up to the rows read. */
export const rowOutcomes = [
  "orderLines",
  "updatedRows",
  "creditLines",
  "writeOffRows",
  "skippedRows",
  "refusedRows",
] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

export function addCounts(counts: Counts, more: Counts): Counts {
  const sum = { ...counts };
  for (const [name, value] of Object.entries(more)) if (value !== 0) sum[name] = (sum[name] ?? 0) + value;
  return sum;
}

/** Whether nothing was dropped in silence. */
export function addUp(counts: Counts): boolean {
  return rowOutcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0) === (counts.rows ?? 0);
}

/** Sums of one kind by currency: "sales:GBP" → GBP. */
export function moneyOf(counts: Counts, kind: string): { currency: string; minor: string }[] {
  return Object.entries(counts)
    .filter(([name]) => name.startsWith(`${kind}:`))
    .map(([name, minor]) => ({ currency: name.slice(kind.length + 1), minor: String(minor) }));
}
