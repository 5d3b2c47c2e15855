"use client";

import { ArrowLeft, ArrowRight, Keyboard } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ShortOrder } from "@/app/(back-office)/fulfilment/waves/[number]/actions";
import { isTyping } from "@/components/shell/letter-keys";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-name";
import { IconButton } from "@/components/ui/icon-button";
import type { WaveTask, WaveView } from "@/lib/fulfilment/queries/wave";
import { CodeDialog } from "./code-dialog";
import { PrintMenu } from "./print-menu";
import { ScanScreen, SignalWords } from "./scan-screen";
import { ShortDialog } from "./short-dialog";
import { TaskCard } from "./task-card";
import { useScanner } from "./use-scanner";
import { useSignal } from "./use-signal";
import { type ShortInput, useWave } from "./use-wave";
import { WaveDone } from "./wave-done";
import { WaveTasks } from "./wave-tasks";

type WavePickerProps = { initial: WaveView; may: { pick: boolean; print: boolean; pack: boolean } };

const isDone = (task: WaveTask) => task.picked >= task.quantity;

/** Picks a wave bin by bin: what to take, from where, into which slot, and whether the last scan was right. */
export function WavePicker({ initial, may }: WavePickerProps) {
  const t = useTranslations("fulfilment.wave");
  const { wave, pick, undo, short, busy, canUndo } = useWave(initial);
  const { signal, glow, say, clear, sound, setSound } = useSignal();
  const [chosen, setChosen] = useState<string | null>(null);
  const [dialog, setDialog] = useState<"short" | "code" | null>(null);

  const open = wave.tasks.filter((task) => !isDone(task));
  const task = wave.tasks.find((each) => each.key === chosen) ?? open[0];
  const several = wave.slots.filter((slot) => slot.units > 0).length > 1;

  const take = async (code: string, quantity: number, byHand: boolean) => {
    if (!task || !may.pick) return;
    const answer = await pick({ code, expected: task.sku, quantity });
    if (!answer.ok) return say("bad", answer.message);
    const now = answer.wave?.tasks.find((each) => each.key === task.key) ?? task;
    const done = isDone(now);
    const text = byHand
      ? t("byHand", { count: quantity })
      : t("scanned", { picked: now.picked, quantity: now.quantity });
    const slots = [...new Set(answer.moved.map((each) => each.slot ?? 0))];
    const full = wave.slots.filter((slot) => answer.finished.includes(slot.shipment));
    const detail = [
      several ? slots.map((slot) => t("putInto", { slot })).join(", ") : "",
      several ? full.map(({ slot }) => t("slotDone", { slot })).join(", ") : "",
      done && full.length === 0 ? t("scannedLast") : "",
    ];
    say("good", text, detail.filter(Boolean).join(" · "));
    setChosen(done ? null : task.key);
  };

  const putBack = async () => {
    const answer = await undo(task);
    if (!answer) return;
    if (!answer.ok) return say("bad", answer.message);
    const { lineId } = answer.moved[0] ?? {};
    say("info", t("undone", { count: Math.abs(answer.moved.reduce((sum, each) => sum + each.quantity, 0)) }));
    if (lineId && answer.wave) setChosen(task?.key ?? null);
  };

  const reportMissing = async (input: ShortInput) => {
    setDialog(null);
    const answer = await short(input);
    if (!answer.ok) return say("bad", answer.message);
    setChosen(null);
    const sum = (of: (order: ShortOrder) => number) => answer.orders.reduce((total, order) => total + of(order), 0);
    const elsewhere = sum((order) => order.reservedElsewhere);
    const backordered = sum((order) => order.backordered);
    const held = answer.orders.filter((order) => order.held).map((order) => order.number);
    const parts = [
      elsewhere > 0 ? t("shortedElsewhere", { count: elsewhere }) : "",
      backordered > 0 ? t("shortedBackordered", { count: backordered }) : "",
      held.length > 0 ? t("shortedHeld", { orders: held.join(", ") }) : "",
    ];
    say("info", t("shorted", { count: input.quantity, sku: input.code }), parts.filter(Boolean).join(" "));
  };

  const choose = (key: string) => {
    clear();
    setChosen(key);
  };
  const step = (by: number) => {
    const at = wave.tasks.findIndex((each) => each.key === task?.key);
    const next = wave.tasks[(at + by + wave.tasks.length) % wave.tasks.length];
    if (next) choose(next.key);
  };

  const typed = useScanner((code) => void take(code, 1, false), may.pick && task !== undefined && dialog === null);
  useWaveKeys(dialog === null, () => void putBack(), step);

  const doneOrders = wave.slots.filter((slot) => slot.units > 0 && slot.picked >= slot.units).length;
  const orders = wave.slots.filter((slot) => slot.units > 0).length;
  const left = task ? task.quantity - task.picked : 0;
  return (
    <ScanScreen
      title={t("title", { number: wave.number })}
      back={{ href: "/fulfilment?tab=picking", label: t("toQueue") }}
      summary={t("summary", { doneOrders, orders, picked: wave.picked, units: wave.units })}
      {...{ glow, sound, setSound }}
      actions={
        <>
          {may.pick && task ? (
            <IconButton label={t("enterCode")} icon={<Keyboard aria-hidden />} onClick={() => setDialog("code")} />
          ) : null}
          {may.print ? (
            <PrintMenu variant="quiet" kinds={["pick-lists", "packing-slips"]} of={{ waves: [wave.number] }} />
          ) : null}
        </>
      }
    >
      <div className="grid flex-1 gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex min-w-0 flex-col gap-3">
          {task ? (
            <>
              <TaskCard task={task} slots={wave.slots} several={several} tone={glow} />
              <SignalWords signal={signal} idle={t("scanHint")} typed={typed} />
              <div className="mt-auto grid grid-cols-2 gap-2.5 max-lg:sticky max-lg:bottom-3">
                <div className="col-span-2 flex gap-2.5">
                  <Button size="lg" className="flex-1!" onClick={() => step(-1)}>
                    <ArrowLeft aria-hidden className="rtl:rotate-180" />
                    {t("previous")}
                  </Button>
                  <Button size="lg" className="flex-1!" onClick={() => step(1)}>
                    {t("next")}
                    <ArrowRight aria-hidden className="rtl:rotate-180" />
                  </Button>
                </div>
                <Button size="xl" disabled={!may.pick || left === 0} onClick={() => setDialog("short")}>
                  {t("short")}
                </Button>
                <Button
                  size="xl"
                  disabled={!may.pick || (!canUndo && task.picked === 0)}
                  onClick={() => void putBack()}
                >
                  {t("undo")}
                </Button>
                {left > 1 ? (
                  <Button size="xl" className="h-16!" disabled={!may.pick} onClick={() => void take(task.sku, 1, true)}>
                    {t("pickOne")}
                  </Button>
                ) : null}
                <Button
                  size="xl"
                  variant="primary"
                  className={cn("h-16! max-sm:px-2! max-sm:text-base!", left <= 1 && "col-span-2")}
                  busy={busy}
                  disabled={!may.pick || left === 0}
                  onClick={() => void take(task.sku, left, true)}
                >
                  {t("pickMore", { count: left })}
                </Button>
              </div>
            </>
          ) : (
            <>
              {signal ? <SignalWords signal={signal} idle="" typed="" /> : null}
              <WaveDone wave={wave} may={may} onUndo={canUndo ? () => void putBack() : undefined} />
            </>
          )}
        </div>
        <WaveTasks wave={wave} current={task?.key} onChoose={choose} />
      </div>
      {task ? (
        <>
          <ShortDialog
            key={`${task.key} ${left}`}
            open={dialog === "short"}
            onClose={() => setDialog(null)}
            task={task}
            onReport={(input) => void reportMissing(input)}
          />
          <CodeDialog
            open={dialog === "code"}
            onClose={() => setDialog(null)}
            onCode={(code) => void take(code, 1, false)}
          />
        </>
      ) : null}
    </ScanScreen>
  );
}

/** ⌘Z puts back, the arrows walk from bin to bin. Letters belong to the scanner. */
function useWaveKeys(enabled: boolean, undo: () => void, step: (by: number) => void): void {
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.altKey) return;
      const chord = event.ctrlKey || event.metaKey;
      if (chord && event.key === "z") undo();
      else if (!chord && event.key === "ArrowLeft") step(-1);
      else if (!chord && event.key === "ArrowRight") step(1);
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
}
