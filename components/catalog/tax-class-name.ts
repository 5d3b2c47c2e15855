import type { useTranslations } from "next-intl";

/** Words for the classes the house begins with; a class of the shop's own is called as the shop wrote it. */
export function taxClassName(
  words: ReturnType<typeof useTranslations<"catalogue.taxClass">>,
  taxClass: string,
): string {
  return taxClass === "standard" || taxClass === "reduced" || taxClass === "shipping" ? words(taxClass) : taxClass;
}
