"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox, Radio } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type FilterKind, resolveRange } from "@/lib/list/params";
import { DaysPanel } from "./days-panel";
import type { FilterDef } from "./filter-chip";

type PanelProps = { filter: FilterDef; kind: FilterKind; values: string[]; onApply: (values: string[]) => void };

/** Where the values of one filter are chosen. */
export function FilterPanel({ filter, kind, values, onApply }: PanelProps) {
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
