"use client";

import { ChevronDown, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { lazy } from "react";
import { chipClass } from "@/components/ui/chip";
import { cn } from "@/components/ui/class-name";
import { Popover } from "@/components/ui/popover";
import { formatLocale } from "@/lib/i18n/locales";
import { type FilterKind, isDayPreset } from "@/lib/list/params";

// What is asked of a filter comes with the first that is opened.
const FilterPanel = lazy(() => import("./filter-panel").then((panel) => ({ default: panel.FilterPanel })));

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
          <FilterPanel filter={filter} kind={kind} values={values} onApply={apply} />
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
