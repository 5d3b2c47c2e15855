"use server";

import { commandAction, refusalWords, textOf } from "@/lib/action";
import { currentStaff } from "@/lib/auth/session";
import { isRefusal, refuse } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";
import { mergeOrders } from "@/lib/orders/commands/merge-orders";
import { rejoinOrders } from "@/lib/orders/commands/rejoin-orders";
import { mergeOrdersInput, rejoinOrdersInput } from "@/lib/orders/move-inputs";
import { type MergePreview, previewMerge } from "@/lib/orders/queries/preview-merge";
import { previewRejoin, type RejoinPreview } from "@/lib/orders/queries/preview-rejoin";

export type MergePreviewAnswer = { ok: true; preview: MergePreview } | { ok: false; message: string };

/** What merging these orders into one would do. */
export async function previewMergeAction(number: string, from: string[]): Promise<MergePreviewAnswer> {
  const session = await currentStaff();
  const words = await refusalWords();
  if (!session) return { ok: false, message: words.sentence(refuse("signed_out")) };
  const parsed = mergeOrdersInput.safeParse({ number, from });
  if (!parsed.success) return { ok: false, message: words.sentence(refuse("invalid_input")) };
  const preview = await previewMerge(session.actor, session.shop, parsed.data);
  return isRefusal(preview) ? { ok: false, message: words.sentence(preview) } : { ok: true, preview };
}

export async function mergeAction(_: FormState, data: FormData): Promise<FormState> {
  const version = Number(textOf(data, "version"));
  const input = {
    number: textOf(data, "number") ?? "",
    ...(Number.isSafeInteger(version) && version > 0 ? { version } : {}),
    from: numbers(textOf(data, "from") ?? ""),
    note: textOf(data, "note"),
    expected: textOf(data, "expected"),
  };
  return commandAction(mergeOrders, input, data);
}

export type RejoinPreviewAnswer = { ok: true; preview: RejoinPreview } | { ok: false; message: string };

/** What taking a split or a merge back would do. */
export async function previewRejoinAction(number: string, other: string): Promise<RejoinPreviewAnswer> {
  const session = await currentStaff();
  const words = await refusalWords();
  if (!session) return { ok: false, message: words.sentence(refuse("signed_out")) };
  const parsed = rejoinOrdersInput.safeParse({ number, other });
  if (!parsed.success) return { ok: false, message: words.sentence(refuse("invalid_input")) };
  const preview = await previewRejoin(session.actor, session.shop, parsed.data);
  return isRefusal(preview) ? { ok: false, message: words.sentence(preview) } : { ok: true, preview };
}

export async function rejoinAction(_: FormState, data: FormData): Promise<FormState> {
  const input = { number: textOf(data, "number") ?? "", other: textOf(data, "other") ?? "" };
  return commandAction(rejoinOrders, input, data);
}

// What is no JSON names no order, which the command refuses.
function numbers(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}
