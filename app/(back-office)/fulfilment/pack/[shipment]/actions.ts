"use server";

import { getLocale } from "next-intl/server";
import { refusalWords, runAsStaff } from "@/lib/action";
import type { Refusal } from "@/lib/core/result";
import { finishPacking } from "@/lib/fulfilment/commands/finish-packing";
import { packUnits } from "@/lib/fulfilment/commands/pack-units";
import { shipShipment } from "@/lib/fulfilment/commands/ship-shipment";
import { getPackView, type PackView } from "@/lib/fulfilment/queries/shipments";

/** What a step on the bench came to, and the shipment as it now is. */
export type PackAnswer =
  | { ok: true; view: PackView | null; moved: { lineId: string; quantity: number }[] }
  | { ok: false; code: string; message: string; fields: Record<string, string>; view: PackView | null };

/** Puts units in or takes them out; the key makes a scan that is sent again one effect. */
export async function packAction(shipment: string, input: unknown, key: string): Promise<PackAnswer> {
  const outcome = await runAsStaff(packUnits, input, key);
  if (!outcome.ok) return refused(shipment, outcome.refusal, outcome.fields);
  return { ok: true, view: await getPackView(shipment, await getLocale()), moved: outcome.value.moved };
}

/** Closes the parcel. */
export async function finishAction(shipment: string, input: unknown, key: string): Promise<PackAnswer> {
  const outcome = await runAsStaff(finishPacking, input, key);
  if (!outcome.ok) return refused(shipment, outcome.refusal, outcome.fields);
  return { ok: true, view: await getPackView(shipment, await getLocale()), moved: [] };
}

/** Hands the parcel to the carrier. */
export async function shipAction(shipment: string, input: unknown, key: string): Promise<PackAnswer> {
  const outcome = await runAsStaff(shipShipment, input, key);
  if (!outcome.ok) return refused(shipment, outcome.refusal, outcome.fields);
  return { ok: true, view: await getPackView(shipment, await getLocale()), moved: [] };
}

async function refused(
  shipment: string,
  refusal: Refusal,
  problems: Record<string, string[]> = {},
): Promise<PackAnswer> {
  const words = await refusalWords();
  const fields = Object.fromEntries(
    Object.entries(problems).map(([name, found]) => [name, words.field(found[0] ?? "invalid")]),
  );
  const hidden = refusal.code === "signed_out" || refusal.code === "forbidden";
  return {
    ok: false,
    code: refusal.code,
    message: words.sentence(refusal),
    fields,
    view: hidden ? null : await getPackView(shipment, await getLocale()),
  };
}
