import { type Choice, countryChoices, currencyChoices } from "@/lib/format/choices";
import type { RuleChoices } from "./queries/rules";

/** What the editor offers, in the reader's language. */
export function editorChoices(own: RuleChoices, locale: string, currency: string) {
  const named = (list: RuleChoices["channels"]): Choice[] =>
    list.map(({ value, label, labelZh }) => ({ value, label: locale.startsWith("zh") ? labelZh : label }));
  const used = new Set(own.currencies);
  return {
    channels: named(own.channels),
    warehouses: named(own.warehouses),
    services: named(own.services),
    people: own.people,
    categories: own.categories.map((value) => ({ value, label: value })),
    countries: countryChoices(locale),
    currencies: currencyChoices(locale, own.currencies).filter(({ value }) => used.has(value)),
    currency,
  };
}

/** Names of the shop's own things by their codes, for rules in words. */
export function namesOf({
  channels,
  warehouses,
  services,
  people,
}: Pick<ReturnType<typeof editorChoices>, "channels" | "warehouses" | "services" | "people">) {
  return Object.fromEntries(
    [...channels, ...warehouses, ...services, ...people].map(({ value, label }) => [value, label]),
  );
}
