"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { Flag } from "@/components/ui/badge";
import { cn } from "@/components/ui/class-name";
import { AppLink } from "@/components/ui/link";
import { Progress } from "@/components/ui/progress";
import type { WaveView } from "@/lib/fulfilment/queries/wave";
import { ShipmentBadge } from "./shipment-badge";

type WaveTasksProps = { wave: WaveView; current: string | undefined; onChoose: (key: string) => void };

/** The whole walk, shelf by shelf, and the slots it fills. */
export function WaveTasks({ wave, current, onChoose }: WaveTasksProps) {
  const t = useTranslations("fulfilment.wave");
  return (
    <div className="grid content-start gap-4">
      <section className="overflow-hidden rounded-xl border border-border bg-surface">
        <div className="border-border border-b px-4 py-3">
          <h2 className="mb-2 text-base">{t("list")}</h2>
          <Progress value={wave.picked} max={wave.units} label={t("progressLabel")} />
        </div>
        <ul className="max-h-[46vh] overflow-y-auto lg:max-h-[52vh]">
          {wave.tasks.map((task) => {
            const done = task.picked >= task.quantity;
            return (
              <li key={task.key} className="border-border border-b last:border-b-0">
                <button
                  type="button"
                  aria-current={task.key === current ? "step" : undefined}
                  onClick={() => onChoose(task.key)}
                  className={cn(
                    "-outline-offset-2 flex min-h-12 w-full items-center gap-3 px-4 py-1.5 text-start hover:bg-hover",
                    task.key === current && "bg-selected",
                  )}
                >
                  <span className="w-20 shrink-0 break-words font-semibold">{task.bin || t("noBin")}</span>
                  <span className={cn("min-w-0 flex-1 truncate", done && "text-text-3")}>{task.title}</span>
                  <span
                    className={cn("inline-flex items-center gap-1 tabular-nums", done ? "text-good" : "text-text-2")}
                  >
                    {done ? <Check aria-hidden className="size-4" /> : null}
                    {t("ofPicked", { picked: task.picked, quantity: task.quantity })}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      </section>
      <section className="overflow-hidden rounded-xl border border-border bg-surface">
        <h2 className="border-border border-b px-4 py-3 text-base">{t("slotsList")}</h2>
        <ul className="max-h-[40vh] overflow-y-auto">
          {wave.slots.map((slot) => (
            <li
              key={slot.slot}
              className="flex min-h-12 items-center gap-3 border-border border-b px-4 py-1.5 last:border-b-0"
            >
              <span className="w-6 shrink-0 font-semibold text-lg">{slot.slot}</span>
              <span className="min-w-0 flex-1">
                <AppLink href={`/orders/${slot.order}`} className="font-mono text-sm hover:underline">
                  {slot.order}
                </AppLink>
                <span className="block truncate text-sm text-text-2">
                  {slot.customer}
                  {slot.note ? ` · ${slot.note}` : ""}
                </span>
              </span>
              {slot.held ? <Flag>{t("heldSlot")}</Flag> : null}
              {slot.status === "picking" ? (
                <span className="text-sm text-text-2">
                  {t("ofPicked", { picked: slot.picked, quantity: slot.units })}
                </span>
              ) : (
                <ShipmentBadge status={slot.status} />
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
