"use server";

import { commandAction, jsonOf, shopTimeOf, textOf } from "@/lib/action";
import type { FormState } from "@/lib/form-state";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { assignOrder } from "@/lib/orders/commands/assign-order";
import { changeHold } from "@/lib/orders/commands/change-hold";
import { editLine } from "@/lib/orders/commands/edit-line";
import { editOrder } from "@/lib/orders/commands/edit-order";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { mapSku } from "@/lib/orders/commands/map-sku";
import { noteOrder } from "@/lib/orders/commands/note-order";
import { recheckOrder } from "@/lib/orders/commands/recheck-order";
import { rejectOrder } from "@/lib/orders/commands/reject-order";
import { releaseHold } from "@/lib/orders/commands/release-hold";
import { setPriority } from "@/lib/orders/commands/set-priority";
import { submitDraft } from "@/lib/orders/commands/submit-draft";
import { tagOrder } from "@/lib/orders/commands/tag-order";
import { undoEvent } from "@/lib/orders/commands/undo-event";
import { holdEnd } from "@/lib/orders/rules/hold-end";

export async function approveAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(approveOrder, { ...refOf(data), note: textOf(data, "note") }, data);
}

export async function recheckAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(recheckOrder, refOf(data), data);
}

export async function rejectAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(rejectOrder, { ...refOf(data), reason: textOf(data, "reason") ?? "" }, data);
}

export async function submitAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(submitDraft, refOf(data), data);
}

export async function holdAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(holdOrder, await holdOf(data), data);
}

export async function changeHoldAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(changeHold, await holdOf(data), data);
}

async function holdOf(data: FormData) {
  return {
    ...refOf(data),
    type: textOf(data, "type") ?? "other",
    scope: textOf(data, "scope"),
    reason: textOf(data, "reason"),
    dueAt: (await shopTimeOf(data, "dueAt")) ?? null,
    ...holdEnd(textOf(data, "ends") ?? ""),
  };
}

export async function releaseAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(releaseHold, { ...refOf(data), type: textOf(data, "type"), note: textOf(data, "note") }, data);
}

export async function editLineAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    ...refOf(data),
    line: Number(textOf(data, "line")),
    note: textOf(data, "note"),
    custom: jsonOf(data, "custom"),
  };
  return commandAction(editLine, input, data);
}

export async function priorityAction(_: FormState, data: FormData): Promise<FormState> {
  const input = { ...refOf(data), priority: textOf(data, "priority"), reason: textOf(data, "reason") };
  return commandAction(setPriority, input, data);
}

export async function undoAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(undoEvent, { number: textOf(data, "number") ?? "", seq: Number(textOf(data, "seq")) }, data);
}

export async function assignAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(assignOrder, { ...refOf(data), email: textOf(data, "email") ?? null }, data);
}

export async function noteAction(_: FormState, data: FormData): Promise<FormState> {
  // A note never collides with what others change: it goes to the order as it is.
  return commandAction(noteOrder, { number: refOf(data).number, body: textOf(data, "body") ?? "" }, data);
}

export async function tagAction(_: FormState, data: FormData): Promise<FormState> {
  const add = textOf(data, "add");
  const remove = textOf(data, "remove");
  return commandAction(
    tagOrder,
    { number: refOf(data).number, add: add ? [add] : [], remove: remove ? [remove] : [] },
    data,
  );
}

export async function mapSkuAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    channel: textOf(data, "channel") ?? "",
    externalSku: textOf(data, "externalSku") ?? "",
    sku: textOf(data, "sku") ?? "",
  };
  return commandAction(mapSku, input, data);
}

export async function editAction(_: FormState, data: FormData): Promise<FormState> {
  const part = (name: string) => textOf(data, `shipTo.${name}`);
  const hasAddress = data.has("shipTo.line1");
  const input = {
    ...refOf(data),
    contactName: textOf(data, "contactName") ?? "",
    contactEmail: textOf(data, "contactEmail") ?? null,
    contactPhone: textOf(data, "contactPhone") ?? null,
    promisedAt: (await shopTimeOf(data, "promisedAt")) ?? null,
    sellerNote: textOf(data, "sellerNote") ?? "",
    flag: textOf(data, "flag") ?? null,
    gift: data.get("gift") !== null,
    ...(hasAddress
      ? {
          shipTo: {
            name: part("name") ?? "",
            company: part("company"),
            phone: part("phone"),
            line1: part("line1") ?? "",
            line2: part("line2"),
            district: part("district"),
            city: part("city") ?? "",
            region: part("region"),
            postcode: part("postcode"),
            country: part("country") ?? "",
          },
        }
      : {}),
  };
  return commandAction(editOrder, input, data);
}

function refOf(data: FormData): { number: string; version?: number } {
  const version = Number(textOf(data, "version"));
  return { number: textOf(data, "number") ?? "", ...(Number.isSafeInteger(version) && version > 0 ? { version } : {}) };
}
