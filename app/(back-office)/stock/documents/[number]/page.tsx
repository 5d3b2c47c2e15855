import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader, CardTable } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/key-value";
import { TextLink } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { requirePermission } from "@/lib/auth/session";
import { getStockDocument } from "@/lib/inventory/queries/get-stock-document";
import { adjustmentReasons } from "@/lib/inventory/rules/adjustment";

export async function generateMetadata({ params }: PageProps<"/stock/documents/[number]">): Promise<Metadata> {
  return { title: (await params).number };
}

export default async function StockDocumentPage({ params }: PageProps<"/stock/documents/[number]">) {
  const { actor } = await requirePermission("stock.read");
  const [t, locale, { number }] = await Promise.all([getTranslations("stock"), getLocale(), params]);
  const document = await getStockDocument(actor, number, locale);
  if (!document) notFound();
  const reason = adjustmentReasons.find((known) => known === document.reason);
  const damaged = document.lines.some((line) => line.damaged !== 0);
  return (
    <>
      <PageHeader
        title={document.number}
        mono
        back={{ href: "/stock", label: t("document.back") }}
        badge={<Badge tone="grey">{t(`documentKind.${document.kind}`)}</Badge>}
      />
      <div className="grid max-w-4xl gap-4">
        <Card>
          <CardBody>
            <Facts>
              <Fact label={t("document.at")}>
                <Time at={document.at} capital />
              </Fact>
              <Fact label={t("document.by")}>{document.actor || "–"}</Fact>
              {document.kind === "receipt" ? null : (
                <Fact label={t("document.reason")}>{reason ? t(`reason.${reason}`) : document.reason}</Fact>
              )}
              {document.note ? <Fact label={t("document.note")}>{document.note}</Fact> : null}
            </Facts>
          </CardBody>
        </Card>
        <Card>
          <CardHeader title={t("document.lines")} hint={String(document.lines.length)} />
          {document.lines.length === 0 ? (
            <CardBody className="text-sm text-text-3">{t("document.empty")}</CardBody>
          ) : (
            <CardTable label={t("document.lines")}>
              <Table aria-label={t("document.lines")}>
                <THead>
                  <Tr>
                    <Th>{t("column.sku")}</Th>
                    <Th className="max-sm:hidden">{t("column.title")}</Th>
                    <Th>{t("column.warehouse")}</Th>
                    <Th align="end">{t("column.onHand")}</Th>
                    {damaged ? <Th align="end">{t("column.damaged")}</Th> : null}
                  </Tr>
                </THead>
                <TBody>
                  {document.lines.map((line) => (
                    <Tr key={`${line.sku} ${line.location} ${line.reason}`}>
                      <Td>
                        <TextLink href={`/stock/${encodeURIComponent(line.sku)}`} className="font-mono">
                          {line.sku}
                        </TextLink>
                      </Td>
                      <Td className="max-sm:hidden">{line.title}</Td>
                      <Td muted>{line.location}</Td>
                      <Td align="end">{signed(line.onHand)}</Td>
                      {damaged ? <Td align="end">{signed(line.damaged)}</Td> : null}
                    </Tr>
                  ))}
                </TBody>
              </Table>
            </CardTable>
          )}
        </Card>
      </div>
    </>
  );
}

function signed(units: number): string {
  return units > 0 ? `+${units}` : units < 0 ? `−${-units}` : "0";
}
