"use client";

import { useTranslations } from "next-intl";
import { rotateSecretAction } from "@/app/(back-office)/settings/webhooks/actions";
import { SecretDialog } from "@/components/settings/secret-dialog";
import { Button } from "@/components/ui/button";

/** Makes another secret and shows it, once. */
export function RotateButton({ endpoint, name }: { endpoint: number; name: string }) {
  const t = useTranslations("webhooks.secret");
  return (
    <SecretDialog
      trigger={<Button variant="quiet">{t("rotate")}</Button>}
      title={t("rotateTitle", { name })}
      description={t("rotateText")}
      action={rotateSecretAction}
      fields={{ endpoint: `${endpoint}` }}
      done={t("rotated")}
      submit={t("rotateConfirm")}
      secret={{ label: t("label"), text: t("once") }}
    />
  );
}
