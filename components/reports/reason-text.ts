import type { useTranslations } from "next-intl";

const worded = [
  ...["damaged", "late", "wrong_item", "not_wanted", "price", "goodwill", "cancelled", "other"],
  ...["customer_request", "out_of_stock", "payment", "fraud", "duplicate", "address", "rejected", "import_undone"],
];

/** A reason of a refund or a cancellation in words; one this house has no word for as it was written. */
export function reasonText(t: ReturnType<typeof useTranslations<"reports">>, reason: string): string {
  if (reason === "") return t("reasons.unknown");
  return worded.includes(reason) ? t(`reason.${reason as "other"}`) : reason;
}
