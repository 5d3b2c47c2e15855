import { getLocale, getTranslations } from "next-intl/server";
import { formatMoney } from "@/lib/core/money";
import { listFormat } from "@/lib/format/kept";
import { reviewChecks, UNLIMITED } from "@/lib/settings/rules/default-policy";
import { rateToPercent } from "@/lib/settings/rules/percent";
import { type AuditFact, auditFacts } from "./rules/audit-facts";
import { roles } from "./rules/permissions";

type Entry = { action: string; facts: Record<string, unknown> };

/** Says what an audit entry is about, and what it wrote down, in the reader's words. */
export async function auditWords(): Promise<{ action: (action: string) => string; facts: (entry: Entry) => string[] }> {
  const [t, review, locale] = await Promise.all([getTranslations("staff"), getTranslations("review"), getLocale()]);
  const list = listFormat(locale);
  const known = (key: string) => t.has(key as never);
  const said = (key: string) => t(key as "audit.title");

  /** A field, a role, a check or a currency by its name; what has none (a SKU) is its own. */
  const nameOf = (segment: string): string => {
    const check = reviewChecks.find((each) => each === segment);
    if (check) return review(`failed.${check}`);
    const role = roles.find((each) => each === segment);
    if (role) return t(`roles.${role}`);
    if (segment === "*") return t("audit.otherCurrencies");
    return known(`audit.fields.${segment}`) ? said(`audit.fields.${segment}`) : segment;
  };

  const shownValue = (path: readonly string[], value: unknown): string => {
    if (value === null || value === undefined || value === "") return "–";
    if (Array.isArray(value)) return value.length > 0 ? list.format(value.map((item) => shownValue(path, item))) : "–";
    if (typeof value === "object") return Object.values(value).join(" ");
    const text = String(value);
    const currency = path.at(-1) === "*" ? "EUR" : (path.at(-1) ?? "");
    if (text === UNLIMITED) return t("audit.anyAmount");
    if (path.length > 1 && /^[A-Z]{3}$/.test(currency) && /^\d+$/.test(text)) {
      const amount = formatMoney(BigInt(text), currency, locale);
      return path.at(-1) === "*" ? amount.replace(/[^\d.,\s]/g, "") : amount;
    }
    if (path.at(-1) === "rate") return `${rateToPercent(text)} %`;
    const role = roles.find((each) => each === text);
    if (role) return t(`roles.${role}`);
    return known(`audit.values.${text}`) ? said(`audit.values.${text}`) : text;
  };

  const factText = ({ path, before, after }: AuditFact): string => {
    const name = path.map(nameOf).join(" ");
    const value =
      before === undefined ? shownValue(path, after) : `${shownValue(path, before)} → ${shownValue(path, after)}`;
    return name ? t("audit.fact", { name, value }) : value;
  };

  return {
    action: (action) => (known(`audit.actions.${action}`) ? said(`audit.actions.${action}`) : action),
    facts: ({ action, facts }) => auditFacts(action, facts).map(factText),
  };
}
