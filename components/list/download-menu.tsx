"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/dropdown-menu";

/** One thing to take out, in several formats. */
export function DownloadMenu({ label, files }: { label: string; files: { label: string; href: string }[] }) {
  return (
    <Menu
      align="end"
      label={label}
      trigger={
        <Button>
          {label} <ChevronDown aria-hidden />
        </Button>
      }
    >
      {files.map(({ label: name, href }) => (
        <MenuItem key={href} href={href} external>
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}
