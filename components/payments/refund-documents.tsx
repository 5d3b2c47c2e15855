"use client";

import { useTranslations } from "next-intl";
import { previewRefundAction } from "@/app/(back-office)/orders/[number]/money-actions";
import { DocumentEffects } from "@/components/documents/document-effects";
import { usePreview } from "@/components/orders/use-preview";

type Asked = Parameters<typeof previewRefundAction>[1];

/** Which invoices and receipts follow a refund; what is wrong with it is said by the form itself. */
export function RefundDocuments({ number, what }: { number: string; what: Asked | null }) {
  const t = useTranslations("payments.ask");
  const { answer, fresh } = usePreview(what ? JSON.stringify(what) : "", () =>
    previewRefundAction(number, what ?? { kind: "whole" }),
  );
  const preview = answer?.ok ? answer.preview : null;
  if (!preview || preview.documents.length === 0) return null;
  return (
    <section aria-live="polite" aria-busy={!fresh} className="grid gap-1">
      {preview.later ? <p className="text-sm text-text-2">{t("documentsLater")}</p> : null}
      <DocumentEffects documents={preview.documents} currency={preview.currency} />
    </section>
  );
}
