import type { z } from "zod";
import { refusalWords } from "@/lib/action";
import { fieldErrors } from "@/lib/command";
import { type Refusal, refuse } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";

/** What a form without a command answers: its problems worded, what was typed kept, passwords never sent back. */
export async function refused(refusal: Refusal, data: FormData): Promise<FormState> {
  const words = await refusalWords();
  return { status: "refused", message: words.sentence(refusal), values: typed(data) };
}

export async function invalid(error: z.ZodError, data: FormData): Promise<FormState> {
  const words = await refusalWords();
  const problems = Object.entries(fieldErrors(error)).map(([path, codes]) => [
    path.split(".").at(-1) ?? path,
    words.field(codes[0] ?? "invalid"),
  ]);
  return {
    status: "invalid",
    message: words.sentence(refuse("invalid_input")),
    fieldErrors: Object.fromEntries(problems),
    values: typed(data),
  };
}

export function field(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}

function typed(data: FormData): Record<string, string> {
  const texts = [...data].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(texts.filter(([name]) => !/password/i.test(name)));
}
