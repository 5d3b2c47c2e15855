"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { changeServiceAction, previewServiceAction } from "@/app/(back-office)/orders/[number]/claims-actions";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { ServiceFormField } from "@/components/shipping/service-field";
import { InlineError } from "@/components/ui/alert";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/core/money";
import type { ServicePreview } from "@/lib/orders/queries/preview-service";
import { usePreview } from "./use-preview";

type ServiceFormProps = {
  fields: Record<string, string>;
  /** Code of the service it goes with now. */
  now: string;
  /** What the buyer chose, in the channel's words. */
  words: string;
  onDone: () => void;
};

/** Lets an order go with another carrier or service, after showing what that does. */
export function ServiceForm({ fields, now, words, onDone }: ServiceFormProps) {
  const t = useTranslations("shipping.change");
  const [service, setService] = useState(now);
  const number = fields.number ?? "";
  const { answer, fresh, looking } = usePreview(service === now ? "" : `${number} ${service}`, () =>
    previewServiceAction(number, service),
  );
  const preview = answer?.ok ? answer.preview : null;
  return (
    <ActionForm action={changeServiceAction} fields={fields} done={t("done")} onOk={onDone} className="grid gap-4">
      <ServiceFormField
        name="service"
        label={t("service")}
        hint={words === "standard" || words === "" ? t("clearHint") : t("words", { words })}
        defaultValue={now}
        onValue={setService}
      />
      <div aria-live="polite" aria-busy={looking} className="grid min-h-36 content-start gap-3 text-sm">
        {answer && !answer.ok ? <InlineError>{answer.message}</InlineError> : null}
        {preview ? <Effects preview={preview} taken={service !== ""} /> : null}
        {looking && !answer ? <p className="text-text-3">{t("looking")}</p> : null}
      </div>
      <div className="flex justify-end">
        <SubmitButton disabled={!preview || !fresh}>{t("submit")}</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** What another service does and what it leaves as it is. */
function Effects({ preview, taken }: { preview: ServicePreview; taken: boolean }) {
  const t = useTranslations("shipping.change");
  const locale = useLocale();
  const { currency, shippingMinor, promisedAt, arrivalAt, weightGrams, packed, gone } = preview;
  return (
    <>
      <ul className="grid gap-1.5">
        {taken ? (
          <li>{weightGrams === null ? t("fits") : t("fitsWeight", { kilograms: weightGrams / 1000 })}</li>
        ) : (
          <li>{t("none")}</li>
        )}
        <li>{t("charge", { amount: formatMoney(BigInt(shippingMinor), currency, locale) })}</li>
        {promisedAt && !arrivalAt ? (
          <li>{t.rich("promiseStays", { when: () => <Time key="when" at={promisedAt} /> })}</li>
        ) : null}
        {packed.length > 0 ? <li>{t("packed", { parcels: packed.join(", ") })}</li> : null}
        {gone.map(({ number, carrier }) => (
          <li key={number}>{t("gone", { parcel: number, carrier: carrier || "–" })}</li>
        ))}
      </ul>
      {arrivalAt ? (
        <FormCheckbox
          name="movePromise"
          label={t.rich("movePromise", { when: () => <Time key="when" at={arrivalAt} /> })}
          hint={promisedAt ? t.rich("promisedNow", { when: () => <Time key="when" at={promisedAt} /> }) : undefined}
        />
      ) : null}
    </>
  );
}
