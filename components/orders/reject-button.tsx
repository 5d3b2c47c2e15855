"use client";

import { useTranslations } from "next-intl";
import { rejectAction } from "@/app/(back-office)/orders/[number]/actions";
import { ConfirmButton } from "@/components/form/confirm-button";
import { FormField } from "@/components/form/form-field";

type RejectButtonProps = {
  number: string;
  version: number;
  /** What was paid and goes back, in words; nothing when nothing was paid. */
  paid: string | null;
  onDone: () => void;
};

/** Says no to an order, with the reason, naming what is paid back. */
export function RejectButton({ number, version, paid, onDone }: RejectButtonProps) {
  const t = useTranslations("orders");
  return (
    <ConfirmButton
      action={rejectAction}
      fields={{ number, version: String(version) }}
      title={t("form.rejectTitle", { number })}
      description={paid ? t("form.rejectText", { amount: paid }) : t("form.rejectTextUnpaid")}
      confirmLabel={t("action.reject")}
      tone="danger"
      variant="danger"
      done={t("done.rejected")}
      onOk={onDone}
      body={<FormField as="textarea" name="reason" label={t("form.reason")} rows={2} maxLength={500} required />}
    >
      {t("action.reject")}
    </ConfirmButton>
  );
}
