"use server";

import { commandAction } from "@/lib/action";
import { isRefusal } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";
import { amountOf } from "@/lib/payments/rules/amount";
import { saveReturnPolicy } from "@/lib/returns/commands/save-return-policy";
import { returnReasons } from "@/lib/returns/rules/state";
import { flag, text } from "../form-values";

export async function saveReturnPolicyAction(_: FormState, data: FormData): Promise<FormState> {
  const whole = (name: string) => (/^\d{1,6}$/.test(text(data, name).trim()) ? Number(text(data, name)) : Number.NaN);
  const policy = {
    ...{ windowDays: whole("windowDays"), faultWindowDays: whole("faultWindowDays") },
    ...{ arriveDays: whole("arriveDays"), inspectHours: whole("inspectHours") },
    reasons: returnReasons.filter((reason) => flag(data, `reasons.${reason}`)),
    madeToOrder: flag(data, "madeToOrder"),
    finalSaleTag: text(data, "finalSaleTag").trim(),
    shippingPaidBy: text(data, "shippingPaidBy"),
    feeBasisPoints: basisPoints(text(data, "feePercent")),
    refundWhen: text(data, "refundWhen"),
    approveUnder: Object.fromEntries(limitsOf(data)),
    selfService: flag(data, "selfService"),
  };
  const state = await commandAction(saveReturnPolicy, { version: Number(text(data, "policyVersion")), policy }, data);
  if (state.status !== "invalid") return state;
  // The form's fields are the policy's, by another name where people type another measure.
  const named = Object.entries(state.fieldErrors ?? {}).map(([path, words]) => [
    path.replace(/^policy\./, "").replace("feeBasisPoints", "feePercent"),
    words,
  ]);
  return { ...state, fieldErrors: Object.fromEntries(named) };
}

function basisPoints(typed: string): number {
  const percent = typed.trim() === "" ? "0" : typed.trim();
  return /^\d{1,3}(\.\d{1,2})?$/.test(percent) ? Math.round(Number(percent) * 100) : Number.NaN;
}

function limitsOf(data: FormData): [string, string][] {
  const fields = [...data.keys()].filter((name) => name.startsWith("approveUnder."));
  return fields.flatMap((field): [string, string][] => {
    const currency = field.slice("approveUnder.".length);
    const typed = text(data, field).trim();
    if (typed === "") return [];
    const amount = amountOf(typed, currency, field);
    return [[currency, isRefusal(amount) ? typed : `${amount}`]];
  });
}
