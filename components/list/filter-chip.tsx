"use client";

import { ChevronDown, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { chipClass } from "@/components/ui/chip";
import { Checkbox, Radio } from "@/components/ui/choice";
import { cn } from "@/components/ui/class-name";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { formatLocale } from "@/lib/i18n/locales";
import { type FilterKind, isDayPreset, resolveRange } from "@/lib/list/params";
import { DaysPanel } from "./days-panel";

export type FilterDef = {
  name: string;
  label: string;
  options?: { value: string; label: string }[];
  /** Always shown, also while it is not set. */
  pinned?: boolean;
  placeholder?: string;
};

type FilterChipProps = {
  filter: FilterDef;
  kind: FilterKind;
  values: string[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChange: (values: string[]) => void;
};

export function FilterChip({ filter, kind, values, open, onOpenChange, onChange }: FilterChipProps) {
  const common = useTranslations("common");
  const words = useFilterWords(filter, kind);
  const isSet = values.length > 0;
  const apply = (next: string[]) => {
    onChange(next);
    if (kind !== "many") onOpenChange(false);
  };
  const face = (
    <button
      type="button"
      aria-pressed={kind === "flag" ? isSet : undefined}
      onClick={kind === "flag" ? () => onChange(isSet ? [] : ["1"]) : undefined}
      className="-my-px inline-flex h-7 min-w-0 items-center gap-1.5 rounded-full"
    >
      <span className="text-text-3">{filter.label}</span>
      <span className="max-w-56 truncate">{isSet ? values.map(words).join(", ") : common("any")}</span>
      {isSet ? null : <ChevronDown aria-hidden className="size-3.5 text-text-3" />}
    </button>
  );
  return (
    <span className={cn(chipClass, "hover:bg-hover", isSet && "border-accent!")}>
      {kind === "flag" ? (
        face
      ) : (
        <Popover trigger={face} label={filter.label} open={open} onOpenChange={onOpenChange}>
          <Panel filter={filter} kind={kind} values={values} onApply={apply} />
        </Popover>
      )}
      {isSet ? (
        <button
          type="button"
          aria-label={common("removeValue", { value: filter.label })}
          onClick={() => {
            onOpenChange(false);
            onChange([]);
          }}
          className="-me-1.5 grid size-6 place-items-center rounded-full text-text-2 hover:text-text"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      ) : null}
    </span>
  );
}

type PanelProps = { filter: FilterDef; kind: FilterKind; values: string[]; onApply: (values: string[]) => void };

function Panel({ filter, kind, values, onApply }: PanelProps) {
  if (kind === "days") return <DaysPanel value={values[0] ?? ""} onApply={(value) => onApply([value])} />;
  if (kind === "range") return <RangePanel value={values[0] ?? ""} onApply={onApply} />;
  if (kind === "text") return <TextPanel filter={filter} value={values[0] ?? ""} onApply={onApply} />;
  return <OptionsPanel filter={filter} many={kind === "many"} values={values} onApply={onApply} />;
}

const MANY_OPTIONS = 9;

function OptionsPanel({ filter, many, values, onApply }: Omit<PanelProps, "kind"> & { many: boolean }) {
  const t = useTranslations("list");
  const [sought, setSought] = useState("");
  const options = filter.options ?? [];
  const found = options.filter(({ label }) => label.toLowerCase().includes(sought.toLowerCase()));
  const toggle = (value: string) => {
    if (!many) return onApply([value]);
    onApply(values.includes(value) ? values.filter((entry) => entry !== value) : [...values, value]);
  };
  const Choice = many ? Checkbox : Radio;
  return (
    <fieldset className="grid gap-1">
      <legend className="sr-only">{filter.label}</legend>
      {options.length > MANY_OPTIONS ? (
        <Input
          size="sm"
          autoFocus
          value={sought}
          onChange={(event) => setSought(event.target.value)}
          aria-label={t("filterOptions")}
          placeholder={t("filterOptions")}
          className="mb-1"
        />
      ) : null}
      {found.map(({ value, label }) => (
        <div key={value} className="flex rounded-md px-1 py-0.5 hover:bg-hover [&>label]:flex-1">
          <Choice name={filter.name} checked={values.includes(value)} onChange={() => toggle(value)} label={label} />
        </div>
      ))}
    </fieldset>
  );
}

function TextPanel({ filter, value, onApply }: { filter: FilterDef; value: string; onApply: PanelProps["onApply"] }) {
  const t = useTranslations("common");
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("text") ?? "").trim();
    onApply(text === "" ? [] : [text]);
  };
  return (
    <form onSubmit={onSubmit} className="flex items-end gap-2">
      <Field label={filter.label} className="flex-1">
        <Input name="text" autoFocus defaultValue={value} placeholder={filter.placeholder} maxLength={200} />
      </Field>
      <Button type="submit">{t("apply")}</Button>
    </form>
  );
}

function RangePanel({ value, onApply }: { value: string; onApply: PanelProps["onApply"] }) {
  const t = useTranslations("list");
  const common = useTranslations("common");
  const range = resolveRange(value);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const next = `${form.get("from") ?? ""}..${form.get("to") ?? ""}`;
    onApply(resolveRange(next) ? [next] : []);
  };
  return (
    <form onSubmit={onSubmit} className="grid grid-cols-2 items-end gap-2">
      <Field label={t("from")}>
        <Input name="from" inputMode="decimal" autoFocus defaultValue={range?.from ?? ""} />
      </Field>
      <Field label={t("to")}>
        <Input name="to" inputMode="decimal" defaultValue={range?.to ?? ""} />
      </Field>
      <Button type="submit" className="col-span-2">
        {common("apply")}
      </Button>
    </form>
  );
}

/** A value of a filter in words. */
function useFilterWords(filter: FilterDef, kind: FilterKind): (value: string) => string {
  const t = useTranslations("list");
  const locale = useLocale();
  const dayWords = (day: string) =>
    new Intl.DateTimeFormat(formatLocale(locale), { day: "numeric", month: "short", year: "numeric" }).format(
      new Date(`${day}T12:00`),
    );
  return (value) => {
    if (kind === "flag") return t("flag");
    if (kind === "days" && isDayPreset(value)) return t(`presets.${value}`);
    if (kind === "days" || kind === "range") {
      const words = kind === "days" ? dayWords : (text: string) => text;
      const [from = "", to = ""] = value.split("..");
      if (from && to) return from === to ? words(from) : `${words(from)} – ${words(to)}`;
      return from ? t("rangeFrom", { value: words(from) }) : t("rangeTo", { value: words(to) });
    }
    return filter.options?.find((option) => option.value === value)?.label ?? value;
  };
}
