"use server";

import { commandAction, refusalWords, textOf } from "@/lib/action";
import { currentStaff } from "@/lib/auth/session";
import { isRefusal, refuse } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";
import { duplicateOrder } from "@/lib/orders/commands/duplicate-order";
import { resendOrder } from "@/lib/orders/commands/resend-order";
import { previewResend, type ResendPreview } from "@/lib/orders/queries/preview-resend";
import { resendOrderInput } from "@/lib/orders/resend-input";

export type ResendPreviewAnswer = { ok: true; preview: ResendPreview } | { ok: false; message: string };

/** What sending these units again would do, whatever the reason. */
export async function previewResendAction(
  number: string,
  lines: { line: number; quantity: number }[],
): Promise<ResendPreviewAnswer> {
  const session = await currentStaff();
  const words = await refusalWords();
  if (!session) return { ok: false, message: words.sentence(refuse("signed_out")) };
  const parsed = resendOrderInput.safeParse({ number, lines, reason: "other" });
  if (!parsed.success) return { ok: false, message: words.sentence(refuse("invalid_input")) };
  const preview = await previewResend(session.actor, session.shop, parsed.data);
  return isRefusal(preview) ? { ok: false, message: words.sentence(preview) } : { ok: true, preview };
}

export async function resendAction(_: FormState, data: FormData): Promise<FormState> {
  const version = Number(textOf(data, "version"));
  const lines = [...data.keys()]
    .filter((field) => field.startsWith("units."))
    .map((field) => ({ line: Number(field.slice("units.".length)), quantity: Number(textOf(data, field) ?? 0) }))
    .filter((part) => part.quantity !== 0);
  const input = {
    number: textOf(data, "number") ?? "",
    ...(Number.isSafeInteger(version) && version > 0 ? { version } : {}),
    lines,
    reason: textOf(data, "reason"),
    note: textOf(data, "note"),
  };
  return commandAction(resendOrder, input, data);
}

export async function duplicateAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(duplicateOrder, { number: textOf(data, "number") ?? "" }, data);
}
