"use client";

import { CircleCheck, CircleSlash } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, ButtonLink } from "@/components/ui/button";
import type { WaveView } from "@/lib/fulfilment/queries/wave";
import { PrintMenu } from "./print-menu";

type WaveDoneProps = { wave: WaveView; may: { print: boolean; pack: boolean }; onUndo: (() => void) | undefined };

/** The walk is over: on to the bench. */
export function WaveDone({ wave, may, onUndo }: WaveDoneProps) {
  const t = useTranslations("fulfilment.wave");
  const picked = wave.slots.filter((slot) => slot.status === "picked" || slot.status === "packed");
  // A held order cannot leave, so nobody is sent to the bench for it.
  const waiting = picked.filter((slot) => !slot.held);
  const held = picked.length - waiting.length;
  const [first] = waiting;
  const nothing = wave.units === 0;
  const units = waiting.reduce((sum, slot) => sum + slot.units, 0);
  const Icon = nothing ? CircleSlash : CircleCheck;
  return (
    <section className="grid justify-items-center gap-3 rounded-xl border border-border bg-surface px-6 py-12 text-center">
      <Icon aria-hidden className={nothing ? "size-12 text-text-3" : "size-12 text-good"} />
      <h2 className="text-2xl">{t(nothing ? "nothingLeft" : "done")}</h2>
      {nothing || waiting.length > 0 ? (
        <p className="text-lg text-text-2">
          {nothing ? t("nothingLeftText") : t("doneText", { orders: waiting.length, units })}
        </p>
      ) : null}
      {held > 0 ? <p className="text-text-2">{t("heldLeft", { orders: held })}</p> : null}
      <div className="mt-4 grid w-full max-w-sm gap-2.5">
        {first && may.pack ? (
          <ButtonLink href={`/fulfilment/pack/${first.shipment}`} variant="primary" size="xl">
            {waiting.length > 1 ? t("pack", { slot: first.slot, order: first.order }) : t("packFirst")}
          </ButtonLink>
        ) : null}
        {may.print && !nothing ? (
          <PrintMenu size="xl" kinds={["packing-slips", "pick-lists"]} of={{ waves: [wave.number] }} />
        ) : null}
        {onUndo ? (
          <Button size="xl" onClick={onUndo}>
            {t("undo")}
          </Button>
        ) : null}
        <ButtonLink href="/fulfilment" size="xl">
          {t("toQueue")}
        </ButtonLink>
      </div>
    </section>
  );
}
