import { getLocale, getTranslations } from "next-intl/server";
import { type RuleWords, ruleWords } from "./rule-words";

/** Rules in words, on the server. */
export async function serverRuleWords(names?: Readonly<Record<string, string>>): Promise<RuleWords> {
  const [t, orders, roles, locale] = await Promise.all([
    getTranslations("automation"),
    getTranslations("orders"),
    getTranslations("staff.roles"),
    getLocale(),
  ]);
  return ruleWords({ t, orders, roles, locale, ...(names ? { names } : {}) });
}
