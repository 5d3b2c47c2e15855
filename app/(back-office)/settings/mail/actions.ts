"use server";

import { commandAction, formState } from "@/lib/action";
import { requestOrigin } from "@/lib/auth/request";
import { currentStaff } from "@/lib/auth/session";
import { refuse } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";
import { sendTestMail } from "@/lib/mail/send-test-mail";
import { saveBuyerMail } from "@/lib/returns/commands/save-buyer-mail";
import { buyerMailKinds } from "@/lib/returns/rules/buyer-mail";
import { saveMailSettings } from "@/lib/settings/commands/save-mail-settings";
import { flag, text } from "../form-values";

export async function saveMailSettingsAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    host: text(data, "host"),
    port: text(data, "port"),
    security: text(data, "security"),
    username: text(data, "username"),
    password: text(data, "password"),
    fromAddress: text(data, "fromAddress"),
  };
  const { values, ...state } = await commandAction(saveMailSettings, input, data);
  // A password is typed anew: it is not sent back to the page.
  return values ? { ...state, values: { ...values, password: "" } } : state;
}

export async function sendTestMailAction(_: FormState, data: FormData): Promise<FormState> {
  const session = await currentStaff();
  return formState(session ? await sendTestMail(session) : { ok: false, refusal: refuse("signed_out") }, data);
}

/** What buyers are written of; links lead to where the shop is reached now. */
export async function saveBuyerMailAction(_: FormState, data: FormData): Promise<FormState> {
  const kinds = buyerMailKinds.filter((kind) => flag(data, `kinds.${kind}`));
  return commandAction(saveBuyerMail, { kinds, address: await requestOrigin() }, data);
}
