import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/list/page-header";
import { Card } from "@/components/ui/card";
import { requirePermission } from "@/lib/auth/session";
import { getExceptionPolicies } from "@/lib/exceptions/queries/policies";
import { exceptionSeverities, exceptionTypes } from "@/lib/exceptions/rules/types";
import { updateExceptionPoliciesAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("exceptions"))("settings.title") };
}

export default async function ExceptionPoliciesPage() {
  const { actor } = await requirePermission("settings.read");
  const [t, settings, policies] = await Promise.all([
    getTranslations("exceptions"),
    getTranslations("settings"),
    getExceptionPolicies(actor),
  ]);
  const severities = exceptionSeverities.map((value) => ({ value, label: t(`severity.${value}`) }));
  return (
    <>
      <PageHeader title={t("settings.title")}>{t("settings.intro")}</PageHeader>
      <ActionForm
        action={updateExceptionPoliciesAction}
        done={t("done.policies")}
        resetOnOk={false}
        className="grid max-w-[860px] gap-4"
      >
        <Card>
          <ul>
            {exceptionTypes.map((type) => {
              const { active, severity, dueHours, waitHours } = policies[type];
              const name = `policies.${type}`;
              return (
                <li key={type} className="grid gap-3 border-border border-b px-4 py-3 last:border-b-0">
                  <div>
                    <h2 className="font-semibold text-sm">{t(`type.${type}`)}</h2>
                    <p className="text-sm text-text-3">{t(`hint.${type}`)}</p>
                  </div>
                  <fieldset className="flex flex-wrap items-end gap-x-4 gap-y-2">
                    <legend className="sr-only">{t(`type.${type}`)}</legend>
                    <FormField
                      as="select"
                      name={`${name}.severity`}
                      label={t("form.severity")}
                      options={severities}
                      defaultValue={severity}
                      className="w-32"
                    />
                    <FormField
                      name={`${name}.dueHours`}
                      label={t("settings.due")}
                      inputMode="numeric"
                      defaultValue={String(dueHours)}
                      className="w-36"
                    />
                    {waitHours === null ? null : (
                      <FormField
                        name={`${name}.waitHours`}
                        label={t("settings.wait")}
                        inputMode="numeric"
                        defaultValue={String(waitHours)}
                        className="w-48"
                      />
                    )}
                    {type === "raised" ? null : (
                      <span className="pb-1.5">
                        <FormCheckbox
                          as="switch"
                          name={`${name}.active`}
                          label={t("settings.active")}
                          defaultChecked={active}
                        />
                      </span>
                    )}
                  </fieldset>
                </li>
              );
            })}
          </ul>
        </Card>
        <div>
          <SubmitButton>{settings("save")}</SubmitButton>
        </div>
      </ActionForm>
    </>
  );
}
