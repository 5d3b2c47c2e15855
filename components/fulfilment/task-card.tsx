"use client";

import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/class-name";
import { Thumb } from "@/components/ui/thumb";
import type { WaveSlot, WaveTask } from "@/lib/fulfilment/queries/wave";
import type { SignalTone } from "./use-signal";

const counts: Record<SignalTone | "none", string> = {
  good: "text-good",
  bad: "text-danger",
  info: "text-text",
  none: "text-text",
};

type TaskCardProps = { task: WaveTask; slots: WaveSlot[]; several: boolean; tone: SignalTone | null };

/** One thing to fetch: the shelf, the item, how many, and where they go. Read from an arm's length. */
export function TaskCard({ task, slots, several, tone }: TaskCardProps) {
  const t = useTranslations("fulfilment.wave");
  const { bin, sku, barcode, title, spec, quantity, picked, takes } = task;
  const done = picked >= quantity;
  const next = takes.find((take) => take.picked < take.quantity);
  return (
    <section aria-label={title} className="rounded-xl border border-border bg-surface p-[18px]">
      <p className="text-sm text-text-2">{t("bin")}</p>
      <p className="break-words font-bold text-[2.75rem] leading-[1.1] tracking-tight">{bin || t("noBin")}</p>
      <div className="mt-3.5 flex items-center gap-3">
        <Thumb alt="" size={56} />
        <div className="min-w-0">
          <p className="break-words font-semibold text-lg leading-snug">
            {title} {spec ? <span className="font-normal text-text-2">{spec}</span> : null}
          </p>
          <p className="break-all font-mono text-sm text-text-2">{[sku, barcode].filter(Boolean).join(" · ")}</p>
        </div>
      </div>
      <p className="mt-4 flex items-baseline gap-2.5">
        <span className={cn("font-bold text-5xl leading-none", done ? "text-good" : counts[tone ?? "none"])}>
          {picked}
        </span>
        <span className="text-2xl text-text-2">{t("of", { quantity })}</span>
      </p>
      {several ? (
        <ul aria-label={t("slots")} className="mt-4 flex flex-wrap gap-2">
          {takes.map((take) => {
            const slot = slots.find((each) => each.slot === take.slot);
            const full = take.picked >= take.quantity;
            return (
              <li
                key={take.slot}
                title={
                  slot ? t("slotName", { slot: take.slot, order: slot.order, customer: slot.customer }) : undefined
                }
                className={cn(
                  "grid min-w-[5.5rem] gap-0.5 rounded-lg border px-3 py-2",
                  full
                    ? "border-border bg-good-bg text-good"
                    : take === next
                      ? "border-accent bg-selected"
                      : "border-border",
                )}
              >
                <span className="text-sm">{t("slot", { slot: take.slot })}</span>
                <span className="font-semibold text-xl leading-tight">
                  {take.picked}
                  <span className="font-normal text-base"> / {take.quantity}</span>
                </span>
              </li>
            );
          })}
        </ul>
      ) : null}
    </section>
  );
}
