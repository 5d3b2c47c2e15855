"use server";

import { refusalWords, runAsStaff } from "@/lib/action";
import { pickUnits } from "@/lib/fulfilment/commands/pick-units";
import { reportShort } from "@/lib/fulfilment/commands/report-short";
import { getWave, type WaveView } from "@/lib/fulfilment/queries/wave";

type Moved = { shipment: string; order: string; slot: number | null; lineId: string; quantity: number };

/** What a pick came to, and the wave as it now is, also after a refusal: somebody else may have picked meanwhile. */
export type PickAnswer =
  | { ok: true; wave: WaveView | null; moved: Moved[]; finished: string[] }
  | { ok: false; code: string; message: string; wave: WaveView | null };

/** What became of an order that lacks units now. */
export type ShortOrder = {
  number: string;
  reservedElsewhere: number;
  backordered: number;
  left: number;
  held: boolean;
};

export type ShortAnswer =
  | {
      ok: true;
      wave: WaveView | null;
      orders: ShortOrder[];
    }
  | { ok: false; code: string; message: string; wave: WaveView | null };

/** Takes or puts back units; the key makes a scan that is sent again one effect. */
export async function pickAction(wave: string, input: unknown, key: string): Promise<PickAnswer> {
  const outcome = await runAsStaff(pickUnits, input, key);
  if (outcome.ok) return { ok: true, wave: await getWave(wave), ...outcome.value };
  return {
    ok: false,
    code: outcome.refusal.code,
    message: (await refusalWords()).sentence(outcome.refusal),
    wave: await waveAfter(wave, outcome.refusal.code),
  };
}

/** Reports units that cannot be picked. */
export async function shortAction(wave: string, input: unknown, key: string): Promise<ShortAnswer> {
  const outcome = await runAsStaff(reportShort, input, key);
  if (outcome.ok) return { ok: true, wave: await getWave(wave), ...outcome.value };
  return {
    ok: false,
    code: outcome.refusal.code,
    message: (await refusalWords()).sentence(outcome.refusal),
    wave: await waveAfter(wave, outcome.refusal.code),
  };
}

// Whoever may not act is not told what the wave holds either.
async function waveAfter(number: string, code: string): Promise<WaveView | null> {
  return code === "signed_out" || code === "forbidden" ? null : getWave(number);
}
