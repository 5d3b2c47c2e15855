"use server";

import { commandAction } from "@/lib/action";
import { newApiKey } from "@/lib/auth/api-key";
import type { FormState } from "@/lib/form-state";
import { createApiKey } from "@/lib/staff/commands/create-api-key";
import { revokeApiKey } from "@/lib/staff/commands/revoke-api-key";
import { choice, text } from "../form-values";

export async function createKeyAction(_: FormState, data: FormData): Promise<FormState> {
  const key = newApiKey();
  const input = {
    name: text(data, "name"),
    scopes: data.getAll("scopes"),
    channelId: choice(data, "channelId"),
    prefix: key.prefix,
    keyHash: key.hash,
  };
  const state = await commandAction(createApiKey, input, data);
  return state.status === "ok" ? { ...state, value: key.secret } : state;
}

export async function revokeKeyAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(revokeApiKey, { id: text(data, "id") }, data);
}
