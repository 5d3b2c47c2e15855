"use client";

import { useTranslations } from "next-intl";
import { previewRejoinAction, rejoinAction } from "@/app/(back-office)/orders/merge/actions";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { usePreview } from "@/components/orders/use-preview";
import { InlineError } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/lib/form-state";
import { OrderSums } from "./move-effects";

type RejoinFormProps = {
  fields: Record<string, string>;
  other: string;
  kind: "split" | "merged";
  onDone: () => void;
};

/** Takes a split or a merge with another order back, after showing what that does to both and to their documents. */
export function RejoinForm({ fields, other, kind, onDone }: RejoinFormProps) {
  const t = useTranslations("moves.rejoin");
  const number = fields.number ?? "";
  const { answer, fresh } = usePreview(`${number} ${other}`, () => previewRejoinAction(number, other));
  const preview = answer?.ok ? answer.preview : null;
  const rejoin: FormAction = async (previous, data) => {
    const state = await rejoinAction(previous, data);
    if (state.status === "ok") onDone();
    return state;
  };
  return (
    <ActionForm action={rejoin} fields={{ number, other }} done={t("done")} className="grid gap-4">
      <p>{t(`text.${kind}`)}</p>
      <div aria-live="polite" aria-busy={!fresh} className="grid min-h-24 content-start gap-4">
        {answer && !answer.ok ? <InlineError>{answer.message}</InlineError> : null}
        {preview?.orders.map((effect) => (
          <OrderSums key={effect.number} title={effect.number} effect={effect} currency={preview.currency} />
        ))}
        {answer ? null : <p className="text-sm text-text-3">{t("looking")}</p>}
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDone}>{t("keep")}</Button>
        <SubmitButton disabled={!preview}>{t("confirm")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
