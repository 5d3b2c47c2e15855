"use server";

import { commandAction } from "@/lib/action";
import type { FormState } from "@/lib/form-state";
import { saveLocation } from "@/lib/settings/commands/save-location";
import { choice, flag, text } from "../form-values";

export async function saveLocationAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    id: choice(data, "id"),
    code: text(data, "code"),
    name: text(data, "name"),
    nameZh: text(data, "nameZh"),
    addressLines: text(data, "addressLines"),
    city: text(data, "city"),
    country: text(data, "country"),
    phone: text(data, "phone"),
    priority: text(data, "priority"),
    active: flag(data, "active"),
  };
  return commandAction(saveLocation, input, data);
}
