"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/dropdown-menu";

export type Choice = { key: string; label: string; href: string };

/** A choice that is part of the address: each is another address of the same report. */
export function ChoiceMenu({ label, value, choices }: { label: string; value: string; choices: Choice[] }) {
  return (
    <Menu
      label={label}
      align="end"
      trigger={
        <Button aria-label={`${label}: ${value}`}>
          {value} <ChevronDown aria-hidden className="opacity-60" />
        </Button>
      }
    >
      {choices.map((choice) => (
        <MenuItem key={choice.key} href={choice.href}>
          {choice.label}
        </MenuItem>
      ))}
    </Menu>
  );
}
