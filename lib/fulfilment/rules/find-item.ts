import type { LineState } from "@/lib/orders/rules/state";

/** What a scanned or typed code stands for: an item of the catalogue, or nothing it knows. */
export type Item = { code: string; variantId: string | null; sku: string; title: string };

/** The spellings one bar code has: scanners send UPC-A with or without the zero that makes it an EAN-13. */
export function codeSpellings(code: string): string[] {
  const trimmed = code.trim();
  if (/^\d{12}$/.test(trimmed)) return [trimmed, `0${trimmed}`];
  if (/^0\d{12}$/.test(trimmed)) return [trimmed, trimmed.slice(1)];
  return [trimmed];
}

/** Whether a line is of this item; lines without an item in the catalogue answer to their SKU as the channel wrote it. */
export function isOfItem(line: Pick<LineState, "variantId" | "sku">, item: Item): boolean {
  if (item.variantId !== null && line.variantId !== null) return item.variantId === line.variantId;
  return line.sku !== "" && codeSpellings(item.code).some((code) => code.toUpperCase() === line.sku.toUpperCase());
}
