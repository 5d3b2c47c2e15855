"use server";

import { commandAction, formState, runAsStaff } from "@/lib/action";
import type { FormState } from "@/lib/form-state";
import { mapShippingWords } from "@/lib/orders/commands/map-shipping-words";
import { addCarriers } from "@/lib/shipping/commands/add-carriers";
import { moveCarrier } from "@/lib/shipping/commands/move-carrier";
import { saveCarrier } from "@/lib/shipping/commands/save-carrier";
import { saveService } from "@/lib/shipping/commands/save-service";
import { choice, flag, text } from "../form-values";

export async function saveCarrierAction(_: FormState, data: FormData): Promise<FormState> {
  const names = ["code", "name", "nameZh", "aliases", "trackingUrl", "trackingFormat", "phone"];
  return commandAction(
    saveCarrier,
    { ...textsOf(data, names), version: versionOf(data), active: flag(data, "active") },
    data,
  );
}

export async function saveServiceAction(_: FormState, data: FormData): Promise<FormState> {
  const names = [
    "carrier",
    "code",
    "name",
    "nameZh",
    "transitDaysMin",
    "transitDaysMax",
    "maxKilograms",
    "serves",
    "refuses",
  ];
  const flags = { cashOnDelivery: flag(data, "cashOnDelivery"), active: flag(data, "active") };
  return commandAction(saveService, { ...textsOf(data, names), ...flags, version: versionOf(data) }, data);
}

export async function moveCarrierAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(moveCarrier, { code: text(data, "code"), by: Number(text(data, "by")) }, data);
}

export async function addCarriersAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(addCarriers, { codes: data.getAll("codes").map(String) }, data);
}

/** Far above the orders that wait in any shop; each round is a transaction of its own. */
const roundsAtMost = 500;

/** Maps words and applies that to every order that waits, a few hundred at a time. */
export async function mapWordsAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    channel: choice(data, "channel"),
    words: text(data, "words"),
    service: text(data, "forget") ? null : text(data, "service"),
  };
  let outcome = await runAsStaff(mapShippingWords, input);
  for (let round = 1; outcome.ok && outcome.value.more && round < roundsAtMost; round += 1)
    outcome = await runAsStaff(mapShippingWords, input);
  return formState(outcome, data);
}

function textsOf(data: FormData, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, text(data, name)]));
}

/** The version that was on the screen; none of what is new. */
function versionOf(data: FormData): number | null {
  const typed = text(data, "version");
  return typed === "" ? null : Number(typed);
}
