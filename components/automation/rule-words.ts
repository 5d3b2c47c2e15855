import type { useTranslations } from "next-intl";
import { promotionName, webhookName } from "@/lib/automation/editor-choices";
import type { Action } from "@/lib/automation/rules/actions";
import type { RuleBody } from "@/lib/automation/rules/body";
import type { Comparison, Condition, LineCondition, Match } from "@/lib/automation/rules/conditions";
import type { Saw } from "@/lib/automation/rules/evaluate";
import { type Field, fieldOf, lineFieldOf } from "@/lib/automation/rules/fields";
import { formatMoney, MoneyError, parseMoney } from "@/lib/core/money";
import { countryNames } from "@/lib/format/kept";

export type RuleTexts = {
  t: ReturnType<typeof useTranslations<"automation">>;
  orders: ReturnType<typeof useTranslations<"orders">>;
  roles: ReturnType<typeof useTranslations<"staff.roles">>;
  locale: string;
  /** Names of the shop's own things by their codes: channels, warehouses, services, people, promotions. */
  names?: Readonly<Record<string, string>>;
};

/** Rules in the reader's words; the same on the server and in the editor. */
export function ruleWords(texts: RuleTexts) {
  const { t, orders, roles, locale, names = {} } = texts;
  const nameOf = (code: string) => names[code] ?? code;

  const choice = (field: string, value: string): string => {
    if (field === "country") return countryNames(locale).of(value) ?? value;
    if (field === "paymentMethod") return orders(`method.${value}` as "method.cash");
    if (field === "stage") return orders(`stage.${value}` as "stage.ready");
    if (field === "holdType") return orders(`holdType.${value}` as "holdType.other");
    if (field === "placedWeekday") return t(`weekday.${value}` as "weekday.mon");
    if (field === "trackingStatus") return t(`tracking.${value}` as "tracking.failed");
    if (field === "promotions") return names[promotionName(value)] ?? `#${value}`;
    return nameOf(value);
  };
  const amount = (value: unknown, currency = ""): string => {
    try {
      return formatMoney(parseMoney(String(value), currency), currency, locale);
    } catch (error) {
      // Half typed: shown as it stands.
      if (error instanceof MoneyError) return `${String(value)} ${currency}`.trim();
      throw error;
    }
  };
  const valueText = (field: string, value: unknown, currency?: string): string => {
    if (Array.isArray(value)) return value.map((each) => choice(field, String(each))).join(t("says.orValue"));
    return currency === undefined ? String(value) : amount(value, currency);
  };
  const compare = (
    name: string,
    field: Pick<Field<never>, "type">,
    { op, value, currency, field: key }: Comparison<string>,
  ) =>
    field.type === "flag"
      ? t("says.flag", { field: name, value: String(value) })
      : t("says.compare", { field: name, op: t(`op.${op}`), value: valueText(key, value, currency) });
  const join = (parts: readonly string[], match: Match) => parts.join(match === "all" ? t("says.and") : t("says.or"));

  const line = (condition: LineCondition): string => {
    const parts = condition.where.map((part) => compare(t(`line.${part.field}`), lineFieldOf(part.field), part));
    const what = t(`lines.${condition.scope}`, { parts: join(parts, "all") || t("says.anyLine") });
    if (condition.op === undefined) return what;
    return t("says.sum", {
      what,
      op: t(`op.${condition.op}`),
      value: valueText("", condition.value, condition.currency),
    });
  };
  const condition = (of: Condition): string => {
    if (of.kind === "order") return compare(t(`field.${of.field}`), fieldOf(of.field), of);
    if (of.kind === "lines") return line(of);
    return t("says.group", { parts: join(of.conditions.map(condition), of.match) });
  };

  const action = (of: Action): string => {
    switch (of.kind) {
      case "hold":
        return t("does.hold", { type: orders(`holdType.${of.type}`), ends: of.approver ?? of.releaseWhen ?? "" });
      case "release":
        return t("does.release", { type: orders(`holdType.${of.type}`) });
      case "tag":
        return t("does.tag", {
          tags: [...of.add.map((tag) => `+${tag}`), ...of.remove.map((tag) => `−${tag}`)].join(" "),
        });
      case "assign":
        return t("does.assign", { name: nameOf(of.email) });
      case "warehouse":
        return t("does.warehouse", { code: nameOf(of.code) });
      case "service":
        return t("does.service", { name: nameOf(of.code) });
      case "prioritise":
        return t("does.prioritise", { priority: orders(`priority.${of.priority}`) });
      case "raise":
        return t("does.raise", { title: of.title });
      case "gift":
        return t("does.gift", { quantity: of.quantity, sku: of.sku });
      case "note":
        return t("does.note", { body: of.body });
      case "notify":
        return t("does.notify", { to: of.role ? t("editor.everyRole", { role: roles(of.role) }) : nameOf(of.email) });
      case "webhook":
        return t("does.webhook", { name: names[webhookName(of.endpoint)] ?? `#${of.endpoint}` });
      default:
        return t(`does.${of.kind}`);
    }
  };

  const seen = (saw: Saw): { text: string; saw: string; ok: boolean }[] => {
    if (saw.kind === "group") return saw.parts.flatMap(seen);
    return [{ text: condition(saw), saw: sawText(saw), ok: saw.ok }];
  };
  const sawText = (saw: Exclude<Saw, { kind: "group" }>): string => {
    if (saw.kind === "lines") {
      const lines = saw.saw.join(", ") || t("says.nothing");
      if (saw.sum === undefined) return lines;
      return saw.currency ? formatMoney(BigInt(saw.sum), saw.currency, locale) : saw.sum;
    }
    const { saw: value, field, currency } = saw;
    if (value === null || value === undefined) return t("says.unknown");
    if (typeof value === "boolean") return value ? t("says.yes") : t("says.no");
    if (Array.isArray(value)) {
      const named = fieldOf(field).choices ? value.map((each) => choice(field, String(each))) : value;
      return named.join(", ") || t("says.nothing");
    }
    if (currency) return formatMoney(BigInt(String(value)), currency, locale);
    if (value === "") return t("says.nothing");
    return fieldOf(field).type === "choice" ? choice(field, String(value)) : String(value);
  };

  const when = ({ trigger, waitHours }: Pick<RuleBody, "trigger" | "waitHours">) =>
    trigger === "overdue"
      ? t("when.overdue", { hours: waitHours ?? 0 })
      : t("when.said", { trigger: t(`trigger.${trigger}`) });
  const conditions = ({ conditions, match }: Pick<RuleBody, "conditions" | "match">) =>
    t("says.if", { conditions: join(conditions.map(condition), match) });
  const actions = (of: readonly Action[]) => t("says.then", { actions: of.map(action).join(t("says.and")) });

  return {
    choice,
    action,
    seen,
    sentence: (rule: RuleBody) => {
      const said = { when: when(rule), actions: actions(rule.actions) };
      return rule.conditions.length === 0
        ? t("says.plain", said)
        : t("says.sentence", { ...said, conditions: conditions(rule) });
    },
  };
}
export type RuleWords = ReturnType<typeof ruleWords>;
