"use client";

import { useTranslations } from "next-intl";
import { askPaymentAgainAction, captureAction, voidAction } from "@/app/(back-office)/orders/[number]/money-actions";
import { ActionButton } from "@/components/form/action-button";
import { ConfirmButton } from "@/components/form/confirm-button";
import type { PaymentView } from "@/lib/payments/queries/order-money";
import { amountText } from "./amount-text";

type PaymentButtonsProps = { number: string; currency: string; payment: PaymentView };

/** What can be done to an online payment: capture what is promised, let go of it, or ask again after a lost answer. */
export function PaymentButtons({ number, currency, payment }: PaymentButtonsProps) {
  const t = useTranslations("payments");
  const fields = { number, payment: String(payment.place) };
  const open = amountText(payment.openMinor, currency);
  if (payment.status === "waiting") {
    return (
      <ActionButton action={askPaymentAgainAction} fields={fields} size="sm" done={t("done.captured")}>
        {t("action.askAgain")}
      </ActionButton>
    );
  }
  if (payment.openMinor === "0") return null;
  return (
    <>
      <ConfirmButton
        action={voidAction}
        fields={fields}
        size="sm"
        variant="quiet"
        tone="danger"
        title={t("action.void", { amount: open })}
        confirmLabel={t("action.void", { amount: open })}
        done={t("done.voided")}
      >
        {t("action.void", { amount: open })}
      </ConfirmButton>
      {payment.capturableMinor === "0" ? null : (
        <ActionButton action={captureAction} fields={fields} size="sm" done={t("done.captured")}>
          {t("action.capture", { amount: amountText(payment.capturableMinor, currency) })}
        </ActionButton>
      )}
    </>
  );
}
