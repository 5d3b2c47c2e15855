"use server";

import { commandAction, refusalWords, runAsStaff, shopTimeOf, textOf } from "@/lib/action";
import { currentStaff } from "@/lib/auth/session";
import { isRefusal, refuse } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";
import { approveReturn } from "@/lib/returns/commands/approve-return";
import { cancelReturn } from "@/lib/returns/commands/cancel-return";
import { exchangeReturn } from "@/lib/returns/commands/exchange-return";
import { extendReturn } from "@/lib/returns/commands/extend-return";
import { inspectReturn } from "@/lib/returns/commands/inspect-return";
import { noteReturn } from "@/lib/returns/commands/note-return";
import { receiveReturn } from "@/lib/returns/commands/receive-return";
import { refundReturn } from "@/lib/returns/commands/refund-return";
import { rejectReturn } from "@/lib/returns/commands/reject-return";
import { reopenReturn } from "@/lib/returns/commands/reopen-return";
import { requestReturn } from "@/lib/returns/commands/request-return";
import { shipReturn } from "@/lib/returns/commands/ship-return";
import { uncountReturn } from "@/lib/returns/commands/uncount-return";
import { requestReturnInput } from "@/lib/returns/inputs";
import { getReturn, type ReturnView } from "@/lib/returns/queries/get-return";
import { previewReturn, type ReturnPreview } from "@/lib/returns/queries/preview-return";

export async function requestReturnAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(requestReturn, askOf(data), data);
}

export type ReturnPreviewAnswer = { ok: true; preview: ReturnPreview } | { ok: false; message: string };

/** What the policy says to these units. */
export async function previewReturnAction(
  number: string,
  lines: { line: number; quantity: number; reason: string }[],
): Promise<ReturnPreviewAnswer> {
  const session = await currentStaff();
  const words = await refusalWords();
  if (!session) return { ok: false, message: words.sentence(refuse("signed_out")) };
  const parsed = requestReturnInput.safeParse({ number, lines });
  if (!parsed.success) return { ok: false, message: words.sentence(refuse("invalid_input")) };
  const preview = await previewReturn(session.actor, session.shop, parsed.data);
  return isRefusal(preview) ? { ok: false, message: words.sentence(preview) } : { ok: true, preview };
}

export async function approveReturnAction(_: FormState, data: FormData): Promise<FormState> {
  const fewer = unitsOf(data, "units");
  const input = { ...refOf(data), note: textOf(data, "note"), ...(data.has("fewer") ? { lines: fewer } : {}) };
  return commandAction(approveReturn, input, data);
}

export async function rejectReturnAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(rejectReturn, { ...refOf(data), note: textOf(data, "note") }, data);
}

export async function cancelReturnAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(cancelReturn, { ...refOf(data), note: textOf(data, "note") }, data);
}

export async function reopenReturnAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(reopenReturn, refOf(data), data);
}

export async function shipReturnAction(_: FormState, data: FormData): Promise<FormState> {
  const parcel = { carrier: textOf(data, "carrier"), trackingNumber: textOf(data, "trackingNumber") };
  return commandAction(shipReturn, { ...refOf(data), ...parcel }, data);
}

export async function extendReturnAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(extendReturn, { ...refOf(data), dueAt: (await shopTimeOf(data, "dueAt")) ?? "" }, data);
}

export async function noteReturnAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(noteReturn, { rma: textOf(data, "rma") ?? "", note: textOf(data, "note") ?? "" }, data);
}

export async function refundReturnAction(_: FormState, data: FormData): Promise<FormState> {
  const lines = unitsOf(data, "units").map((part) => ({ ...part, keep: textOf(data, `keep.${part.line}`) }));
  return commandAction(
    refundReturn,
    { ...refOf(data), lines, shipping: textOf(data, "shipping"), note: textOf(data, "note") },
    data,
  );
}

export async function exchangeReturnAction(_: FormState, data: FormData): Promise<FormState> {
  const lines = unitsOf(data, "units").map((part) => ({ ...part, sku: textOf(data, `sku.${part.line}`) }));
  return commandAction(exchangeReturn, { ...refOf(data), lines, note: textOf(data, "note") }, data);
}

export type ReturnStepAnswer = { ok: true; view: ReturnView } | { ok: false; message: string; view: ReturnView | null };

/** A step at the bench: counting in, taking back, looking at. The key makes one that is sent again one effect. */
export async function returnStepAction(
  step: "receive" | "uncount" | "inspect",
  input: { rma: string },
  key: string,
): Promise<ReturnStepAnswer> {
  const outcome =
    step === "receive"
      ? await runAsStaff(receiveReturn, input, key)
      : step === "uncount"
        ? await runAsStaff(uncountReturn, input, key)
        : await runAsStaff(inspectReturn, input, key);
  const session = await currentStaff();
  const found = session && (await getReturn(session.actor, input.rma));
  if (outcome.ok && found) return { ok: true, view: found.view };
  const words = await refusalWords();
  const refusal = outcome.ok ? refuse("not_found", { number: input.rma }) : outcome.refusal;
  return { ok: false, message: words.sentence(refusal), view: found?.view ?? null };
}

function askOf(data: FormData) {
  const more = { reason: textOf(data, "reason") ?? "other", outcome: textOf(data, "outcome"), note: undefined };
  return {
    number: textOf(data, "number") ?? "",
    lines: unitsOf(data, "units").map((part) => ({ ...part, ...more })),
    note: textOf(data, "note"),
    approve: data.get("approve") !== null,
    override: data.get("override") !== null,
  };
}

/** The return and the version that was on the screen. */
function refOf(data: FormData): { rma: string; version?: number } {
  const version = Number(textOf(data, "version"));
  const rma = textOf(data, "rma") ?? "";
  return Number.isSafeInteger(version) && version > 0 ? { rma, version } : { rma };
}

/** Units by line from fields such as "units.3"; what is left empty or zero is not meant. */
function unitsOf(data: FormData, name: string): { line: number; quantity: number }[] {
  return [...data.keys()]
    .filter((field) => field.startsWith(`${name}.`))
    .map((field) => ({ line: Number(field.slice(name.length + 1)), quantity: Number(textOf(data, field) ?? 0) }))
    .filter((part) => part.quantity !== 0);
}
