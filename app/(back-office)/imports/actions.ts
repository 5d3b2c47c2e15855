"use server";

import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { commandAction, formState, runAsStaff, textOf } from "@/lib/action";
import type { FormState } from "@/lib/form-state";
import { configureImport } from "@/lib/imports/commands/configure-import";
import { discardImport } from "@/lib/imports/commands/discard-import";
import { editImportRow } from "@/lib/imports/commands/edit-import-row";
import { mapColumns } from "@/lib/imports/commands/map-columns";
import { startCheck } from "@/lib/imports/commands/start-check";
import { startRun } from "@/lib/imports/commands/start-run";
import { startUndo } from "@/lib/imports/commands/start-undo";
import { isOrderField } from "@/lib/imports/rules/fields";

export async function configureAction(_: FormState, data: FormData): Promise<FormState> {
  const headerRow = textOf(data, "headerRow");
  const input = {
    number: textOf(data, "number") ?? "",
    source: textOf(data, "source"),
    channel: textOf(data, "channel") ?? "",
    currency: textOf(data, "currency"),
    timeZone: textOf(data, "timeZone"),
    encoding: textOf(data, "encoding"),
    // A tab is nothing but white space, so this one is not trimmed.
    delimiter: data.get("delimiter") || undefined,
    headerRow: headerRow === undefined ? undefined : Number(headerRow),
  };
  return commandAction(configureImport, input, data);
}

/** Columns come as "column.3" with what they mean; those without a meaning are not read. */
export async function mapAction(_: FormState, data: FormData): Promise<FormState> {
  const chosen = [...data].flatMap(([name, value]): [string, string][] =>
    name.startsWith("column.") && typeof value === "string" && value !== ""
      ? [[name.slice("column.".length), value]]
      : [],
  );
  const twice = chosen.find(([, field], index) => chosen.findIndex(([, other]) => other === field) !== index);
  if (twice) return refusedHere(await fieldTwice(twice[1]), data);
  const outcome = await runAsStaff(mapColumns, {
    number: textOf(data, "number") ?? "",
    mapping: Object.fromEntries(chosen),
  });
  return withFieldNames(await formState(outcome, data), outcome);
}

export async function checkAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(startCheck, { number: textOf(data, "number") ?? "" }, data);
}

export async function editRowAction(_: FormState, data: FormData): Promise<FormState> {
  const cells: Record<string, string> = {};
  for (const [name, value] of data) {
    if (!name.startsWith("cell.") || typeof value !== "string") continue;
    const column = name.slice("cell.".length);
    if (value !== data.get(`was.${column}`)) cells[column] = value;
  }
  const input = { number: textOf(data, "number") ?? "", row: Number(textOf(data, "row")), cells };
  return commandAction(editImportRow, input, data);
}

export async function runAction(_: FormState, data: FormData): Promise<FormState> {
  const outcome = await runAsStaff(startRun, { number: textOf(data, "number") ?? "" });
  return withFieldNames(await formState(outcome, data), outcome);
}

export async function undoAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(startUndo, { number: textOf(data, "number") ?? "" }, data);
}

export async function discardAction(_: FormState, data: FormData): Promise<FormState> {
  const state = await commandAction(discardImport, { number: textOf(data, "number") ?? "" }, data);
  return state.status === "ok" ? redirect("/imports") : state;
}

// Which columns are missing is said by their names, not by what the program calls them.
async function withFieldNames(state: FormState, outcome: Awaited<ReturnType<typeof runAsStaff>>): Promise<FormState> {
  if (outcome.ok || outcome.refusal.code !== "columns_missing") return state;
  const [t, locale] = await Promise.all([getTranslations("imports"), getLocale()]);
  const missing = (outcome.refusal.facts.fields as string[]).filter(isOrderField).map((field) => t(`field.${field}`));
  return { ...state, message: t("columns.missing", { fields: new Intl.ListFormat(locale).format(missing) }) };
}

async function fieldTwice(field: string): Promise<string> {
  const t = await getTranslations("imports");
  return t("columns.twice", { field: isOrderField(field) ? t(`field.${field}`) : field });
}

function refusedHere(message: string, data: FormData): FormState {
  const values = Object.fromEntries(
    [...data].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  return { status: "refused", message, values };
}
