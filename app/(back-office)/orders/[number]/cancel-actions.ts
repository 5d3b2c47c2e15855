"use server";

import { commandAction, refusalWords, textOf } from "@/lib/action";
import { currentStaff } from "@/lib/auth/session";
import { isRefusal, refuse } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";
import { cancelOrder, cancelOrderInput } from "@/lib/orders/commands/cancel-order";
import { type CancelPreview, previewCancel } from "@/lib/orders/queries/preview-cancel";

export type CancelPreviewAnswer = { ok: true; preview: CancelPreview } | { ok: false; message: string };

/** What a cancellation of these units would do; of the whole order when none are named. */
export async function previewCancelAction(
  number: string,
  lines: { line: number; quantity: number }[] | null,
): Promise<CancelPreviewAnswer> {
  const session = await currentStaff();
  const words = await refusalWords();
  if (!session) return { ok: false, message: words.sentence(refuse("signed_out")) };
  const parsed = cancelOrderInput.safeParse({ number, ...(lines ? { lines } : {}) });
  if (!parsed.success) return { ok: false, message: words.sentence(refuse("invalid_input")) };
  const preview = await previewCancel(session.actor, session.shop, parsed.data);
  return isRefusal(preview) ? { ok: false, message: words.sentence(preview) } : { ok: true, preview };
}

export async function cancelAction(_: FormState, data: FormData): Promise<FormState> {
  const version = Number(textOf(data, "version"));
  const some = textOf(data, "scope") === "some";
  const lines = [...data.keys()]
    .filter((field) => field.startsWith("units."))
    .map((field) => ({ line: Number(field.slice("units.".length)), quantity: Number(textOf(data, field) ?? 0) }))
    .filter((part) => part.quantity !== 0);
  const input = {
    number: textOf(data, "number") ?? "",
    ...(Number.isSafeInteger(version) && version > 0 ? { version } : {}),
    ...(some ? { lines } : {}),
    reason: textOf(data, "reason"),
    note: textOf(data, "note"),
  };
  return commandAction(cancelOrder, input, data);
}
