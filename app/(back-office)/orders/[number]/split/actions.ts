"use server";

import { commandAction, refusalWords, shopTimeOf, textOf } from "@/lib/action";
import { currentStaff } from "@/lib/auth/session";
import { isRefusal, refuse } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";
import { splitOrder } from "@/lib/orders/commands/split-order";
import { type SplitOrderInput, splitOrderInput } from "@/lib/orders/move-inputs";
import { previewSplit, type SplitPreview } from "@/lib/orders/queries/preview-split";

export type SplitPreviewAnswer = { ok: true; preview: SplitPreview } | { ok: false; message: string };

/** What splitting off these units would do; the promise is on the shop's clock. */
export async function previewSplitAction(
  input: Partial<Omit<SplitOrderInput, "promisedAt">> & { promisedAt: string },
): Promise<SplitPreviewAnswer> {
  const session = await currentStaff();
  const words = await refusalWords();
  if (!session) return { ok: false, message: words.sentence(refuse("signed_out")) };
  const data = new FormData();
  data.set("promisedAt", input.promisedAt);
  const parsed = splitOrderInput.safeParse({ ...input, promisedAt: await shopTimeOf(data, "promisedAt") });
  if (!parsed.success) return { ok: false, message: words.sentence(refuse("invalid_input")) };
  const preview = await previewSplit(session.actor, session.shop, parsed.data);
  return isRefusal(preview) ? { ok: false, message: words.sentence(preview) } : { ok: true, preview };
}

export async function splitAction(_: FormState, data: FormData): Promise<FormState> {
  const version = Number(textOf(data, "version"));
  const input = {
    number: textOf(data, "number") ?? "",
    ...(Number.isSafeInteger(version) && version > 0 ? { version } : {}),
    lines: chosen(textOf(data, "lines") ?? ""),
    promisedAt: await shopTimeOf(data, "promisedAt"),
    note: textOf(data, "note"),
    expected: textOf(data, "expected"),
  };
  return commandAction(splitOrder, input, data);
}

// What is no JSON asks for nothing, which the command refuses.
function chosen(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}
