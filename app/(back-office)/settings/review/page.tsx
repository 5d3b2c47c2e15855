import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/list/page-header";
import { SeverityChoice } from "@/components/settings/severity-choice";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { requirePermission } from "@/lib/auth/session";
import { toDecimalString } from "@/lib/core/money";
import { listCurrencies } from "@/lib/settings/queries";
import { reviewChecks, severities } from "@/lib/settings/rules/default-policy";
import { updateReviewPolicyAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("review.title") };
}

export default async function ReviewPolicyPage() {
  const { actor, shop } = await requirePermission("settings.read");
  const [t, checks, currencies] = await Promise.all([
    getTranslations("settings"),
    getTranslations("review.failed"),
    listCurrencies(actor),
  ]);
  const policy = shop.reviewPolicy;
  const choices = severities.map((value) => ({ value, label: t(`review.severities.${value}`) }));
  return (
    <>
      <PageHeader title={t("review.title")}>{t("review.intro")}</PageHeader>
      <ActionForm
        action={updateReviewPolicyAction}
        done={t("review.saved")}
        resetOnOk={false}
        className="grid max-w-[760px] gap-4"
      >
        <Card>
          <CardHeader title={t("review.checksTitle")} />
          <CardBody className="border-border border-b">
            <FormCheckbox
              as="switch"
              name="autoApprove"
              label={t("review.auto")}
              hint={t("review.autoHint")}
              defaultChecked={policy.autoApprove}
            />
          </CardBody>
          <ul>
            {reviewChecks.map((check) => (
              <li key={check} className="border-border border-b last:border-b-0">
                <SeverityChoice
                  name={`severities.${check}`}
                  label={checks(check)}
                  hint={t(`review.checkHints.${check}`)}
                  choices={choices}
                  chosen={policy.severities[check]}
                />
              </li>
            ))}
          </ul>
        </Card>
        <Card>
          <CardHeader title={t("review.limits")} hint={t("review.limitsHint")} />
          <CardBody className="grid gap-4 py-4! sm:grid-cols-2">
            {currencies.map((currency, index) => (
              <div key={currency}>
                <input type="hidden" name={`amountLimits.${index}.currency`} value={currency} />
                <FormField
                  name={`amountLimits.${index}.amount`}
                  label={currency}
                  inputMode="decimal"
                  hint={index === 0 ? t("review.limitHint") : undefined}
                  defaultValue={decimalOf(policy.amountLimits[currency], currency)}
                />
              </div>
            ))}
          </CardBody>
        </Card>
        <Card>
          <CardBody className="py-4!">
            <FormField
              name="duplicateHours"
              label={t("review.duplicateHours")}
              hint={t("review.duplicateHoursHint")}
              inputMode="numeric"
              defaultValue={String(policy.duplicateHours)}
              className="max-w-60"
            />
          </CardBody>
        </Card>
        <div>
          <SubmitButton>{t("review.save")}</SubmitButton>
        </div>
      </ActionForm>
    </>
  );
}

function decimalOf(minor: string | undefined, currency: string): string {
  return minor === undefined ? "" : toDecimalString(BigInt(minor), currency);
}
