"use client";

import { FileText } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { cn } from "@/components/ui/class-name";
import { formatMoney } from "@/lib/core/money";
import { type DocumentEffect, wordOfDocument } from "@/lib/documents/rules/follow";

type DocumentEffectsProps = { documents: readonly DocumentEffect[]; currency: string; className?: string };

/** What a change does to invoices and receipts, before it is done; nothing where there are none. */
export function DocumentEffects({ documents, currency, className }: DocumentEffectsProps) {
  const t = useTranslations("documents.effect");
  const locale = useLocale();
  if (documents.length === 0) return null;
  const show = (minor: string | null) => (minor === null ? "" : formatMoney(BigInt(minor), currency, locale));
  return (
    <ul aria-label={t("title")} className={cn("grid gap-1 text-sm", className)}>
      {documents.map((document) => {
        const { kind, number, creditedMinor, issuedMinor } = document;
        return (
          <li key={`${kind} ${number}`} className="flex items-start gap-1.5">
            <FileText aria-hidden className="mt-[0.2em] size-3.5 shrink-0 text-text-3" />
            <span className="min-w-0">
              {t(wordOfDocument(document), {
                kind,
                number: number ?? "",
                credited: show(creditedMinor),
                amount: show(issuedMinor),
              })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
