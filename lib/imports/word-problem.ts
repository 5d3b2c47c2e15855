import { getLocale, getTranslations } from "next-intl/server";
import { refusalWords } from "@/lib/action";
import { isChinese } from "@/lib/i18n/rules/languages";
import { isOrderField } from "./rules/fields";

export type ProblemToWord = { code: string; field: string; facts: Record<string, unknown> };

/** Words for what is wrong with a row: the column, the value and what to do, in the person's language. */
export async function problemWords() {
  const [t, refusals, locale] = await Promise.all([getTranslations("imports"), refusalWords(), getLocale()]);
  // Chinese sentences follow each other without a blank.
  const between = isChinese(locale) ? "" : " ";
  const words = t as unknown as {
    (key: string, values?: Record<string, string | number>): string;
    has(key: string): boolean;
  };

  function field(name: string): string {
    return isOrderField(name) ? words(`field.${name}`) : "";
  }

  function one({ code, facts, field: name }: ProblemToWord): string {
    if (code.startsWith("refused_") && code !== "refused_by_field") {
      return refusals.sentence({ refused: true, code: code.slice("refused_".length), facts });
    }
    if (code === "refused_by_field") {
      return words("problem.refused_by_field", {
        field: field(name),
        value: textOf(facts.value),
        problem: refusals.field(textOf(facts.problem)),
      });
    }
    const key = `problem.${code}`;
    if (!words.has(key)) return words("problem.other", { code });
    const values: Record<string, string | number> = { field: field(name) };
    for (const [fact, value] of Object.entries(facts)) values[fact] = typeof value === "number" ? value : textOf(value);
    return words(key, values);
  }

  return {
    field,
    /** The first problem of a row and, after it, the others. */
    sentence(row: ProblemToWord): string {
      const others = Array.isArray(row.facts.others)
        ? (row.facts.others as { field: string | null; code: string; value: string }[])
        : [];
      return [
        one(row),
        ...others.map((other) => one({ code: other.code, field: other.field ?? "", facts: { value: other.value } })),
      ].join(between);
    },
  };
}

function textOf(value: unknown): string {
  return value === null || value === undefined || typeof value === "object" ? "" : String(value);
}
