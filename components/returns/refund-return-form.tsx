"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { refundReturnAction } from "@/app/(back-office)/returns/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { amountText } from "@/components/payments/amount-text";
import { Input } from "@/components/ui/input";
import { formatMoney, toDecimalString } from "@/lib/core/money";
import { isRefusal } from "@/lib/core/result";
import { amountOf } from "@/lib/payments/rules/amount";
import type { ReturnView } from "@/lib/returns/queries/get-return";

type RefundReturnFormProps = { view: ReturnView; onDone: () => void };

/** Gives back what is due: the price of each unit, less what the shop keeps of it. The button says what it moves. */
export function RefundReturnForm({ view, onDone }: RefundReturnFormProps) {
  const t = useTranslations("returns");
  const locale = useLocale();
  const { currency, suggestion } = view;
  const lines = suggestion?.lines ?? [];
  const [kept, setKept] = useState<Record<number, string>>(
    Object.fromEntries(lines.map(({ line, keepMinor }) => [line, toDecimalString(BigInt(keepMinor), currency)])),
  );
  const keepOf = (line: number) => {
    const read = kept[line]?.trim() ? amountOf(kept[line], currency, "keep") : 0n;
    return isRefusal(read) ? 0n : read;
  };
  const amount = lines.reduce((sum, { line, priceMinor }) => sum + BigInt(priceMinor) - keepOf(line), 0n);
  return (
    <ActionForm
      action={refundReturnAction}
      fields={{
        ...{ rma: view.rma, version: String(view.version) },
        ...Object.fromEntries(lines.map(({ line, quantity }) => [`units.${line}`, String(quantity)])),
      }}
      done={t("done.refunded")}
      onOk={onDone}
      className="grid gap-4"
      label={t("refund.title", { rma: view.rma })}
    >
      <ul className="grid gap-3 text-sm">
        {lines.map(({ line, quantity, priceMinor }) => {
          const of = view.lines.find((each) => each.line === line);
          return (
            <li key={line} className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
              <span className="min-w-40 flex-1">
                {quantity} × {of?.title} <span className="font-mono text-text-3 text-xs">{of?.sku}</span>
              </span>
              <span className="numerals">{formatMoney(BigInt(priceMinor), currency, locale)}</span>
              <span className="flex items-center gap-2 text-text-2">
                {t("refund.keep")}
                <Input
                  name={`keep.${line}`}
                  aria-label={t("refund.keepOf", { title: of?.title ?? "" })}
                  size="sm"
                  className="w-24! text-end"
                  inputMode="decimal"
                  autoComplete="off"
                  value={kept[line] ?? ""}
                  onChange={(event) => setKept({ ...kept, [line]: event.currentTarget.value })}
                />
              </span>
            </li>
          );
        })}
      </ul>
      <FormField as="textarea" name="note" label={t("note")} rows={1} maxLength={500} optional />
      <div className="flex justify-end">
        <SubmitButton variant="danger-solid" disabled={amount <= 0n}>
          {t("refund.submit", { amount: amountText(amount > 0n ? amount : 0n, currency) })}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
