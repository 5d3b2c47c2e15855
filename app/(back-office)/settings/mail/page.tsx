import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionButton } from "@/components/form/action-button";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/list/page-header";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { requirePermission } from "@/lib/auth/session";
import { getMailSettings } from "@/lib/settings/queries";
import { mailSecurities } from "@/lib/settings/rules/mail-security";
import { saveMailSettingsAction, sendTestMailAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("mail.title") };
}

const usualPort = 465;

export default async function MailPage() {
  const { actor, staff, shop } = await requirePermission("settings.read");
  const [t, mail] = await Promise.all([getTranslations("settings"), getMailSettings(actor)]);
  const { hasPassword = false } = mail ?? {};
  return (
    <>
      <PageHeader title={t("mail.title")}>{t("mail.intro")}</PageHeader>
      <div className="grid max-w-[760px] gap-4">
        <ActionForm action={saveMailSettingsAction} done={t("mail.saved")} resetOnOk={false}>
          <Card>
            <CardHeader title={t("mail.server")} />
            <CardBody className="grid gap-4 py-4 sm:grid-cols-2">
              <FormField name="host" label={t("mail.host")} defaultValue={mail?.host} required />
              <FormField
                name="port"
                inputMode="numeric"
                label={t("mail.port")}
                defaultValue={String(mail?.port ?? usualPort)}
                required
              />
              <FormField
                as="select"
                name="security"
                label={t("mail.security")}
                options={mailSecurities.map((value) => ({ value, label: t(`mail.securities.${value}`) }))}
                defaultValue={mail?.security ?? "tls"}
                className="sm:col-span-2"
              />
              <FormField
                name="username"
                label={t("mail.username")}
                hint={t("mail.usernameHint")}
                autoComplete="off"
                defaultValue={mail?.username}
              />
              <FormField
                name="password"
                type="password"
                label={t("mail.password")}
                hint={hasPassword ? t("mail.passwordSet") : t("mail.passwordHint")}
                autoComplete="new-password"
              />
              <FormField
                name="fromAddress"
                type="email"
                label={t("mail.from")}
                hint={t("mail.fromHint", { shop: shop.name })}
                defaultValue={mail?.fromAddress ?? shop.email}
                required
                className="sm:col-span-2"
              />
            </CardBody>
            <CardFooter>
              <SubmitButton>{t("save")}</SubmitButton>
            </CardFooter>
          </Card>
        </ActionForm>
        {mail ? (
          <Card>
            <CardHeader title={t("mail.test")} />
            <CardBody className="flex flex-wrap items-center justify-between gap-3">
              <p className="text-sm text-text-2">{t("mail.testHint", { address: staff.email })}</p>
              <ActionButton action={sendTestMailAction} done={t("mail.testSent", { address: staff.email })}>
                {t("mail.testSubmit")}
              </ActionButton>
            </CardBody>
          </Card>
        ) : null}
      </div>
    </>
  );
}
