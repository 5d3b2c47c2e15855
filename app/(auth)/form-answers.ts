import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { FormState } from "@/lib/form-state";
import { PASSWORD_LENGTH } from "@/lib/staff/inputs";

type Words = Awaited<ReturnType<typeof getTranslations<"auth">>>;
type Problem = Parameters<Words>[0] extends infer Key ? (Key extends `problem.${infer Code}` ? Code : never) : never;

const problems: readonly Problem[] = [
  "required",
  "too_long",
  "bad_characters",
  "not_an_email",
  "password_short",
  "password_plain",
  "unknown_currency",
  "unknown_zone",
];

/** What a form shows beside its fields; passwords are never sent back. */
export async function invalid(error: z.ZodError, data: FormData): Promise<FormState> {
  const t = await getTranslations("auth");
  const fieldErrors: Record<string, string> = {};
  for (const { path, message } of error.issues) {
    const code = problems.find((problem) => problem === message) ?? "required";
    fieldErrors[String(path.at(-1))] ??= t(`problem.${code}`, { least: PASSWORD_LENGTH.least });
  }
  return { status: "invalid", fieldErrors, values: typed(data) };
}

export function typed(data: FormData): Record<string, string> {
  const values = [...data].filter(([name, value]) => typeof value === "string" && name !== "password");
  return Object.fromEntries(values as [string, string][]);
}

export const field = (data: FormData, name: string): string => z.string().catch("").parse(data.get(name));
