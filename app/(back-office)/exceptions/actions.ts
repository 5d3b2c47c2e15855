"use server";

import { getLocale, getTranslations } from "next-intl/server";
import { linkCodeAction } from "@/app/(back-office)/channels/actions";
import { askPaymentAgainAction } from "@/app/(back-office)/orders/[number]/money-actions";
import { commandAction, formState, refusalWords, runAsStaff, shopTimeOf, textOf } from "@/lib/action";
import { currentStaff } from "@/lib/auth/session";
import { refuse } from "@/lib/core/result";
import { assignExceptions } from "@/lib/exceptions/commands/assign-exceptions";
import { closeExceptions } from "@/lib/exceptions/commands/close-exceptions";
import { commentException } from "@/lib/exceptions/commands/comment-exception";
import { raiseException } from "@/lib/exceptions/commands/raise-exception";
import { restoreExceptions } from "@/lib/exceptions/commands/restore-exceptions";
import { snoozeExceptions } from "@/lib/exceptions/commands/snooze-exceptions";
import { type Before, fixExceptionsInput } from "@/lib/exceptions/inputs";
import { reconcileExceptions } from "@/lib/exceptions/reconcile";
import { snoozedUntil } from "@/lib/exceptions/rules/snooze";
import type { WatchedType } from "@/lib/exceptions/rules/types";
import { runFixes } from "@/lib/exceptions/run-fixes";
import type { FormState } from "@/lib/form-state";
import { listFormat } from "@/lib/format/kept";
import { acceptCoupons } from "@/lib/orders/commands/settle-coupons";

export async function assignExceptionsAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(assignExceptions, { numbers: numbersOf(data), email: textOf(data, "email") ?? null }, data);
}

export async function snoozeExceptionsAction(_: FormState, data: FormData): Promise<FormState> {
  const session = await currentStaff();
  const choice = textOf(data, "choice");
  const until =
    choice === "hour" || choice === "tomorrow"
      ? snoozedUntil(choice, new Date(), session?.shop.timeZone ?? "UTC").toISOString()
      : choice === "wake"
        ? null
        : ((await shopTimeOf(data, "until")) ?? "");
  return commandAction(snoozeExceptions, { numbers: numbersOf(data), until }, data);
}

export async function closeExceptionsAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(closeExceptions, { numbers: numbersOf(data), reason: textOf(data, "reason") ?? "" }, data);
}

export async function restoreExceptionsAction(items: Before[]): Promise<FormState> {
  return formState(await runAsStaff(restoreExceptions, { items }));
}

export async function commentExceptionAction(_: FormState, data: FormData): Promise<FormState> {
  const input = { number: Number(textOf(data, "number")), text: textOf(data, "text") ?? "" };
  return commandAction(commentException, input, data);
}

export async function raiseExceptionAction(_: FormState, data: FormData): Promise<FormState> {
  const hours = textOf(data, "dueHours");
  const input = {
    title: textOf(data, "title") ?? "",
    note: textOf(data, "note") ?? "",
    severity: textOf(data, "severity"),
    order: textOf(data, "order")?.toUpperCase(),
    ...(hours ? { dueHours: Number(hours) } : {}),
  };
  return commandAction(raiseException, input, data);
}

/** Presses the fix of each; what was refused is said in one sentence, and the rest stands. */
export async function fixExceptionsAction(_: FormState, data: FormData): Promise<FormState> {
  const session = await currentStaff();
  if (!session) return formState({ ok: false, refusal: refuse("signed_out") }, data);
  const asked = fixExceptionsInput.safeParse({ numbers: numbersOf(data) });
  if (!asked.success) return formState({ ok: false, refusal: refuse("invalid_input") }, data);
  const { asked: done, refused } = await runFixes(session.actor, asked.data.numbers);
  const state = await formState({ ok: true, value: { changed: done } });
  if (refused.length === 0) return state;
  const [t, words, locale] = await Promise.all([getTranslations("exceptions"), refusalWords(), getLocale()]);
  const why = listFormat(locale).format([...new Set(refused.map(({ refusal }) => words.sentence(refusal)))]);
  const message = asked.data.numbers.length === 1 ? why : t("fix.some", { asked: done, refused: refused.length, why });
  return { status: "refused", message };
}

/** What a channel means by a code is said once; the exceptions that wait for it are looked at in the same breath. */
export async function linkExceptionCodeAction(previous: FormState, data: FormData): Promise<FormState> {
  return andLook(["unmapped_sku"], await linkCodeAction(previous, data));
}

export async function askPaymentFromExceptionAction(previous: FormState, data: FormData): Promise<FormState> {
  return andLook(["payment_in_doubt"], await askPaymentAgainAction(previous, data));
}

/** A coupon of ours that a channel gave and that was not used: it stays so. */
export async function acceptCouponsFromExceptionAction(_: FormState, data: FormData): Promise<FormState> {
  const input = { number: textOf(data, "number") ?? "" };
  return andLook(["coupon_unclaimed"], await commandAction(acceptCoupons, input, data));
}

async function andLook(types: readonly WatchedType[], state: FormState): Promise<FormState> {
  if (state.status === "ok") await reconcileExceptions(types);
  return state;
}

/** Numbers as the form carries them: "12,15". What is none goes on as no number, so that the command refuses it. */
function numbersOf(data: FormData): number[] {
  return (textOf(data, "numbers") ?? "").split(",").map(Number);
}
