"use client";

import { useTranslations } from "next-intl";
import { FormField } from "@/components/form/form-field";
import { holdReleases, holdScopes, holdTypes } from "@/lib/orders/rules/hold-types";

/** What a person says of a hold: why, from which step on, and when to look at it again. */
export function HoldFields() {
  const t = useTranslations("orders");
  return (
    <>
      <FormField
        as="select"
        name="type"
        label={t("form.type")}
        options={holdTypes
          .filter((value) => value !== "unmapped_sku")
          .map((value) => ({ value, label: t(`holdType.${value}`) }))}
        required
      />
      <FormField
        as="select"
        name="scope"
        label={t("form.scope")}
        options={holdScopes.map((value) => ({ value, label: t(`holdScope.${value}`) }))}
      />
      <FormField as="textarea" name="reason" label={t("form.reason")} rows={2} maxLength={500} />
      <FormField name="dueAt" type="datetime-local" label={t("form.due")} optional />
      <FormField
        as="select"
        name="releaseWhen"
        label={t("form.releaseWhen")}
        options={[
          { value: "", label: t("releaseWhen.never") },
          ...holdReleases.map((value) => ({ value, label: t(`releaseWhen.${value}`) })),
        ]}
      />
    </>
  );
}
