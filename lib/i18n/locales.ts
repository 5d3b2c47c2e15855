import { localeOfTag } from "./rules/languages";

/** Languages people can choose. Another one is a line here, a folder of messages and its registry; types ask for the rest. */
export const locales = ["en", "zh-CN", "zh-TW"] as const;
export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = "en";
export const localeCookie = "locale";

/** Each language in its own words, and as the short form on the switch. */
export const localeNames: Record<Locale, { name: string; short: string }> = {
  en: { name: "English", short: "EN" },
  "zh-CN": { name: "简体中文", short: "简中" },
  "zh-TW": { name: "繁體中文", short: "繁中" },
};

/** Where dates are written: the shop's English is British ("27 Nov"). */
const formatLocales: Record<Locale, string> = { en: "en-GB", "zh-CN": "zh-CN", "zh-TW": "zh-TW" };

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

export function formatLocale(locale: string): string {
  return isLocale(locale) ? formatLocales[locale] : locale;
}

/** The best of our languages for an Accept-Language header; quality first, then the order it is written in. */
export function matchLocale(acceptLanguage: string | null | undefined): Locale {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .slice(0, 20)
    .map((entry, index) => {
      const [tag = "", ...parameters] = entry.trim().split(";");
      const quality = parameters.map((p) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(p)?.[1]).find(Boolean);
      return { tag, quality: quality === undefined ? 1 : Number(quality), index };
    })
    .filter((entry) => entry.tag !== "" && entry.quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index);
  for (const { tag } of wanted) {
    const locale = localeOfTag(tag);
    if (locale) return locale;
  }
  return defaultLocale;
}
