/** What the order list shows of the lines. */
export function summaryOf(lines: readonly { kind: string; title: string; ordered: number }[]): {
  unitCount: number;
  lineCount: number;
  itemsSummary: string;
} {
  const products = lines.filter((line) => line.kind === "product");
  return {
    unitCount: products.reduce((sum, line) => sum + line.ordered, 0),
    lineCount: lines.length,
    itemsSummary: ((products[0] ?? lines[0])?.title ?? "").slice(0, 120),
  };
}
