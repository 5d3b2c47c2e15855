"use client";

import { Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/class-name";
import { IconButton } from "@/components/ui/icon-button";
import { Thumb } from "@/components/ui/thumb";

export type CountLine = {
  line: number;
  title: string;
  spec: string;
  sku: string;
  barcode: string | null;
  expected: number;
};

type CountLinesProps = {
  lines: CountLine[];
  counts: Readonly<Record<number, number>>;
  disabled: boolean;
  onCount: (line: CountLine, by: number) => void;
};

/** What should come and what has been counted. Figures are read from an arm's length. */
export function CountLines({ lines, counts, disabled, onCount }: CountLinesProps) {
  const t = useTranslations("returns.bench");
  return (
    <ul aria-label={t("items")} className="overflow-hidden rounded-xl border border-border bg-surface">
      {lines.map((line) => {
        const units = counts[line.line] ?? 0;
        return (
          <li
            key={line.line}
            className={cn(
              "flex flex-wrap items-center gap-x-4 gap-y-2 border-border border-b px-4 py-3 last:border-b-0",
              units > 0 && (units > line.expected ? "bg-attention-bg" : units === line.expected && "bg-good-bg"),
              line.expected === 0 && units === 0 && "text-text-2",
            )}
          >
            <Thumb alt="" size={44} />
            <div className="min-w-0 flex-1 basis-40">
              <p className="break-words font-semibold text-lg leading-snug">
                {line.title} {line.spec ? <span className="font-normal text-text-2">{line.spec}</span> : null}
              </p>
              <p className="break-all font-mono text-sm text-text-2">
                {[line.sku, line.barcode].filter(Boolean).join(" · ")}
              </p>
              {line.expected === 0 ? <p className="text-sm">{t("notExpected")}</p> : null}
            </div>
            <p className="font-bold text-3xl tabular-nums leading-none">
              {units} <span className="font-normal text-lg text-text-2">/ {line.expected}</span>
            </p>
            <div className="flex items-center gap-2">
              <IconButton
                label={t("fewer", { title: line.title })}
                icon={<Minus aria-hidden />}
                variant="secondary"
                className="size-11!"
                disabled={disabled || units === 0}
                onClick={() => onCount(line, -1)}
              />
              <IconButton
                label={t("more", { title: line.title })}
                icon={<Plus aria-hidden />}
                variant="secondary"
                className="size-11!"
                disabled={disabled}
                onClick={() => onCount(line, 1)}
              />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
