import { type Choice, countryChoices, currencyChoices } from "@/lib/format/choices";
import { nameIn } from "@/lib/i18n/rules/languages";
import type { RuleChoices } from "./queries/rules";

/** What the editor offers, in the reader's language. */
export function editorChoices(own: RuleChoices, locale: string, currency: string) {
  const named = (list: RuleChoices["channels"]): Choice[] =>
    list.map(({ value, label, labelZh }) => ({ value, label: nameIn(locale, { name: label, nameZh: labelZh }) }));
  const used = new Set(own.currencies);
  return {
    channels: named(own.channels),
    warehouses: named(own.warehouses),
    services: named(own.services),
    people: own.people,
    webhooks: own.webhooks,
    promotions: own.promotions,
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
  webhooks,
  promotions,
}: Pick<
  ReturnType<typeof editorChoices>,
  "channels" | "warehouses" | "services" | "people" | "webhooks" | "promotions"
>) {
  return Object.fromEntries([
    ...[...channels, ...warehouses, ...services, ...people].map(({ value, label }) => [value, label]),
    ...webhooks.map(({ value, label }) => [webhookName(Number(value)), label]),
    ...promotions.map(({ value, label }) => [promotionName(value), label]),
  ]);
}

/** What a webhook is called among those names: its number alone could be a warehouse's code. */
export function webhookName(endpoint: number): string {
  return `webhook ${endpoint}`;
}

/** The same of a promotion, by its number as rules name it. */
export function promotionName(number: string): string {
  return `promotion ${number}`;
}
