import { getLocale, getTranslations } from "next-intl/server";
import { formatInstant } from "@/lib/core/dates";
import type { PromotionTerms } from "@/lib/promotions/rules/terms";
import { promotionSentence } from "./promotion-words";

/** Says promotions on pages, with times on the shop's clock and channels by the names they have. */
export async function sentenceOf(
  zone: string,
  channels: readonly { value: string; label: string }[],
): Promise<(terms: PromotionTerms) => string> {
  const [t, locale] = await Promise.all([getTranslations("promotions"), getLocale()]);
  const names = new Map(channels.map(({ value, label }) => [value, label]));
  return (terms) =>
    promotionSentence(t, terms, {
      locale,
      time: (at) => formatInstant(new Date(at), zone, locale),
      channel: (code) => names.get(code) ?? code,
    });
}
