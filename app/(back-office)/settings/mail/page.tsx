import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionButton } from "@/components/form/action-button";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/list/page-header";
import { MailStateText } from "@/components/reports/mail-state-text";
import { BuyerMailCard } from "@/components/returns/buyer-mail-card";
import { BuyerMailTroubles } from "@/components/returns/buyer-mail-table";
import { Card, CardBody, CardFooter, CardHeader, CardTable } from "@/components/ui/card";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { requirePermission } from "@/lib/auth/session";
import { listMailTroubles } from "@/lib/reports/queries/list-subscriptions";
import { getBuyerMail, listBuyerMailTroubles } from "@/lib/returns/queries/buyer-mail";
import { getMailSettings } from "@/lib/settings/queries";
import { mailSecurities } from "@/lib/settings/rules/mail-security";
import { saveMailSettingsAction, sendTestMailAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("mail.title") };
}

const usualPort = 465;

export default async function MailPage() {
  const { actor, staff, shop } = await requirePermission("settings.read");
  const now = new Date();
  const [t, reports, mail, troubles, buyers, buyerTroubles] = await Promise.all([
    getTranslations("settings"),
    getTranslations("reports"),
    getMailSettings(actor),
    listMailTroubles(actor, now),
    getBuyerMail(actor, shop, now),
    listBuyerMailTroubles(actor, now),
  ]);
  const { password = "none" } = mail ?? {};
  return (
    <>
      <PageHeader title={t("mail.title")}>{t("mail.intro")}</PageHeader>
      <div className="grid max-w-[760px] gap-4">
        <ActionForm action={saveMailSettingsAction} done={t("mail.saved")} resetOnOk={false}>
          <Card aria-labelledby="mail-server">
            <CardHeader id="mail-server" title={t("mail.server")} />
            <CardBody className="grid gap-4 py-4! sm:grid-cols-2">
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
                hint={t(`mail.passwordState.${password}`)}
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
        <BuyerMailCard settings={buyers} />
        <BuyerMailTroubles mails={buyerTroubles} />
        {troubles.length > 0 ? (
          <Card>
            <CardHeader title={t("mail.troubles")} hint={t("mail.troublesHint")} />
            <CardTable label={t("mail.troubles")} className="relative">
              <Table aria-label={t("mail.troubles")}>
                <THead>
                  <Tr>
                    <Th>{t("mail.person")}</Th>
                    <Th>{reports("mail.report")}</Th>
                    <Th>{t("mail.when")}</Th>
                    <Th>{t("mail.state")}</Th>
                  </Tr>
                </THead>
                <TBody>
                  {troubles.map((trouble) => (
                    <Tr key={`${trouble.person} ${trouble.report} ${trouble.period} ${trouble.at}`}>
                      <Td>{trouble.person}</Td>
                      <Td className="whitespace-nowrap">{reports(`section.${trouble.report}`)}</Td>
                      <Td className="whitespace-nowrap">
                        <Time at={trouble.at} />
                      </Td>
                      <Td className="min-w-60 py-2">
                        <MailStateText mail={trouble} />
                      </Td>
                    </Tr>
                  ))}
                </TBody>
              </Table>
            </CardTable>
          </Card>
        ) : null}
      </div>
    </>
  );
}
