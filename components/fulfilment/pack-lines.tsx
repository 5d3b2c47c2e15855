"use client";

import { Check, Gift, Minus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-name";
import { IconButton } from "@/components/ui/icon-button";
import { Thumb } from "@/components/ui/thumb";
import type { ShipmentLineView } from "@/lib/fulfilment/queries/shipments";

type PackLinesProps = {
  lines: ShipmentLineView[];
  disabled: boolean;
  onMove: (lineId: string, quantity: number) => void;
};

/** What belongs into the parcel and what is in. Figures are read from an arm's length. */
export function PackLines({ lines, disabled, onMove }: PackLinesProps) {
  const t = useTranslations("fulfilment.pack");
  const words = useTranslations("fulfilment");
  return (
    <ul aria-label={t("items")} className="overflow-hidden rounded-xl border border-border bg-surface">
      {lines.map(({ lineId, title, spec, sku, barcode, quantity, packed, gift, note }) => {
        const left = quantity - packed;
        return (
          <li
            key={lineId}
            className={cn(
              "flex flex-wrap items-center gap-x-4 gap-y-2 border-border border-b px-4 py-3 last:border-b-0",
              left === 0 && "bg-good-bg",
            )}
          >
            <Thumb alt="" size={44} />
            <div className="min-w-0 flex-1 basis-40">
              <p className="break-words font-semibold text-lg leading-snug">
                {title} {spec ? <span className="font-normal text-text-2">{spec}</span> : null}
                {gift ? <Gift aria-label={words("gift")} className="ms-1.5 inline size-4 text-text-2" /> : null}
              </p>
              <p className="break-all font-mono text-sm text-text-2">{[sku, barcode].filter(Boolean).join(" · ")}</p>
              {note ? <p className="text-sm text-attention">{note}</p> : null}
            </div>
            <p
              className={cn(
                "flex items-center gap-1.5 font-bold text-3xl tabular-nums leading-none",
                left === 0 && "text-good",
              )}
            >
              {left === 0 ? <Check aria-hidden className="size-6" /> : null}
              {packed}
              <span className="font-normal text-lg text-text-2">/ {quantity}</span>
            </p>
            <div className="flex w-full items-center justify-end gap-2 sm:w-auto">
              <IconButton
                label={t("takeOut")}
                icon={<Minus aria-hidden />}
                variant="secondary"
                className="size-11!"
                disabled={disabled || packed === 0}
                onClick={() => onMove(lineId, -1)}
              />
              {left > 0 ? (
                <Button
                  size="lg"
                  className="min-w-36 max-sm:flex-1"
                  disabled={disabled}
                  onClick={() => onMove(lineId, left)}
                  aria-label={`${t("packLine", { count: left })}: ${title}`}
                >
                  {t("packLine", { count: left })}
                </Button>
              ) : null}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
