"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import {
  type CancelPreviewAnswer,
  cancelAction,
  previewCancelAction,
} from "@/app/(back-office)/orders/[number]/cancel-actions";
import { DocumentEffects } from "@/components/documents/document-effects";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { UnitsOfLines } from "@/components/orders/line-units";
import { InlineError } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Radio } from "@/components/ui/choice";
import { cn } from "@/components/ui/class-name";
import { KeyValue, KeyValues } from "@/components/ui/key-value";
import { formatMoney } from "@/lib/core/money";
import { nameIn } from "@/lib/i18n/rules/languages";
import type { CancelPreview } from "@/lib/orders/queries/preview-cancel";
import { cancelReasons } from "@/lib/orders/rules/cancel-reasons";
import { amountText } from "./amount-text";

export type CancellableLine = { line: number; title: string; sku: string; open: number };

type CancelFormProps = {
  number: string;
  version: number;
  lines: CancellableLine[];
  /** Something has left: only single units can still be cancelled. */
  shipped: boolean;
  onDone: () => void;
};

/** Cancels an order or units of it, after showing what that does to stock and money. */
export function CancelForm({ number, version, lines, shipped, onDone }: CancelFormProps) {
  const t = useTranslations("payments");
  const reasons = useTranslations("orders.cancelReason");
  const [scope, setScope] = useState<"whole" | "some">(shipped ? "some" : "whole");
  const [units, setUnits] = useState<Record<number, number>>({});
  const [answer, setAnswer] = useState<CancelPreviewAnswer | null>(null);
  const [looking, startLooking] = useTransition();

  const chosen = Object.entries(units)
    .map(([line, quantity]) => ({ line: Number(line), quantity }))
    .filter((part) => part.quantity > 0);
  const wanted = scope === "whole" ? "all" : JSON.stringify(chosen);
  useEffect(() => {
    if (wanted === "[]") return setAnswer(null);
    startLooking(async () =>
      setAnswer(await previewCancelAction(number, wanted === "all" ? null : JSON.parse(wanted))),
    );
  }, [number, wanted]);

  const preview = answer?.ok ? answer.preview : null;
  const refunded = preview?.refunds.reduce((sum, refund) => sum + BigInt(refund.amountMinor), 0n) ?? 0n;
  return (
    <ActionForm
      action={cancelAction}
      fields={{ number, version: String(preview?.version ?? version), scope }}
      done={scope === "whole" ? t("done.cancelled") : t("done.unitsCancelled")}
      onOk={onDone}
      className="grid gap-5"
      label={t("cancel.title", { number })}
    >
      {shipped ? null : (
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {(["whole", "some"] as const).map((value) => (
            <Radio
              key={value}
              name="what"
              value={value}
              checked={scope === value}
              onChange={() => setScope(value)}
              label={t(`cancel.${value}`)}
            />
          ))}
        </div>
      )}
      {scope === "some" ? (
        <div className="grid gap-2">
          <UnitsOfLines
            lines={lines}
            most={(line) => line.open}
            label={(values) => t("cancel.unitsOf", values)}
            hint={(values) => t("cancel.open", values)}
            units={units}
            onChange={setUnits}
          />
        </div>
      ) : null}
      <div
        aria-live="polite"
        aria-busy={looking}
        className={cn("min-h-24 rounded-lg bg-surface-2 px-4 py-3", looking && "opacity-60")}
      >
        {answer && !answer.ok ? <InlineError>{answer.message}</InlineError> : null}
        {preview ? <Preview preview={preview} /> : null}
        {preview ? (
          <DocumentEffects documents={preview.documents} currency={preview.currency} className="mt-2" />
        ) : null}
        {!answer && looking ? <p className="text-sm text-text-3">{t("cancel.looking")}</p> : null}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField
          as="select"
          name="reason"
          label={t("cancel.reason")}
          options={cancelReasons.map((value) => ({ value, label: reasons(value) }))}
          required
        />
        <FormField as="textarea" name="note" label={t("cancel.note")} rows={1} maxLength={500} optional />
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDone}>{t("cancel.keep")}</Button>
        <SubmitButton variant="danger-solid" disabled={!preview || looking}>
          {refunded > 0n && preview
            ? t("cancel.submitRefund", { amount: amountText(refunded, preview.currency) })
            : scope === "some"
              ? t("cancel.submitUnits", { count: chosen.reduce((sum, part) => sum + part.quantity, 0) })
              : t("cancel.submit")}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

function Preview({ preview }: { preview: CancelPreview }) {
  const t = useTranslations("payments");
  const locale = useLocale();
  const show = (minor: string) => formatMoney(BigInt(minor), preview.currency, locale);
  return (
    <KeyValues>
      <KeyValue label={t("cancel.totalChange")}>
        <s className="text-text-3">{show(preview.totalBeforeMinor)}</s> {show(preview.totalAfterMinor)}
        {preview.shippingMinor === "0" ? null : (
          <span className="block text-text-3 text-xs">
            {t("cancel.shipping", { amount: show(preview.shippingMinor) })}
          </span>
        )}
      </KeyValue>
      <KeyValue label={t("cancel.money")}>
        {preview.refunds.length === 0 ? t("cancel.noMoney") : null}
        {preview.refunds.map((refund) => (
          <span key={`${refund.method} ${refund.amountMinor}`} className="block">
            {t("cancel.moneyTo", { amount: show(refund.amountMinor), method: t(`method.${refund.method as "cash"}`) })}
            {refund.needsApproval ? <span className="text-attention"> · {t("cancel.needsApproval")}</span> : null}
          </span>
        ))}
      </KeyValue>
      <KeyValue label={t("cancel.stock")}>
        {preview.released.length === 0 ? t("cancel.noStock") : null}
        {preview.released.map(({ location, locationZh, units }) => (
          <span key={location} className="block">
            {t("cancel.released", { location: nameIn(locale, { name: location, nameZh: locationZh }), units })}
          </span>
        ))}
        {preview.putBack > 0 ? (
          <span className="block text-attention">{t("cancel.putBack", { count: preview.putBack })}</span>
        ) : null}
      </KeyValue>
    </KeyValues>
  );
}
