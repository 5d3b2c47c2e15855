import { defaultLocale, isLocale, type Locale } from "./locales";
import { localeOfCountry } from "./rules/languages";

/** The language that a customer is written in: their own, else their country's, else the shop's. */
export function customerLocale(own: string | null, country: string, shop: { locale: string }): Locale {
  const wanted = own ?? localeOfCountry(country) ?? shop.locale;
  return isLocale(wanted) ? wanted : defaultLocale;
}
