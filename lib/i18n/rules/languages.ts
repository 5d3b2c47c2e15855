import type { Locale } from "@/lib/i18n/locales";

type Language = {
  /** Whether its readers are shown the Chinese names of items, warehouses, channels and carriers. */
  chinese: boolean;
  /** Countries whose people are taken to read it until they say otherwise; ISO 3166. */
  countries: readonly string[];
  /** The country that a new shop is proposed. */
  home: string;
};

const languages: Readonly<Record<Locale, Language>> = {
  en: { chinese: false, countries: [], home: "GB" },
  "zh-CN": { chinese: true, countries: ["CN"], home: "CN" },
  "zh-TW": { chinese: true, countries: ["TW", "HK", "MO"], home: "TW" },
};
const known = Object.keys(languages) as Locale[];

/** Whether who reads this language is shown Chinese names, simplified or traditional as the shop typed them. */
export function isChinese(locale: string): boolean {
  return languages[locale as Locale]?.chinese ?? false;
}

/** A name in the reader's language, where the shop gave one. */
export function nameIn(locale: string, { name, nameZh }: { name: string; nameZh: string | null }): string {
  return (isChinese(locale) && nameZh) || name;
}

/** The language of a country's people; undefined where nothing is known. */
export function localeOfCountry(country: string): Locale | undefined {
  return known.find((locale) => languages[locale].countries.includes(country));
}

/** The country that a shop whose owner reads this language most likely is in. */
export function homeCountry(locale: Locale): string {
  return languages[locale].home;
}

/** Ours for a language tag of a browser or a shop system: "en-US", "zh_HK", "zh-Hant". Undefined for any other language. */
export function localeOfTag(tag: string): Locale | undefined {
  const [language, ...parts] = tag.trim().toLowerCase().split(/[-_]/);
  if (language === "zh") return isTraditional(parts) ? "zh-TW" : "zh-CN";
  return known.find((locale) => locale.split("-")[0] === language);
}

/** The script decides where it is named, else the region does. */
function isTraditional(parts: readonly string[]): boolean {
  if (parts.includes("hans")) return false;
  return parts.includes("hant") || languages["zh-TW"].countries.some((region) => parts.includes(region.toLowerCase()));
}
