"use client";

import { useTranslations } from "next-intl";
import { mapWordsAction } from "@/app/(back-office)/settings/shipping/actions";
import { ActionButton } from "@/components/form/action-button";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { ServiceFormField } from "./service-field";

type Words = { channel: string | null; words: string };

/** Says once which service a channel's words stand for. */
export function MapWords({ channel, words }: Words) {
  const t = useTranslations("shipping.settings");
  return (
    <ActionForm
      action={mapWordsAction}
      fields={{ channel: channel ?? "", words }}
      done={t("mapped")}
      className="flex items-start gap-2"
    >
      <ServiceFormField name="service" label={t("mapTo", { words })} hideLabel required className="w-52 max-w-full" />
      <SubmitButton variant="secondary">{t("map")}</SubmitButton>
    </ActionForm>
  );
}

/** Forgets what words stand for; orders keep the service they have. */
export function ForgetWords({ channel, words }: Words) {
  const t = useTranslations("shipping.settings");
  return (
    <ActionButton
      action={mapWordsAction}
      fields={{ channel: channel ?? "", words, forget: "yes" }}
      done={t("forgotten")}
      size="sm"
      variant="quiet"
      title={t("forgetOf", { words })}
    >
      {t("forget")}
    </ActionButton>
  );
}
