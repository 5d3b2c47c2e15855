import { formatMoney } from "@/lib/core/money";
import type { Refusal } from "@/lib/core/result";
import { listFormat } from "@/lib/format/kept";

type Words = { (key: string, values?: Record<string, string | number>): string; has(key: string): boolean };

/** A refusal in the person's words: its code's sentence with the values the decision saw. */
export function wordRefusal(refusal: Refusal, t: Words, stageName: (stage: string) => string, locale: string): string {
  if (!t.has(refusal.code)) throw new Error(`refusal "${refusal.code}" has no words`);
  return t(refusal.code, sentenceValues(refusal.facts, stageName, locale));
}

/** One problem of a field in words; a problem nobody worded falls back to the general one. */
export function wordField(problem: string, t: Words): string {
  return t.has(`field.${problem}`) ? t(`field.${problem}`) : t("field.invalid");
}

function sentenceValues(
  facts: Record<string, unknown>,
  stageName: (stage: string) => string,
  locale: string,
): Record<string, string | number> {
  const list = listFormat(locale);
  const currency = typeof facts.currency === "string" ? facts.currency : undefined;
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(facts)) {
    if (name.endsWith("Minor") && currency && value !== null) {
      values[name.slice(0, -"Minor".length)] = formatMoney(BigInt(String(value)), currency, locale);
    } else if (Array.isArray(value)) values[name] = list.format(value.map((item) => itemText(item)));
    else if (typeof value === "number") values[name] = value;
    else values[name] = name === "stage" ? stageName(String(value)) : String(value ?? "");
  }
  return values;
}

// Lines short of stock read as "MUG-1 (2 of 3)".
function itemText(item: unknown): string {
  if (typeof item !== "object" || item === null) return String(item);
  const { sku, requested, available } = item as { sku?: string; requested?: number; available?: number };
  return sku === undefined ? Object.values(item).join(" ") : `${sku} (${available ?? 0} / ${requested ?? 0})`;
}
