"use server";

import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { commandAction, formState, jsonOf, runAsStaff, shopTimeOf, textOf } from "@/lib/action";
import { createBulk } from "@/lib/bulk/commands/create-bulk";
import { resumeBulk } from "@/lib/bulk/commands/resume-bulk";
import { retryBulk } from "@/lib/bulk/commands/retry-bulk";
import { startBulk } from "@/lib/bulk/commands/start-bulk";
import { stopBulk } from "@/lib/bulk/commands/stop-bulk";
import { undoBulk } from "@/lib/bulk/commands/undo-bulk";
import { lookAtBulk } from "@/lib/bulk/look-at-bulk";
import type { OpenedBulk } from "@/lib/bulk/open-bulk";
import { addressParts } from "@/lib/bulk/rules/fields";
import { lookedAtAtOnce } from "@/lib/bulk/rules/table";
import type { Outcome } from "@/lib/command";
import { type FormState, idempotencyField } from "@/lib/form-state";
import { holdEnd } from "@/lib/orders/rules/hold-end";

/** Plans a change for the selected orders and opens its preview. */
export async function createBulkAction(_: FormState, data: FormData): Promise<FormState> {
  const action = textOf(data, "action") ?? "";
  const input = { action, selection: jsonOf(data, "selection"), ...(await detailsOf(action, data)) };
  return opened(await runAsStaff(createBulk, input, textOf(data, idempotencyField)), data);
}

export async function startBulkAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(startBulk, { number: textOf(data, "number") ?? "" }, data);
}

export async function stopBulkAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(stopBulk, { number: textOf(data, "number") ?? "" }, data);
}

export async function resumeBulkAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(resumeBulk, { number: textOf(data, "number") ?? "" }, data);
}

export async function retryBulkAction(_: FormState, data: FormData): Promise<FormState> {
  const input = { number: textOf(data, "number") ?? "", of: textOf(data, "of") ?? "" };
  return opened(await runAsStaff(retryBulk, input, textOf(data, idempotencyField)), data);
}

export async function undoBulkAction(_: FormState, data: FormData): Promise<FormState> {
  const input = { number: textOf(data, "number") ?? "" };
  return opened(await runAsStaff(undoBulk, input, textOf(data, idempotencyField)), data);
}

/** Opens the page of a new change. A few orders are looked at before it shows; of many it shows how far that is. */
async function opened(outcome: Outcome<OpenedBulk>, data: FormData): Promise<FormState> {
  if (!outcome.ok) return formState(outcome, data);
  const { id, number, total } = outcome.value;
  if (total <= lookedAtAtOnce) await lookAtBulk(id);
  redirect(`/orders/bulk/${number}`);
}

async function detailsOf(action: string, data: FormData): Promise<Record<string, unknown>> {
  switch (action) {
    case "hold":
      return {
        type: textOf(data, "type") ?? "other",
        scope: textOf(data, "scope"),
        reason: textOf(data, "reason"),
        dueAt: (await shopTimeOf(data, "dueAt")) ?? null,
        ...holdEnd(textOf(data, "ends") ?? ""),
      };
    case "release":
      return { type: textOf(data, "type"), note: textOf(data, "note") };
    case "assign":
      return { email: textOf(data, "email") ?? null };
    case "tag":
      return { add: tagsOf(data, "add"), remove: tagsOf(data, "remove") };
    case "prioritise":
      return { priority: textOf(data, "priority"), reason: textOf(data, "reason") };
    case "promise":
      return { promisedAt: await shopTimeOf(data, "promisedAt") };
    case "service":
      return { service: textOf(data, "service") ?? "", movePromise: data.get("movePromise") !== null };
    case "edit":
      return fieldsOf(data);
    case "payment":
      return { method: textOf(data, "method") };
    case "customer":
      return { customer: textOf(data, "customer") ?? "" };
    case "cancel":
      return { reason: textOf(data, "reason"), note: textOf(data, "note") };
    case "items":
      return {
        change: textOf(data, "change"),
        sku: textOf(data, "sku"),
        with: textOf(data, "with"),
        quantity: wholeOf(data, "quantity"),
        unitPrice: textOf(data, "unitPrice"),
        reason: textOf(data, "reason"),
        note: textOf(data, "note"),
      };
    case "reroute":
      return { location: textOf(data, "location") };
    case "resend":
      return { reason: textOf(data, "reason"), note: textOf(data, "note") };
    case "merge":
    case "split":
      return { note: textOf(data, "note") };
    case "ship":
      return {
        carrier: textOf(data, "carrier"),
        service: textOf(data, "service"),
        // Not trimmed: a row may begin with an empty cell.
        table: String(data.get("table") ?? ""),
      };
    case "print":
      return { paper: textOf(data, "paper"), language: await getLocale() };
    default:
      return {};
  }
}

function fieldsOf(data: FormData): Record<string, unknown> {
  const names = ["contactName", "contactEmail", "contactPhone", "addressWay", "sellerNote", "noteWay", "flag"];
  const parts = addressParts.map((part) => [part, textOf(data, `shipTo.${part}`)]);
  return {
    ...Object.fromEntries(names.map((name) => [name, textOf(data, name)])),
    shipTo: Object.fromEntries(parts.filter(([, text]) => text !== undefined)),
  };
}

function wholeOf(data: FormData, name: string): number | undefined {
  const text = textOf(data, name);
  return text === undefined ? undefined : Number(text);
}

function tagsOf(data: FormData, name: string): string[] {
  const typed = (textOf(data, name) ?? "").split(/[,，、;；]/).map((tag) => tag.trim());
  return [...new Set(typed.filter((tag) => tag !== ""))];
}
