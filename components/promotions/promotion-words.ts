import type { useTranslations } from "next-intl";
import type { getTranslations } from "next-intl/server";
import { formatMoney, MoneyError, parseMoney } from "@/lib/core/money";
import { countryNames, listFormat } from "@/lib/format/kept";
import type { AmountsByCurrency, PromotionTerms } from "@/lib/promotions/rules/terms";

type Words =
  | ReturnType<typeof useTranslations<"promotions">>
  | Awaited<ReturnType<typeof getTranslations<"promotions">>>;

type Named = {
  locale: string;
  /** How a time reads on the shop's clock. */
  time: (text: string) => string;
  channel: (code: string) => string;
};

/** An amount as it reads; what is still being typed reads as it is. */
function amountText(amount: string, currency: string, locale: string): string {
  try {
    return formatMoney(parseMoney(amount, currency), currency, locale);
  } catch (error) {
    if (error instanceof MoneyError) return `${amount} ${currency}`;
    throw error;
  }
}

/** A promotion in a sentence: what it gives, of what, from when on, to whom and until when. */
export function promotionSentence(words: Words, terms: PromotionTerms, { locale, time, channel }: Named): string {
  const t = words as ReturnType<typeof useTranslations<"promotions">>;
  const list = listFormat(locale);
  const sums = (amounts: AmountsByCurrency) =>
    Object.entries(amounts)
      .map(([currency, amount]) => amountText(amount, currency, locale))
      .join(" / ");
  const items = [...terms.skus, ...terms.categories];
  const what = items.length > 0 ? list.format(items) : t("says.everything");
  const given = {
    ...{ what, percent: terms.percent ?? "?", amount: sums(terms.amounts) || "?" },
    ...{ all: (terms.buy ?? 0) + (terms.get ?? 0), get: terms.get ?? 0 },
  };
  const countries = countryNames(locale);
  const parts = [
    t(`says.${terms.kind}`, given),
    Object.keys(terms.minimumSpend).length > 0 ? t("says.minimumSpend", { amount: sums(terms.minimumSpend) }) : "",
    terms.minimumQuantity ? t("says.minimumQuantity", { count: terms.minimumQuantity }) : "",
    terms.channels.length > 0 ? t("says.channels", { channels: list.format(terms.channels.map(channel)) }) : "",
    terms.countries.length > 0
      ? t("says.countries", { countries: list.format(terms.countries.map((code) => countries.of(code) ?? code)) })
      : "",
    terms.customerTags.length > 0 ? t("says.customerTags", { tags: list.format([...terms.customerTags]) }) : "",
    terms.firstOrder ? t("says.firstOrder") : "",
    terms.from ? t("says.from", { time: time(terms.from) }) : "",
    terms.until ? t("says.until", { time: time(terms.until) }) : "",
    t(terms.byCoupon ? "says.byCoupon" : "says.everybody"),
    terms.combinable ? "" : t("says.alone"),
  ];
  const said = t("says.sentence", { parts: parts.filter((part) => part !== "").join(t("says.comma")) });
  return said.charAt(0).toLocaleUpperCase(locale) + said.slice(1);
}

/** Why a promotion gives an order nothing, with the values that were seen. */
export function reasonSentence(
  words: Words,
  reason: string,
  seen: Readonly<Record<string, unknown>>,
  { currency, locale }: { currency: string; locale: string },
): string {
  const t = words as ReturnType<typeof useTranslations<"promotions">>;
  const money = (name: string) =>
    seen[name] === undefined ? "" : formatMoney(BigInt(String(seen[name])), currency, locale);
  return t("why", {
    reason,
    currency,
    least: money("minimumMinor"),
    spend: money("spendMinor"),
    minimum: Number(seen.minimum ?? 0),
    quantity: Number(seen.quantity ?? 0),
    limit: Number(seen.limit ?? 0),
  });
}
