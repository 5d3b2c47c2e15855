import { createTranslator } from "next-intl";
import { isLocale } from "@/lib/i18n/locales";
import { messagesByLocale } from "@/lib/i18n/messages/all";

/** Reasons that the house itself writes on an order, in the shop's language: they are stored as text. */
export function houseWords(locale: string) {
  const known = isLocale(locale) ? locale : "en";
  return createTranslator({ locale: known, messages: messagesByLocale[known], namespace: "channels.house" });
}
