"use client";

import { useState } from "react";
import { useActionFormState } from "@/components/form/form-context";
import { Select } from "@/components/ui/input";

export type Meanings = { label: string; options: { value: string; label: string }[] }[];

type MeaningSelectProps = { name: string; label: string; chosen: string; skip: string; meanings: Meanings };

/** What a column means. All meanings are there once somebody opens it: sixty columns of seventy choices are a heavy page. */
export function MeaningSelect({ name, label, chosen, skip, meanings }: MeaningSelectProps) {
  const { value } = useActionFormState();
  const [opened, setOpened] = useState(false);
  const now = value(name, chosen) ?? "";
  const shown = opened
    ? meanings
    : meanings
        .map((group) => ({ ...group, options: group.options.filter((option) => option.value === now) }))
        .filter((group) => group.options.length > 0);
  const open = () => setOpened(true);
  return (
    <Select key={now} name={name} aria-label={label} defaultValue={now} size="sm" onFocus={open} onPointerDown={open}>
      <option value="">{skip}</option>
      {shown.map((group) => (
        <optgroup key={group.label} label={group.label}>
          {group.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}
