"use client";

import { useLocale, useTranslations } from "next-intl";
import {
  customerAction,
  paymentMethodAction,
  previewTakeoverAction,
  rerouteAction,
  takeStockAction,
} from "@/app/(back-office)/orders/[number]/claims-actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { InlineError } from "@/components/ui/alert";
import { Time } from "@/components/ui/time";
import { nameIn } from "@/lib/i18n/rules/languages";
import type { TakeoverPreview } from "@/lib/orders/queries/preview-takeover";
import { paymentMethods } from "@/lib/orders/rules/payment-methods";
import type { PaymentMethod } from "@/lib/orders/rules/state";
import { Sku } from "./effect-parts";
import { usePreview } from "./use-preview";

type FormProps = { fields: Record<string, string>; onDone: () => void };

export type Warehouse = { code: string; name: string; nameZh: string };

/** Lets an order go out from another warehouse. */
export function RerouteForm({ fields, warehouses, now, onDone }: FormProps & { warehouses: Warehouse[]; now: string }) {
  const t = useTranslations("moves.reroute");
  const done = useTranslations("orders.done");
  const locale = useLocale();
  return (
    <ActionForm action={rerouteAction} fields={fields} done={done("rerouted")} onOk={onDone} className="grid gap-4">
      <p className="text-sm text-text-2">{t("text")}</p>
      <FormField
        as="select"
        name="location"
        label={t("warehouse")}
        defaultValue={now}
        options={warehouses.map(({ code, name, nameZh }) => ({
          value: code,
          label: nameIn(locale, { name, nameZh }),
        }))}
      />
      <div className="flex justify-end">
        <SubmitButton>{t("submit")}</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** Gives an order to another customer. */
export function CustomerForm({ fields, onDone }: FormProps) {
  const t = useTranslations("moves.changeCustomer");
  const done = useTranslations("orders.done");
  return (
    <ActionForm
      action={customerAction}
      fields={fields}
      done={done("customerChanged")}
      onOk={onDone}
      className="grid gap-4"
    >
      <p className="text-sm text-text-2">{t("text")}</p>
      <FormField name="customer" label={t("customer")} autoComplete="off" maxLength={254} required />
      <div className="flex justify-end">
        <SubmitButton>{t("submit")}</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** Changes how an order is paid. */
export function PaymentMethodForm({ fields, now, onDone }: FormProps & { now: PaymentMethod }) {
  const t = useTranslations("moves.payBy");
  const orders = useTranslations("orders");
  return (
    <ActionForm
      action={paymentMethodAction}
      fields={fields}
      done={orders("done.paidBy")}
      onOk={onDone}
      className="grid gap-4"
    >
      <p className="text-sm text-text-2">{t("text")}</p>
      <FormField
        as="select"
        name="method"
        label={t("method")}
        defaultValue={now}
        options={paymentMethods.map((value) => ({ value, label: orders(`method.${value}`) }))}
      />
      <div className="flex justify-end">
        <SubmitButton>{t("submit")}</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** Gives an order stock that others hold, after showing whose it is. */
export function TakeStockForm({ fields, onDone }: FormProps) {
  const t = useTranslations("moves.takeStock");
  const done = useTranslations("orders.done");
  const number = fields.number ?? "";
  const { answer, fresh } = usePreview(number, () => previewTakeoverAction(number));
  const preview = answer?.ok ? answer.preview : null;
  const units = preview?.taken.reduce((sum, one) => sum + one.units, 0) ?? 0;
  return (
    <ActionForm
      action={takeStockAction}
      fields={{ ...fields, expected: preview?.digest ?? "" }}
      done={done("tookStock")}
      onOk={onDone}
      className="grid gap-4"
    >
      <p className="text-sm text-text-2">{t("text")}</p>
      <div aria-live="polite" aria-busy={!fresh} className="min-h-24">
        {answer && !answer.ok ? <InlineError>{answer.message}</InlineError> : null}
        {preview ? <Donors preview={preview} /> : null}
        {answer ? null : <p className="text-sm text-text-3">{t("looking")}</p>}
      </div>
      <div className="flex justify-end">
        <SubmitButton disabled={!preview || !fresh}>{t("submit", { units })}</SubmitButton>
      </div>
    </ActionForm>
  );
}

function Donors({ preview }: { preview: TakeoverPreview }) {
  const t = useTranslations("moves.takeStock");
  return (
    <>
      <ul className="grid gap-1.5 text-sm">
        {preview.taken.map(({ from, sku, units, promisedAt }) => (
          <li key={`${from} ${sku}`} className="flex flex-wrap justify-between gap-x-3">
            <span>
              <Sku>{sku}</Sku> {t("from", { units, order: from })}
            </span>
            {promisedAt ? (
              <span className="text-text-3 text-xs">
                {t.rich("promised", { when: () => <Time key="when" at={promisedAt} /> })}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      <p className="mt-2 text-sm">{t("missing", { count: preview.missing })}</p>
    </>
  );
}
