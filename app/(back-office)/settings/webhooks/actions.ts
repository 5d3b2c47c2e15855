"use server";

import { commandAction, textOf } from "@/lib/action";
import type { FormState } from "@/lib/form-state";
import { archiveEndpoint } from "@/lib/webhooks/commands/archive-endpoint";
import { changeEndpoint } from "@/lib/webhooks/commands/change-endpoint";
import { createEndpoint } from "@/lib/webhooks/commands/create-endpoint";
import { resendDeliveries } from "@/lib/webhooks/commands/resend-deliveries";
import { rotateSecret } from "@/lib/webhooks/commands/rotate-secret";
import { sendTest } from "@/lib/webhooks/commands/send-test";
import { switchEndpoint } from "@/lib/webhooks/commands/switch-endpoint";
import { newWebhookSecret } from "@/lib/webhooks/new-secret";
import { flag, text } from "../form-values";

export async function createEndpointAction(_: FormState, data: FormData): Promise<FormState> {
  const secret = newWebhookSecret();
  const state = await commandAction(createEndpoint, { ...fieldsOf(data), secret }, data);
  return state.status === "ok" ? { ...state, value: { ...(state.value as object), secret } } : state;
}

export async function changeEndpointAction(_: FormState, data: FormData): Promise<FormState> {
  const version = Number(textOf(data, "endpointVersion") ?? Number.NaN);
  return commandAction(changeEndpoint, { number: endpointOf(data), version, ...fieldsOf(data) }, data);
}

export async function switchEndpointAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(switchEndpoint, { number: endpointOf(data), enabled: textOf(data, "enabled") === "on" }, data);
}

export async function rotateSecretAction(_: FormState, data: FormData): Promise<FormState> {
  const secret = newWebhookSecret();
  const state = await commandAction(rotateSecret, { number: endpointOf(data), secret }, data);
  return state.status === "ok" ? { ...state, value: secret } : state;
}

export async function archiveEndpointAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(archiveEndpoint, { number: endpointOf(data) }, data);
}

export async function sendTestAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(sendTest, { number: endpointOf(data) }, data);
}

export async function resendDeliveriesAction(_: FormState, data: FormData): Promise<FormState> {
  const which = textOf(data, "deliveries") ?? "";
  const deliveries = which === "dead" ? which : which.split(",").map(Number);
  return commandAction(resendDeliveries, { number: endpointOf(data), deliveries }, data);
}

function endpointOf(data: FormData): number {
  return Number(textOf(data, "endpoint") ?? Number.NaN);
}

function fieldsOf(data: FormData) {
  return {
    name: text(data, "name"),
    url: text(data, "url"),
    topics: data.getAll("topics"),
    wholeOrder: flag(data, "wholeOrder"),
  };
}
