import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionButton } from "@/components/form/action-button";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/list/page-header";
import { MailStateText } from "@/components/reports/mail-state-text";
import { Card, CardBody, CardFooter, CardHeader, CardTable } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { requirePermission } from "@/lib/auth/session";
import { listSubscriptions } from "@/lib/reports/queries/list-subscriptions";
import { mailedReports, rhythms } from "@/lib/reports/rules/schedule";
import { subscribeReportAction, unsubscribeReportAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("mail.title") };
}

const usualHour = 8;
const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

/** The reports that a person gets by mail, what became of the latest of each, and one more. */
export default async function ReportMailPage() {
  const { actor, shop } = await requirePermission("reports.read");
  const [t, subscriptions] = await Promise.all([getTranslations("reports"), listSubscriptions(actor)]);
  return (
    <>
      <PageHeader title={t("mail.title")} back={{ href: "/reports", label: t("title") }}>
        {t("mail.intro", { zone: shop.timeZone })}
      </PageHeader>
      <div className="grid max-w-[1000px] gap-4">
        <Card>
          <CardHeader title={t("mail.yours")} />
          {subscriptions.length === 0 ? (
            <EmptyState kind="nothing" title={t("mail.empty")} />
          ) : (
            <CardTable label={t("mail.yours")} className="relative">
              <Table aria-label={t("mail.yours")}>
                <THead>
                  <Tr>
                    <Th>{t("mail.report")}</Th>
                    <Th>{t("mail.rhythm")}</Th>
                    <Th>{t("mail.hour")}</Th>
                    <Th>{t("mail.next")}</Th>
                    <Th>{t("mail.last")}</Th>
                    <Th>
                      <VisuallyHidden>{t("mail.remove")}</VisuallyHidden>
                    </Th>
                  </Tr>
                </THead>
                <TBody>
                  {subscriptions.map(({ id, report, rhythm, hour, nextAt, last }) => (
                    <Tr key={id}>
                      <Td className="whitespace-nowrap font-semibold">{t(`section.${report}`)}</Td>
                      <Td className="whitespace-nowrap">{t(`mail.rhythms.${rhythm}`)}</Td>
                      <Td className="numerals">{clock(hour)}</Td>
                      <Td className="whitespace-nowrap">
                        <Time at={nextAt} />
                      </Td>
                      <Td className="min-w-60 py-2">{last ? <MailStateText mail={last} /> : "–"}</Td>
                      <Td align="end">
                        <ActionButton
                          action={unsubscribeReportAction}
                          fields={{ id }}
                          done={t("mail.stopped")}
                          size="sm"
                          variant="quiet"
                        >
                          {t("mail.remove")}
                          <VisuallyHidden>
                            {t(`section.${report}`)}, {t(`mail.rhythms.${rhythm}`)}
                          </VisuallyHidden>
                        </ActionButton>
                      </Td>
                    </Tr>
                  ))}
                </TBody>
              </Table>
            </CardTable>
          )}
        </Card>
        <ActionForm action={subscribeReportAction} done={t("mail.added")} label={t("mail.add")}>
          <Card>
            <CardHeader title={t("mail.add")} hint={t("mail.addHint")} />
            <CardBody className="grid gap-4 py-4! sm:grid-cols-3">
              <FormField
                as="select"
                name="report"
                label={t("mail.report")}
                options={mailedReports.map((value) => ({ value, label: t(`section.${value}`) }))}
                defaultValue={mailedReports[0]}
              />
              <FormField
                as="select"
                name="rhythm"
                label={t("mail.rhythm")}
                options={rhythms.map((value) => ({ value, label: t(`mail.rhythms.${value}`) }))}
                defaultValue={rhythms[0]}
              />
              <FormField
                as="select"
                name="hour"
                label={t("mail.hour")}
                options={Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: clock(hour) }))}
                defaultValue={String(usualHour)}
              />
            </CardBody>
            <CardFooter>
              <SubmitButton>{t("mail.submit")}</SubmitButton>
            </CardFooter>
          </Card>
        </ActionForm>
      </div>
    </>
  );
}
