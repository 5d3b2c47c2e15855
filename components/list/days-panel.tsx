"use client";

import { useNow, useTimeZone, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-name";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { businessDay } from "@/lib/core/dates";
import { DAY_PRESETS, type DayPreset, resolveDays } from "@/lib/list/params";

type DaysPanelProps = { value: string; presets?: readonly DayPreset[]; onApply: (value: string) => void };

/** Usual spans by name, any other by its first and last day. The shop's zone is named: it decides what a day is. */
export function DaysPanel({ value, presets = DAY_PRESETS, onApply }: DaysPanelProps) {
  const t = useTranslations("list");
  const common = useTranslations("common");
  const zone = useTimeZone() ?? "UTC";
  const today = businessDay(useNow(), zone);
  const days = resolveDays(value, today);
  const [upsideDown, setUpsideDown] = useState(false);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const next = `${form.get("from") ?? ""}..${form.get("to") ?? ""}`;
    if (next === "..") return;
    if (resolveDays(next, today)) onApply(next);
    else setUpsideDown(true);
  };
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-2 gap-1">
        {presets.map((preset) => (
          <Button
            key={preset}
            variant="quiet"
            aria-pressed={value === preset}
            className={cn("justify-start!", value === preset && "bg-selected! text-text!")}
            onClick={() => onApply(preset)}
          >
            {t(`presets.${preset}`)}
          </Button>
        ))}
      </div>
      <form onSubmit={onSubmit} className="grid gap-2 border-border border-t pt-3">
        <Field label={t("from")}>
          <Input type="date" name="from" defaultValue={days?.from ?? ""} />
        </Field>
        <Field label={t("to")} error={upsideDown ? t("wrongOrder") : undefined}>
          <Input type="date" name="to" defaultValue={days?.to ?? ""} />
        </Field>
        <Button type="submit">{common("apply")}</Button>
      </form>
      <p className="text-text-3 text-xs">{t("zone", { zone })}</p>
    </div>
  );
}
