/** What can be printed, by the word its address has. */
export const printKinds = ["pick-lists", "packing-slips", "labels", "invoices"] as const;
export type PrintKind = (typeof printKinds)[number];

/** As many documents as one file holds. */
export const documentsAtMost = 200;

/** Address of a PDF with the documents of orders, shipments or waves, or with documents by their own numbers. */
export function documentsHref(
  kind: PrintKind,
  of: Partial<Record<"orders" | "shipments" | "waves" | "documents", readonly string[]>>,
): string {
  const query = new URLSearchParams(
    Object.entries(of)
      .filter(([, numbers]) => numbers.length > 0)
      .map(([name, numbers]) => [name, numbers.join(",")]),
  );
  return `/api/internal/documents/${kind}?${query}`;
}
