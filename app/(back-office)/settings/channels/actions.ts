"use server";

import { commandAction } from "@/lib/action";
import { newToken } from "@/lib/auth/one-time-token";
import type { FormState } from "@/lib/form-state";
import { saveChannel } from "@/lib/settings/commands/save-channel";
import { setChannelSecret } from "@/lib/settings/commands/set-channel-secret";
import { choice, flag, text } from "../form-values";

export async function saveChannelAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    id: choice(data, "id"),
    code: text(data, "code"),
    name: text(data, "name"),
    nameZh: text(data, "nameZh"),
    kind: text(data, "kind"),
    currency: text(data, "currency"),
    pricesIncludeTax: flag(data, "pricesIncludeTax"),
    defaultLocationId: choice(data, "defaultLocationId"),
    active: flag(data, "active"),
  };
  return commandAction(saveChannel, input, data);
}

export async function setChannelSecretAction(_: FormState, data: FormData): Promise<FormState> {
  const { values, ...state } = await commandAction(
    setChannelSecret,
    { id: text(data, "id"), secret: text(data, "secret") },
    data,
  );
  // What was typed is a secret: it does not travel back.
  return state;
}

export async function generateChannelSecretAction(_: FormState, data: FormData): Promise<FormState> {
  const secret = newToken();
  const state = await commandAction(setChannelSecret, { id: text(data, "id"), secret }, data);
  return state.status === "ok" ? { ...state, value: secret } : state;
}
