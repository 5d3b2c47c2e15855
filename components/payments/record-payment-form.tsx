"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { recordPaymentAction } from "@/app/(back-office)/orders/[number]/money-actions";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { formatMoney, toDecimalString } from "@/lib/core/money";
import type { OrderMoney } from "@/lib/payments/queries/order-money";

type RecordPaymentFormProps = {
  money: Pick<OrderMoney, "number" | "currency" | "dueMinor" | "authorisedMinor" | "method" | "shipped">;
  onDone: () => void;
};

/** Writes down money that came in, or takes it online. The method the order was placed with stands first. */
export function RecordPaymentForm({ money, onDone }: RecordPaymentFormProps) {
  const t = useTranslations("payments");
  const locale = useLocale();
  const methods = (["bank_transfer", "cash", "card", "online", "cod"] as const).filter(
    (method) => method !== "cod" || (money.method === "cod" && money.shipped),
  );
  const [method, setMethod] = useState<string>(methods.find((each) => each === money.method) ?? "cash");
  const open = BigInt(money.dueMinor) - (method === "online" ? BigInt(money.authorisedMinor) : 0n);
  return (
    <ActionForm
      action={recordPaymentAction}
      fields={{ number: money.number }}
      done={t("done.recorded")}
      onOk={onDone}
      className="grid gap-4"
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField
          as="select"
          name="method"
          label={t("record.method")}
          defaultValue={method}
          onChange={(event) => setMethod(event.currentTarget.value)}
          options={methods.map((value) => ({ value, label: t(`method.${value}`) }))}
        />
        <FormField
          key={method === "online" ? "online" : "manual"}
          name="amount"
          label={`${t("record.amount")} (${money.currency})`}
          hint={t("record.amountHint", { due: formatMoney(open, money.currency, locale) })}
          inputMode="decimal"
          autoComplete="off"
          defaultValue={toDecimalString(open, money.currency)}
        />
      </div>
      {method === "online" ? (
        <>
          <FormField
            name="token"
            label={t("record.token")}
            hint={t("record.tokenHint")}
            maxLength={200}
            autoComplete="off"
            optional
          />
          <FormCheckbox name="capture" label={t("record.capture")} defaultChecked />
        </>
      ) : (
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField
            name="reference"
            label={t("record.reference")}
            hint={t("record.referenceHint")}
            maxLength={120}
            autoComplete="off"
            optional={method !== "card"}
          />
          {method === "cod" ? null : (
            <FormField
              name="receivedAt"
              type="datetime-local"
              label={t("record.receivedAt")}
              hint={t("record.now")}
              optional
            />
          )}
        </div>
      )}
      <div className="flex justify-end">
        <SubmitButton>{t("record.submit")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
