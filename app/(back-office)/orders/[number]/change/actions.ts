"use server";

import { commandAction, refusalWords, textOf } from "@/lib/action";
import { currentStaff } from "@/lib/auth/session";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";
import { type ChangeOrderInput, changeOrderInput } from "@/lib/orders/change-input";
import { changeOrder } from "@/lib/orders/commands/change-order";
import { type ChangePreview, previewChange } from "@/lib/orders/queries/preview-change";

export type ChangePreviewAnswer =
  | { ok: true; preview: ChangePreview }
  /** `skus` are of the lines that it is about, where it is about some. */
  | { ok: false; message: string; skus?: string[] };

/** What a change of these lines, items and shipping would do. */
export async function previewChangeAction(input: Partial<ChangeOrderInput>): Promise<ChangePreviewAnswer> {
  const session = await currentStaff();
  const words = await refusalWords();
  if (!session) return { ok: false, message: words.sentence(refuse("signed_out")) };
  const parsed = changeOrderInput.safeParse(input);
  if (!parsed.success) return { ok: false, message: words.sentence(refuse("invalid_input")) };
  const preview = await previewChange(session.actor, session.shop, parsed.data);
  if (!isRefusal(preview)) return { ok: true, preview };
  return { ok: false, message: words.sentence(preview), skus: skusOf(preview) };
}

export async function changeAction(_: FormState, data: FormData): Promise<FormState> {
  const version = Number(textOf(data, "version"));
  const input = {
    ...asked(textOf(data, "change") ?? ""),
    number: textOf(data, "number") ?? "",
    ...(Number.isSafeInteger(version) && version > 0 ? { version } : {}),
    reason: textOf(data, "reason"),
    note: textOf(data, "note"),
    expected: textOf(data, "expected"),
    ...(textOf(data, "undoes") ? { undoes: Number(textOf(data, "undoes")) } : {}),
  };
  return commandAction(changeOrder, input, data);
}

function skusOf({ facts }: Refusal): string[] {
  const short = Array.isArray(facts.lines) ? (facts.lines as { sku?: unknown }[]).map(({ sku }) => sku) : [];
  return [facts.sku, ...short].filter((sku) => typeof sku === "string" && sku !== "") as string[];
}

// What is no JSON asks for nothing, which the command refuses.
function asked(text: string): object {
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {};
  }
}
