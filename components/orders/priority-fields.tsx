"use client";

import { useTranslations } from "next-intl";
import { FormField } from "@/components/form/form-field";
import { type Priority, priorities } from "@/lib/orders/rules/priority";

/** How soon an order's turn comes, with what each level means, and why. */
export function PriorityFields({ now = "usual" }: { now?: Priority }) {
  const t = useTranslations("orders");
  return (
    <>
      <FormField
        as="select"
        name="priority"
        label={t("priority.label")}
        defaultValue={now}
        options={[...priorities].reverse().map((level) => ({
          value: level,
          label: t("priority.option", { level: t(`priority.${level}`), hint: t(`priority.hint.${level}`) }),
        }))}
      />
      <FormField as="textarea" name="reason" label={t("form.reason")} rows={2} maxLength={500} optional />
    </>
  );
}
