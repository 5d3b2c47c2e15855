"use server";

import type { z } from "zod";
import { commandAction, formState, refusalWords, shopTimeOf, textOf } from "@/lib/action";
import { currentStaff } from "@/lib/auth/session";
import type { Outcome } from "@/lib/command";
import { isRefusal, refuse } from "@/lib/core/result";
import { type FormState, idempotencyField } from "@/lib/form-state";
import { approveRefund } from "@/lib/payments/commands/approve-refund";
import { askRefundAgain } from "@/lib/payments/commands/ask-refund-again";
import { collectCod } from "@/lib/payments/commands/collect-cod";
import { declineRefund } from "@/lib/payments/commands/decline-refund";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import { requestRefundInput } from "@/lib/payments/inputs";
import { askAgain, capturePayment, takeOnline, voidPayment } from "@/lib/payments/online-payments";
import { previewRefund, type RefundPreview } from "@/lib/payments/queries/preview-refund";

export async function recordPaymentAction(_: FormState, data: FormData): Promise<FormState> {
  const { number } = refOf(data);
  const amount = textOf(data, "amount");
  const reference = textOf(data, "reference");
  const method = textOf(data, "method");
  if (method === "online") {
    const wanted = { number, amount, token: textOf(data, "token") ?? "", capture: data.get("capture") !== null };
    return online(data, (actor, idempotencyKey) => takeOnline(actor, wanted, { idempotencyKey }));
  }
  if (method === "cod") return commandAction(collectCod, { number, amount, reference }, data);
  return commandAction(
    recordPayment,
    { number, method, amount, reference, receivedAt: await shopTimeOf(data, "receivedAt") },
    data,
  );
}

export async function captureAction(_: FormState, data: FormData): Promise<FormState> {
  return online(data, (actor) => capturePayment(actor, paymentOf(data)));
}

export async function voidAction(_: FormState, data: FormData): Promise<FormState> {
  return online(data, (actor) => voidPayment(actor, paymentOf(data)));
}

export async function askPaymentAgainAction(_: FormState, data: FormData): Promise<FormState> {
  return online(data, (actor) => askAgain(actor, paymentOf(data)));
}

export async function refundAction(_: FormState, data: FormData): Promise<FormState> {
  const kind = textOf(data, "kind") ?? "";
  const what =
    kind === "lines"
      ? { kind, lines: unitsOf(data, "units"), shipping: textOf(data, "shipping") }
      : kind === "amount"
        ? { kind, amount: textOf(data, "amount") ?? "" }
        : { kind };
  const restock = unitsOf(data, "restock").map((part) => ({
    ...part,
    location: textOf(data, `location.${part.line}`) ?? "",
  }));
  const version = Number(textOf(data, "version"));
  const input = {
    ...refOf(data),
    // The amount on the button was worked out from this version: a colleague's refund since then is told first.
    ...(Number.isSafeInteger(version) && version > 0 ? { version } : {}),
    what,
    restock,
    reason: textOf(data, "reason") ?? "other",
    note: textOf(data, "note"),
  };
  return commandAction(requestRefund, input, data);
}

export type RefundPreviewAnswer = { ok: true; preview: RefundPreview } | { ok: false; message: string };

/** Which documents follow a refund. */
export async function previewRefundAction(
  number: string,
  what: z.input<typeof requestRefundInput>["what"],
): Promise<RefundPreviewAnswer> {
  const session = await currentStaff();
  const words = await refusalWords();
  if (!session) return { ok: false, message: words.sentence(refuse("signed_out")) };
  const parsed = requestRefundInput.safeParse({ number, what, reason: "other" });
  if (!parsed.success) return { ok: false, message: words.sentence(refuse("invalid_input")) };
  const preview = await previewRefund(session.actor, session.shop, parsed.data);
  return isRefusal(preview) ? { ok: false, message: words.sentence(preview) } : { ok: true, preview };
}

export async function approveRefundAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(approveRefund, { refund: textOf(data, "refund") ?? "" }, data);
}

export async function declineRefundAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(declineRefund, { refund: textOf(data, "refund") ?? "", note: textOf(data, "note") }, data);
}

export async function askRefundAgainAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(askRefundAgain, { refund: textOf(data, "refund") ?? "" }, data);
}

type Actor = NonNullable<Awaited<ReturnType<typeof currentStaff>>>["actor"];

async function online(
  data: FormData,
  work: (actor: Actor, key: string | undefined) => Promise<Outcome<unknown>>,
): Promise<FormState> {
  const session = await currentStaff();
  if (!session) return formState({ ok: false, refusal: refuse("signed_out") }, data);
  const key = data.get(idempotencyField);
  return formState(await work(session.actor, typeof key === "string" && key !== "" ? key : undefined), data);
}

function refOf(data: FormData): { number: string } {
  return { number: textOf(data, "number") ?? "" };
}

function paymentOf(data: FormData): { number: string; payment: number } {
  const payment = Number(textOf(data, "payment"));
  return { ...refOf(data), payment: Number.isSafeInteger(payment) && payment > 0 ? payment : 1 };
}

/** Units by line from fields such as "units.3"; what is left empty or zero is not meant. */
function unitsOf(data: FormData, name: string): { line: number; quantity: number }[] {
  return [...data.keys()]
    .filter((field) => field.startsWith(`${name}.`))
    .map((field) => ({ line: Number(field.slice(name.length + 1)), quantity: Number(textOf(data, field) ?? 0) }))
    .filter((part) => part.quantity !== 0);
}
