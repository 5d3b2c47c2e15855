"use client";

import { useTranslations } from "next-intl";
import {
  approveRefundAction,
  askRefundAgainAction,
  declineRefundAction,
} from "@/app/(back-office)/orders/[number]/money-actions";
import { ActionButton } from "@/components/form/action-button";
import { ConfirmButton } from "@/components/form/confirm-button";
import { FormField } from "@/components/form/form-field";
import { amountText } from "./amount-text";

type RefundDecisionProps = {
  order: string;
  currency: string;
  refund: {
    number: string;
    amountMinor: string;
    requestedBy: string;
    mayApprove: boolean;
    mayDecline: boolean;
    mayAskAgain: boolean;
  };
  /** The request is the reader's own: declining is taking it back. */
  own: boolean;
};

/** The second person's yes or no, the requester's taking back, and asking a silent provider again. */
export function RefundDecision({ order, currency, refund, own }: RefundDecisionProps) {
  const t = useTranslations("payments");
  const fields = { refund: refund.number };
  const amount = amountText(refund.amountMinor, currency);
  const no = own ? t("action.withdraw") : t("action.decline");
  return (
    <>
      {refund.mayDecline ? (
        <ConfirmButton
          action={declineRefundAction}
          fields={fields}
          size="sm"
          variant="quiet"
          tone="danger"
          title={t("queue.declineTitle", { number: refund.number })}
          description={t("queue.declineText", { amount })}
          confirmLabel={no}
          done={t("done.declined")}
          body={<FormField as="textarea" name="note" label={t("ask.note")} rows={2} maxLength={500} optional />}
        >
          {no}
        </ConfirmButton>
      ) : null}
      {refund.mayApprove ? (
        <ConfirmButton
          action={approveRefundAction}
          fields={fields}
          size="sm"
          title={t("queue.approveTitle", { number: refund.number })}
          description={t("queue.approveText", { name: refund.requestedBy, amount, order })}
          confirmLabel={t("action.approve", { amount })}
          done={t("done.approved")}
        >
          {t("action.approve", { amount })}
        </ConfirmButton>
      ) : null}
      {refund.mayAskAgain ? (
        <ActionButton action={askRefundAgainAction} fields={fields} size="sm" done={t("done.asked")}>
          {t("action.askAgain")}
        </ActionButton>
      ) : null}
    </>
  );
}
