"use client";

import { ChevronLeft, Volume2, VolumeX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/class-name";
import { IconButton } from "@/components/ui/icon-button";
import { AppLink } from "@/components/ui/link";
import type { Signal, SignalTone } from "./use-signal";

type ScanScreenProps = {
  title: string;
  back: { href: string; label: string };
  summary: ReactNode;
  glow: SignalTone | null;
  sound: boolean;
  setSound: (on: boolean) => void;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
};

const glows: Record<SignalTone, string> = { good: "bg-good-bg", bad: "bg-danger-bg", info: "bg-bg" };

/** A warehouse screen: it has the display to itself, and all of it says whether the last scan was right. */
export function ScanScreen({
  title,
  back,
  summary,
  glow,
  sound,
  setSound,
  actions,
  className,
  children,
}: ScanScreenProps) {
  const t = useTranslations("fulfilment.wave");
  return (
    <div
      data-fullscreen
      data-glow={glow ?? "none"}
      className={cn("fixed inset-0 z-30 overflow-y-auto transition-colors duration-100", glow ? glows[glow] : "bg-bg")}
    >
      <div className={cn("mx-auto flex min-h-full max-w-[1120px] flex-col gap-3 px-4 pt-3 pb-4", className)}>
        <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <AppLink
            href={back.href}
            className="-ms-1.5 inline-flex h-10 items-center gap-0.5 rounded-md pe-2 font-semibold text-sm text-text-2 hover:text-text"
          >
            <ChevronLeft aria-hidden className="size-4 rtl:rotate-180" />
            {back.label}
          </AppLink>
          <h1 className="font-semibold text-base">{title}</h1>
          <p className="text-sm text-text-2 max-sm:order-last max-sm:basis-full sm:ms-auto">{summary}</p>
          <div className="flex items-center gap-1 max-sm:ms-auto">
            {actions}
            <IconButton
              label={t(sound ? "soundOn" : "soundOff")}
              aria-pressed={sound}
              icon={sound ? <Volume2 aria-hidden /> : <VolumeX aria-hidden />}
              onClick={() => setSound(!sound)}
            />
          </div>
        </header>
        {children}
      </div>
    </div>
  );
}

const signalLooks: Record<SignalTone, string> = {
  good: "border-good/30 bg-good-bg text-good",
  bad: "border-danger/30 bg-danger-bg text-danger",
  info: "border-transparent bg-surface-2 text-text-2",
};

/** The words of the last scan, said aloud too. Before the first one it says what to do. */
export function SignalWords({ signal, idle, typed }: { signal: Signal | null; idle: string; typed: string }) {
  const t = useTranslations("fulfilment.wave");
  const tone = signal?.tone ?? "info";
  return (
    <div className={cn("flex min-h-14 flex-col justify-center rounded-lg border px-4 py-2", signalLooks[tone])}>
      {/* Written anew for each scan, so that the same words are said again. */}
      <p
        key={signal?.id ?? 0}
        role={tone === "bad" ? "alert" : "status"}
        className="font-semibold text-lg leading-snug"
      >
        {signal?.text ?? idle}
      </p>
      {signal?.detail ? <p className="text-base">{signal.detail}</p> : null}
      {typed ? <p className="font-mono text-sm text-text-2">{t("typed", { text: typed })}</p> : null}
    </div>
  );
}
