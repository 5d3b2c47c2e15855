"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { savePromotionAction } from "@/app/(back-office)/promotions/actions";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { submitOnCommandEnter } from "@/components/form/submit-keys";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { Kbd } from "@/components/ui/kbd";
import { ConditionFields, GivesFields, ItemsFields, ValidFields } from "./promotion-fields";
import { promotionSentence } from "./promotion-words";
import { newPromotion, sentenceTerms, sentOf, type TypedPromotion } from "./typed-promotion";

export type FormChoices = {
  channels: { value: string; label: string }[];
  currencies: string[];
  categories: string[];
};

type PromotionFormProps = {
  saved?: { number: number; version: number; typed: TypedPromotion; hasCoupons: boolean };
  choices: FormChoices;
  zone: string;
};

/** A promotion that is made or changed, with the sentence that it comes to. */
export function PromotionForm({ saved, choices, zone }: PromotionFormProps) {
  const t = useTranslations("promotions");
  const locale = useLocale();
  const router = useRouter();
  const [typed, setTyped] = useState(saved?.typed ?? newPromotion);
  const change = (patch: Partial<TypedPromotion>) => setTyped((now) => ({ ...now, ...patch }));
  const sentence = promotionSentence(t, sentenceTerms(typed), {
    locale,
    time: (text) => text.replace("T", " "),
    channel: (code) => choices.channels.find(({ value }) => value === code)?.label ?? code,
  });
  const part = { typed, change, choices };
  return (
    <ActionForm
      action={savePromotionAction}
      fields={{
        number: saved ? `${saved.number}` : "",
        version: saved ? `${saved.version}` : "",
        promotion: sentOf(typed, !saved),
      }}
      done={t(saved ? "form.saved" : "form.made")}
      onOk={({ value }) => router.push(`/promotions/${(value as { number: number }).number}`)}
      resetOnOk={false}
      label={t(saved ? "form.editTitle" : "form.newTitle")}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the whole form. */}
      <div
        onKeyDown={submitOnCommandEnter}
        className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(280px,1fr)]"
      >
        <div className="grid min-w-0 gap-4">
          <GivesFields {...part} />
          <ItemsFields {...part} />
          <ConditionFields {...part} />
          <ValidFields {...part} zone={zone} isNew={!saved} fixed={saved?.hasCoupons ?? false} />
        </div>
        <Card aria-labelledby="says" className="lg:sticky lg:top-[calc(var(--top-bar)+16px)]">
          <CardHeader id="says" title={t("form.says")} />
          <CardBody>
            <p aria-live="polite" className="min-h-24">
              {sentence}
            </p>
            {saved ? <p className="mt-3 text-sm text-text-3">{t("form.newVersion")}</p> : null}
          </CardBody>
          <CardFooter>
            <SubmitButton size="lg" className="w-full">
              {t(saved ? "form.save" : "form.create")} <Kbd>⌘↵</Kbd>
            </SubmitButton>
          </CardFooter>
        </Card>
      </div>
    </ActionForm>
  );
}
