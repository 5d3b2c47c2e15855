"use client";

import { ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { cn } from "@/components/ui/class-name";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";

type PeriodPickerProps = {
  /** The period in words: "23 Oct – 21 Nov 2026". */
  value: string;
  presets: { key: string; label: string; href: string; current: boolean }[];
  from: string;
  to: string;
  /** The address with "__period__" where a chosen period goes. */
  pattern: string;
  zone: string;
};

/** Usual periods by name, any other by its first and last day of the shop. */
export function PeriodPicker({ value, presets, from, to, pattern, zone }: PeriodPickerProps) {
  const t = useTranslations("reports");
  const common = useTranslations("common");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [wrong, setWrong] = useState(false);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [first, last] = [String(form.get("from") ?? ""), String(form.get("to") ?? "")];
    if (first === "" || last === "" || first > last) return setWrong(true);
    setOpen(false);
    router.push(pattern.replace("__period__", `${first}..${last}`));
  };
  return (
    <Popover
      label={t("period.label")}
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button aria-label={`${t("period.label")}: ${value}`}>
          {value} <ChevronDown aria-hidden className="opacity-60" />
        </Button>
      }
    >
      <div className="grid gap-3">
        <div className="grid grid-cols-2 gap-1">
          {presets.map((preset) => (
            <ButtonLink
              key={preset.key}
              href={preset.href}
              variant="quiet"
              onClick={() => setOpen(false)}
              aria-current={preset.current ? "true" : undefined}
              className={cn("justify-start!", preset.current && "bg-selected! text-text!")}
            >
              {preset.label}
            </ButtonLink>
          ))}
        </div>
        <form onSubmit={onSubmit} className="grid gap-2 border-border border-t pt-3">
          <Field label={t("period.from")}>
            <Input type="date" name="from" defaultValue={from} />
          </Field>
          <Field label={t("period.to")} error={wrong ? t("period.wrong") : undefined}>
            <Input type="date" name="to" defaultValue={to} />
          </Field>
          <Button type="submit">{common("apply")}</Button>
        </form>
        <p className="text-text-3 text-xs">{t("period.zone", { zone })}</p>
      </div>
    </Popover>
  );
}
