"use client";

import { useTranslations } from "next-intl";
import { linkExceptionCodeAction } from "@/app/(back-office)/exceptions/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";

/** Says once which of our items a channel means by a code; every order that waits for it goes on. */
export function LinkCode({ channel, code }: { channel: string; code: string }) {
  const t = useTranslations("exceptions");
  const fix = useTranslations("review.fix");
  return (
    <ActionForm
      action={linkExceptionCodeAction}
      fields={{ channel, externalSku: code }}
      done={t("done.linked")}
      className="flex flex-wrap items-end gap-2"
    >
      <FormField name="sku" label={fix("sku")} required autoComplete="off" className="w-44" />
      <SubmitButton>{t("go.link")}</SubmitButton>
    </ActionForm>
  );
}
