"use server";

import { commandAction, textOf } from "@/lib/action";
import type { FormState } from "@/lib/form-state";
import { adjustStock } from "@/lib/inventory/commands/adjust-stock";
import { receiveStock } from "@/lib/inventory/commands/receive-stock";
import { setBin } from "@/lib/inventory/commands/set-bin";
import { setReorderPoint } from "@/lib/inventory/commands/set-reorder-point";
import { transferStock } from "@/lib/inventory/commands/transfer-stock";

export async function receiveAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    location: textOf(data, "location") ?? "",
    reference: textOf(data, "reference"),
    note: textOf(data, "note"),
    lines: linesOf(data),
  };
  return commandAction(receiveStock, input, data);
}

export async function transferAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    from: textOf(data, "from") ?? "",
    to: textOf(data, "to") ?? "",
    note: textOf(data, "note"),
    lines: linesOf(data),
  };
  return commandAction(transferStock, input, data);
}

export async function adjustAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    sku: textOf(data, "sku") ?? "",
    location: textOf(data, "location") ?? "",
    reason: textOf(data, "reason"),
    quantity: wholeNumber(textOf(data, "quantity") ?? ""),
    note: textOf(data, "note"),
  };
  return commandAction(adjustStock, input, data);
}

export async function setBinAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    sku: textOf(data, "sku") ?? "",
    location: textOf(data, "location") ?? "",
    bin: textOf(data, "bin") ?? "",
  };
  return commandAction(setBin, input, data);
}

export async function setReorderPointAction(_: FormState, data: FormData): Promise<FormState> {
  const number = (name: string) => {
    const typed = textOf(data, name);
    return typed === undefined ? null : wholeNumber(typed);
  };
  const input = {
    sku: textOf(data, "sku") ?? "",
    reorderPoint: number("reorderPoint"),
    reorderQuantity: number("reorderQuantity"),
  };
  return commandAction(setReorderPoint, input, data);
}

// What is no plain number stays as it was typed, so that the command's schema names it.
function wholeNumber(typed: string): number | string {
  const digits = typed.replace(/^\u2212/u, "-");
  return /^[+-]?\d{1,9}$/.test(digits) ? Number(digits) : typed;
}

function linesOf(data: FormData): unknown {
  try {
    return JSON.parse(textOf(data, "lines") ?? "[]");
  } catch {
    return [];
  }
}
