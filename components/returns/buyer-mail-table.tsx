import { useTranslations } from "next-intl";
import { MailStateText } from "@/components/reports/mail-state-text";
import { Card, CardBody, CardHeader, CardTable } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { BuyerMailRow } from "@/lib/returns/queries/buyer-mail";

type MailsProps = { mails: readonly BuyerMailRow[] };

/** What the buyer of a return was written, and what became of it; nothing where nothing was. */
export function BuyerMailSent({ mails }: MailsProps) {
  const t = useTranslations("letters");
  if (mails.length === 0) return null;
  return (
    <Card aria-labelledby="buyer-mail">
      <CardHeader id="buyer-mail" title={t("sent")} />
      <CardBody>
        <ul className="grid gap-2 text-sm">
          {mails.map((mail) => (
            <li key={mail.id}>
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-semibold">{t(`short.${mail.kind}`)}</span>
                <Time at={mail.at} className="text-text-3 text-xs" />
              </p>
              <p className="text-text-2 [overflow-wrap:anywhere]">{mail.to}</p>
              <MailStateText mail={mail} dropped={t("dropped")} />
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

/** Mails to buyers that did not arrive: for who looks after the mail server. */
export function BuyerMailTroubles({ mails }: MailsProps) {
  const t = useTranslations("letters");
  const settings = useTranslations("settings.mail");
  if (mails.length === 0) return null;
  return (
    <Card>
      <CardHeader title={t("troubles")} hint={settings("troublesHint")} />
      <CardTable label={t("troubles")} className="relative">
        <Table aria-label={t("troubles")}>
          <THead>
            <Tr>
              <Th>{settings("person")}</Th>
              <Th>{t("column.return")}</Th>
              <Th>{t("column.what")}</Th>
              <Th>{settings("when")}</Th>
              <Th>{settings("state")}</Th>
            </Tr>
          </THead>
          <TBody>
            {mails.map((mail) => (
              <Tr key={mail.id}>
                <Td className="min-w-40 [overflow-wrap:anywhere]">{mail.to}</Td>
                <Td className="whitespace-nowrap">
                  <TextLink href={`/returns/${encodeURIComponent(mail.rma)}`} className="font-mono">
                    {mail.rma}
                  </TextLink>
                </Td>
                <Td className="whitespace-nowrap">{t(`short.${mail.kind}`)}</Td>
                <Td className="whitespace-nowrap">
                  <Time at={mail.at} />
                </Td>
                <Td className="min-w-60 py-2">
                  <MailStateText mail={mail} />
                </Td>
              </Tr>
            ))}
          </TBody>
        </Table>
      </CardTable>
    </Card>
  );
}
