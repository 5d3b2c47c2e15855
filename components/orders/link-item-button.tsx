"use client";

import { useTranslations } from "next-intl";
import { mapSkuAction } from "@/app/(back-office)/orders/[number]/actions";
import { ConfirmButton } from "@/components/form/confirm-button";
import { FormField } from "@/components/form/form-field";

/** Says once which of our items a channel means; every waiting order with that code goes on. */
export function LinkItemButton({ channel, externalSku }: { channel: string; externalSku: string }) {
  const t = useTranslations("review.fix");
  const orders = useTranslations("orders.done");
  return (
    <ConfirmButton
      action={mapSkuAction}
      fields={{ channel, externalSku }}
      title={t("linkTitle", { sku: externalSku })}
      description={t("linkText")}
      confirmLabel={t("link")}
      done={orders("mapped")}
      size="sm"
      body={<FormField name="sku" label={t("sku")} required autoComplete="off" />}
    >
      {t("link")}
    </ConfirmButton>
  );
}
