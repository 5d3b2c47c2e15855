"use server";

import { commandAction } from "@/lib/action";
import type { FormState } from "@/lib/form-state";
import { removeTaxRate } from "@/lib/settings/commands/remove-tax-rate";
import { saveTaxRate } from "@/lib/settings/commands/save-tax-rate";
import { text } from "../form-values";

const keyOf = (data: FormData) => ({ country: text(data, "country"), taxClass: text(data, "taxClass") });

export async function saveTaxRateAction(_: FormState, data: FormData): Promise<FormState> {
  const input = { ...keyOf(data), percent: text(data, "percent"), label: text(data, "label") };
  return commandAction(saveTaxRate, input, data);
}

export async function removeTaxRateAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(removeTaxRate, keyOf(data), data);
}
