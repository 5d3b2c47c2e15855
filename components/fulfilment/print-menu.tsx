"use client";

import { ChevronDown, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { issueInvoicesAction } from "@/app/(back-office)/print/actions";
import { InlineError } from "@/components/ui/alert";
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

/** Prints one document or hundreds, each kind as one PDF. Invoices are issued first where there are none. */
export function PrintMenu({ kinds, of, variant, size }: PrintMenuProps) {
  const t = useTranslations("fulfilment");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const count = Math.max(of.orders?.length ?? 0, of.shipments?.length ?? 0, of.waves?.length ?? 0);
  const several = count > 1 ? 1 : 0;
  const many = count > documentsAtMost;

  const printInvoices = async () => {
    // Opened at the click, because later the browser would take it for an unwanted window.
    const tab = window.open("about:blank", "_blank");
    setBusy(true);
    setProblem(undefined);
    const { href, message } = await issueInvoicesAction(of).catch(() => ({ href: undefined, message: undefined }));
    setBusy(false);
    if (href && tab) tab.location.replace(href);
    else tab?.close();
    if (!href) setProblem(message ?? t("wave.offline"));
  };
  return (
    <>
      <Menu
        trigger={
          <Button
            variant={variant}
            size={size}
            busy={busy}
            disabled={many}
            title={many ? t("tooManySelected", { most: documentsAtMost, count }) : undefined}
          >
            {busy ? null : <Printer aria-hidden />}
            {t("print")}
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        {kinds.map((kind) =>
          kind === "invoices" ? (
            <MenuItem key={kind} onSelect={() => void printInvoices()}>
              {t(words[kind][several])}
            </MenuItem>
          ) : (
            <MenuItem key={kind} href={documentsHref(kind, of)} external>
              {t(words[kind][several])}
            </MenuItem>
          ),
        )}
      </Menu>
      {problem ? <InlineError>{problem}</InlineError> : null}
    </>
  );
}
