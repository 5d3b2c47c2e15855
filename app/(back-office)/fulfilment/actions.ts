"use server";

import { refresh } from "next/cache";
import { commandAction, refusalWords, runAsStaff, textOf } from "@/lib/action";
import type { Refusal } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";
import { cancelShipment } from "@/lib/fulfilment/commands/cancel-shipment";
import { markDelivered } from "@/lib/fulfilment/commands/mark-delivered";
import { recordTracking } from "@/lib/fulfilment/commands/record-tracking";
import { startPicking } from "@/lib/fulfilment/commands/start-picking";

/** What a bulk step did: how many, and why each of the others was left out. */
export type BulkAnswer = {
  done: number;
  wave?: string;
  message?: string;
  skipped: { number: string; reason: string }[];
};

/** Begins to pick the orders in one wave. */
export async function startPickingAction(input: unknown, key: string): Promise<BulkAnswer> {
  const outcome = await runAsStaff(startPicking, input, key);
  if (!outcome.ok) return refused(outcome.refusal);
  refresh();
  const { wave, done, skipped } = outcome.value;
  return {
    done: done.length,
    wave,
    skipped: await worded(skipped.map(({ number, code, facts }) => ({ number, code, facts }))),
  };
}

/** Marks parcels as arrived. */
export async function markDeliveredAction(input: unknown, key: string): Promise<BulkAnswer> {
  const outcome = await runAsStaff(markDelivered, input, key);
  if (!outcome.ok) return refused(outcome.refusal);
  refresh();
  const { delivered, skipped } = outcome.value;
  return {
    done: delivered.length,
    skipped: await worded(skipped.map(({ shipment, code, facts }) => ({ number: shipment, code, facts }))),
  };
}

/** The same for one shipment, as a button of a form. */
export async function deliverShipmentAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(markDelivered, { shipments: [textOf(data, "shipment") ?? ""] }, data);
}

/** Begins to pick one order, as a button of a form; the wave's number comes back. */
export async function startOrderAction(_: FormState, data: FormData): Promise<FormState> {
  const input = { numbers: [textOf(data, "number") ?? ""], partial: textOf(data, "partial") === "true" };
  return commandAction(startPicking, input, data);
}

/** Takes a shipment back that has not left. */
export async function takeBackAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(
    cancelShipment,
    { shipment: textOf(data, "shipment") ?? "", note: textOf(data, "note") ?? "" },
    data,
  );
}

/** Writes down what the carrier said of a parcel. */
export async function recordTrackingAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    shipment: textOf(data, "shipment") ?? "",
    status: textOf(data, "status"),
    place: textOf(data, "place") ?? "",
    description: textOf(data, "description") ?? "",
  };
  return commandAction(recordTracking, input, data);
}

async function refused(refusal: Refusal): Promise<BulkAnswer> {
  const { skipped } = refusal.facts;
  const words = await refusalWords();
  return { done: 0, message: words.sentence(refusal), skipped: Array.isArray(skipped) ? await worded(skipped) : [] };
}

async function worded(
  skipped: readonly { number?: string; shipment?: string; code: string; facts: Record<string, unknown> }[],
) {
  const words = await refusalWords();
  return skipped.map(({ number, shipment, code, facts }) => ({
    number: number ?? shipment ?? "",
    reason: words.sentence({ refused: true, code, facts }),
  }));
}
