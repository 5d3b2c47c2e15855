import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/list/page-header";
import { PolicyHistory } from "@/components/returns/policy-history";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Fieldset } from "@/components/ui/field";
import { requirePermission } from "@/lib/auth/session";
import { toDecimalString } from "@/lib/core/money";
import { Messages } from "@/lib/i18n/messages-provider";
import { getReturnPolicy, listReturnPolicies } from "@/lib/returns/queries/get-policy";
import { refundMoments, returnReasons } from "@/lib/returns/rules/state";
import { listCurrencies } from "@/lib/settings/queries";
import { saveReturnPolicyAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("returns"))("settings.title") };
}

export default async function ReturnPolicyPage() {
  const { actor } = await requirePermission("settings.read");
  const [t, { version, policy }, versions, currencies] = await Promise.all([
    getTranslations("returns"),
    getReturnPolicy(actor),
    listReturnPolicies(actor),
    listCurrencies(actor),
  ]);
  const number = (name: string, value: number) => (
    <FormField
      type="number"
      inputMode="numeric"
      name={name}
      label={t(`settings.${name as "windowDays"}`)}
      defaultValue={String(value)}
      min={0}
      required
    />
  );
  return (
    <Messages namespaces={["returns"]}>
      <PageHeader title={t("settings.title")}>{t("settings.intro", { version })}</PageHeader>
      <ActionForm
        key={version}
        action={saveReturnPolicyAction}
        fields={{ policyVersion: String(version) }}
        done={t("settings.saved")}
        resetOnOk={false}
        className="grid max-w-3xl gap-4"
      >
        <Card>
          <CardHeader title={t("settings.what")} />
          <CardBody className="grid gap-4 sm:grid-cols-2">
            {number("windowDays", policy.windowDays)}
            {number("faultWindowDays", policy.faultWindowDays)}
            <Fieldset legend={t("settings.reasons")} className="sm:col-span-2">
              <div className="flex flex-wrap gap-x-6 gap-y-2">
                {returnReasons.map((reason) => (
                  <FormCheckbox
                    key={reason}
                    name={`reasons.${reason}`}
                    label={t(`reason.${reason}`)}
                    defaultChecked={policy.reasons.includes(reason)}
                  />
                ))}
              </div>
            </Fieldset>
            <FormField
              name="finalSaleTag"
              label={t("settings.finalSaleTag")}
              hint={t("settings.finalSaleHint")}
              defaultValue={policy.finalSaleTag}
              maxLength={40}
              optional
            />
            <div className="self-center">
              <FormCheckbox name="madeToOrder" label={t("settings.madeToOrder")} defaultChecked={policy.madeToOrder} />
            </div>
          </CardBody>
        </Card>
        <Card>
          <CardHeader title={t("settings.money")} />
          <CardBody className="grid gap-4 sm:grid-cols-2">
            <FormField
              as="select"
              name="refundWhen"
              label={t("settings.refundWhen")}
              defaultValue={policy.refundWhen}
              options={refundMoments.map((value) => ({ value, label: t(`settings.moment.${value}`) }))}
            />
            <FormField
              name="feePercent"
              label={t("settings.feePercent")}
              hint={t("settings.feeHint")}
              inputMode="decimal"
              defaultValue={String(policy.feeBasisPoints / 100)}
            />
            <FormField
              as="select"
              name="shippingPaidBy"
              label={t("settings.shippingPaidBy")}
              hint={t("settings.shippingHint")}
              defaultValue={policy.shippingPaidBy}
              options={(["customer", "shop"] as const).map((value) => ({ value, label: t(`settings.payer.${value}`) }))}
            />
          </CardBody>
        </Card>
        <Card>
          <CardHeader title={t("settings.deciding")} />
          <CardBody className="grid gap-4 sm:grid-cols-2">
            {currencies.map((currency) => (
              <FormField
                key={currency}
                name={`approveUnder.${currency}`}
                label={t("settings.approveUnder", { currency })}
                hint={t("settings.approveHint")}
                inputMode="decimal"
                defaultValue={
                  policy.approveUnder[currency] ? toDecimalString(BigInt(policy.approveUnder[currency]), currency) : ""
                }
                optional
              />
            ))}
            {number("arriveDays", policy.arriveDays)}
            {number("inspectHours", policy.inspectHours)}
            <div className="sm:col-span-2">
              <FormCheckbox
                as="switch"
                name="selfService"
                label={t("settings.selfService")}
                hint={t("settings.selfServiceHint")}
                defaultChecked={policy.selfService}
              />
            </div>
          </CardBody>
        </Card>
        <div>
          <SubmitButton>{t("settings.save")}</SubmitButton>
        </div>
      </ActionForm>
      <PolicyHistory versions={versions} />
    </Messages>
  );
}
