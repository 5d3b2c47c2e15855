"use server";

import { redirect } from "next/navigation";
import { commandAction, formState, runAsStaff, textOf } from "@/lib/action";
import { type FormState, idempotencyField } from "@/lib/form-state";
import { viewHref } from "@/lib/list/view-query";
import { orderList } from "@/lib/orders/list-spec";
import { changeView } from "@/lib/views/commands/change-view";
import { deleteView } from "@/lib/views/commands/delete-view";
import { pinView } from "@/lib/views/commands/pin-view";
import { saveView } from "@/lib/views/commands/save-view";

/** Keeps what the list shows under a name, and opens it as that view. */
export async function saveViewAction(_: FormState, data: FormData): Promise<FormState> {
  const query = textOf(data, "query") ?? "";
  const input = {
    list: "orders",
    name: textOf(data, "name") ?? "",
    query,
    sharedWith: data.getAll("role"),
    pinned: data.get("pinned") !== null,
  };
  const outcome = await runAsStaff(saveView, input, textOf(data, idempotencyField));
  if (!outcome.ok) return formState(outcome, data);
  redirect(viewHref(orderList, { number: outcome.value.number, query }));
}

/** What the list shows now becomes the view. */
export async function updateViewAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(changeView, { number: numberOf(data), query: textOf(data, "query") ?? "" }, data);
}

export async function renameViewAction(_: FormState, data: FormData): Promise<FormState> {
  const shares = data.has("shares") ? { sharedWith: data.getAll("role") } : {};
  return commandAction(changeView, { number: numberOf(data), name: textOf(data, "name") ?? "", ...shares }, data);
}

export async function pinViewAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(pinView, { number: numberOf(data), pinned: textOf(data, "pinned") === "yes" }, data);
}

export async function deleteViewAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(deleteView, { number: numberOf(data) }, data);
}

function numberOf(data: FormData): number {
  return Number(textOf(data, "number") ?? "");
}
