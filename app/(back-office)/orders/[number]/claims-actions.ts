"use server";

import { commandAction, refusalWords, textOf } from "@/lib/action";
import { currentStaff } from "@/lib/auth/session";
import { isRefusal, refuse } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";
import { changeCustomer } from "@/lib/orders/commands/change-customer";
import { changePaymentMethod } from "@/lib/orders/commands/change-payment-method";
import { changeService } from "@/lib/orders/commands/change-service";
import { rerouteOrder } from "@/lib/orders/commands/reroute-order";
import { takeStock } from "@/lib/orders/commands/take-stock";
import { previewService, type ServicePreview } from "@/lib/orders/queries/preview-service";
import { previewTakeover, type TakeoverPreview } from "@/lib/orders/queries/preview-takeover";

export type TakeoverAnswer = { ok: true; preview: TakeoverPreview } | { ok: false; message: string };

/** Whose stock an order would be given. */
export async function previewTakeoverAction(number: string): Promise<TakeoverAnswer> {
  const session = await currentStaff();
  const words = await refusalWords();
  if (!session) return { ok: false, message: words.sentence(refuse("signed_out")) };
  const preview = await previewTakeover(session.actor, number);
  return isRefusal(preview) ? { ok: false, message: words.sentence(preview) } : { ok: true, preview };
}

export async function takeStockAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(takeStock, { ...refOf(data), expected: textOf(data, "expected") }, data);
}

export async function rerouteAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(rerouteOrder, { ...refOf(data), location: textOf(data, "location") ?? "" }, data);
}

export async function paymentMethodAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(changePaymentMethod, { ...refOf(data), method: textOf(data, "method") }, data);
}

export async function customerAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(changeCustomer, { ...refOf(data), customer: textOf(data, "customer") ?? "" }, data);
}

export type ServiceAnswer = { ok: true; preview: ServicePreview } | { ok: false; message: string };

/** What sending an order with another service does. */
export async function previewServiceAction(number: string, service: string): Promise<ServiceAnswer> {
  const session = await currentStaff();
  const words = await refusalWords();
  if (!session) return { ok: false, message: words.sentence(refuse("signed_out")) };
  const preview = await previewService(session.actor, number, service);
  return isRefusal(preview) ? { ok: false, message: words.sentence(preview) } : { ok: true, preview };
}

export async function changeServiceAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    ...refOf(data),
    service: textOf(data, "service") ?? null,
    movePromise: data.get("movePromise") !== null,
  };
  return commandAction(changeService, input, data);
}

function refOf(data: FormData): { number: string; version?: number } {
  const version = Number(textOf(data, "version"));
  const number = textOf(data, "number") ?? "";
  return Number.isSafeInteger(version) && version > 0 ? { number, version } : { number };
}
