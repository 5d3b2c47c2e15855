import { CURRENCIES } from "@/lib/core/money";
import { COUNTRIES } from "@/lib/settings/rules/countries";
import { countryNames, kept } from "./kept";

export type Choice = { value: string; label: string };

/** "GBP · British Pound", in the reader's language; those in `first` stand on top. */
export function currencyChoices(locale: string, first: readonly string[] = []): Choice[] {
  const names = new Intl.DisplayNames([locale], { type: "currency" });
  const rest = CURRENCIES.filter((code) => !first.includes(code));
  return [...first, ...rest].map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
}

/** Countries by name in the reader's language, in that language's order. */
export const countryChoices: (locale: string) => Choice[] = kept((locale) =>
  COUNTRIES.map((code) => ({ value: code, label: countryNames(locale).of(code) ?? code })).sort((a, b) =>
    a.label.localeCompare(b.label, locale),
  ),
);

/** Every zone the runtime knows, by its own name: "Asia/Shanghai". */
export function zoneChoices(): Choice[] {
  return Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}
