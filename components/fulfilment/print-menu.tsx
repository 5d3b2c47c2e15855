"use client";

import { ChevronDown, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/dropdown-menu";
import { documentsAtMost, documentsHref, type PrintKind } from "@/lib/fulfilment/documents-href";

const words = {
  "pick-lists": ["printPickList", "printPickList"],
  "packing-slips": ["printSlip", "printSlips"],
  labels: ["printLabel", "printLabels"],
  invoices: ["printInvoice", "printInvoices"],
} as const satisfies Record<PrintKind, readonly [string, string]>;

type PrintMenuProps = Pick<ButtonProps, "variant" | "size"> & {
  kinds: readonly PrintKind[];
  /** What each kind prints, as the numbers of that. */
  of: { orders?: readonly string[]; shipments?: readonly string[]; waves?: readonly string[] };
};

/** Prints one document or hundreds, each kind as one PDF. */
export function PrintMenu({ kinds, of, variant, size }: PrintMenuProps) {
  const t = useTranslations("fulfilment");
  const count = Math.max(of.orders?.length ?? 0, of.shipments?.length ?? 0, of.waves?.length ?? 0);
  const several = count > 1 ? 1 : 0;
  const many = count > documentsAtMost;
  return (
    <Menu
      trigger={
        <Button
          variant={variant}
          size={size}
          disabled={many}
          title={many ? t("tooManySelected", { most: documentsAtMost, count }) : undefined}
        >
          <Printer aria-hidden />
          {t("print")}
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {kinds.map((kind) => (
        <MenuItem key={kind} href={documentsHref(kind, of)} external>
          {t(words[kind][several])}
        </MenuItem>
      ))}
    </Menu>
  );
}
