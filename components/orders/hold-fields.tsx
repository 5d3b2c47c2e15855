"use client";

import { useTranslations } from "next-intl";
import { FormField } from "@/components/form/form-field";
import { holdEnds } from "@/lib/orders/rules/hold-end";
import { holdScopes, holdTypes } from "@/lib/orders/rules/hold-types";
import { useHoldEndWords } from "./hold-end-words";

/** What a person says of a hold: why, from which step on, when to look at it again and what ends it. */
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
      <HoldTermsFields />
    </>
  );
}

/** The terms of a hold that is open, as its form shows them; the date in the shop's time. */
export type HoldTermsNow = { scope: string; reason: string; dueAt: string; ends: string };

/** The same without why, for a hold that is open already. */
export function HoldTermsFields({ now }: { now?: HoldTermsNow }) {
  const t = useTranslations("orders");
  const sayEnd = useHoldEndWords();
  return (
    <>
      <FormField
        as="select"
        name="scope"
        label={t("form.scope")}
        defaultValue={now?.scope}
        options={holdScopes.map((value) => ({ value, label: t(`holdScope.${value}`) }))}
      />
      <FormField
        as="textarea"
        name="reason"
        label={t("form.reason")}
        defaultValue={now?.reason}
        rows={2}
        maxLength={500}
      />
      <FormField name="dueAt" type="datetime-local" label={t("form.due")} defaultValue={now?.dueAt} optional />
      <FormField
        as="select"
        name="ends"
        label={t("form.releaseWhen")}
        defaultValue={now?.ends}
        options={[
          { value: "", label: t("releaseWhen.never") },
          ...holdEnds(["paid", "stock", "due"]).map((value) => ({ value, label: sayEnd(value) })),
        ]}
      />
    </>
  );
}
