import { useTranslations } from "next-intl";
import { saveBuyerMailAction } from "@/app/(back-office)/settings/mail/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { type Locale, localeNames } from "@/lib/i18n/locales";
import type { BuyerMailSetting } from "@/lib/returns/queries/buyer-mail";

/** What buyers are written of by themselves: a switch for each, and what it reads like. */
export function BuyerMailCard({ settings }: { settings: readonly BuyerMailSetting[] }) {
  const t = useTranslations("letters");
  const common = useTranslations("settings");
  return (
    <ActionForm action={saveBuyerMailAction} done={t("saved")} resetOnOk={false}>
      <Card aria-labelledby="buyer-mail">
        <CardHeader id="buyer-mail" title={t("title")} />
        <CardBody className="grid gap-3">
          <p className="text-sm text-text-2">{t("intro")}</p>
          <ul className="grid gap-3">
            {settings.map(({ kind, on, samples }) => (
              <li key={kind} className="grid gap-1 border-border border-t pt-3">
                <FormCheckbox as="switch" name={`kinds.${kind}`} label={t(`kind.${kind}`)} defaultChecked={on} />
                <details className="text-sm">
                  <summary className="cursor-pointer text-text-2">{t("preview")}</summary>
                  <div className="mt-2 grid gap-3 md:grid-cols-2">
                    {samples.map(({ locale, subject, text }) => (
                      <section
                        key={locale}
                        lang={locale}
                        aria-label={localeNames[locale as Locale].name}
                        className="min-w-0 rounded-md border border-border bg-surface-2 p-3"
                      >
                        <p className="font-semibold">{subject}</p>
                        <p className="mt-2 whitespace-pre-line break-words">{text}</p>
                      </section>
                    ))}
                  </div>
                </details>
              </li>
            ))}
          </ul>
        </CardBody>
        <CardFooter>
          <SubmitButton>{common("save")}</SubmitButton>
        </CardFooter>
      </Card>
    </ActionForm>
  );
}
