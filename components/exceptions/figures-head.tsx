import { useLocale, useNow, useTranslations } from "next-intl";
import { Card, CardTable } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import { StatCard, StatGrid } from "@/components/ui/stat-card";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { Duration } from "@/components/ui/time";
import type { ExceptionFigures, TypeFigures } from "@/lib/exceptions/queries/figures";
import { formatNumber } from "@/lib/format/number";

/** How much is stuck, for how long, and how long cures take; each type in a table that opens. */
export function FiguresHead({ figures }: { figures: ExceptionFigures }) {
  const t = useTranslations("exceptions");
  const locale = useLocale();
  const now = useNow();
  const count = (value: number) => formatNumber(value, locale);
  const age = ({ oldest }: TypeFigures) =>
    oldest ? <Duration milliseconds={now.getTime() - new Date(oldest).getTime()} /> : "–";
  const median = ({ medianHours }: TypeFigures) =>
    medianHours === null ? "–" : <Duration milliseconds={medianHours * 3_600_000} />;
  const columns = ["open", "overdue", "oldest", "closed", "median"] as const;
  return (
    <>
      <div className="max-sm:hidden">
        <StatGrid>
          <StatCard
            label={t("figure.open")}
            how={t("figure.openHow")}
            figure={count(figures.open)}
            note={<span className="text-text-3">{t("openClosed", { snoozed: figures.snoozed })}</span>}
          />
          <StatCard
            label={t("figure.overdue")}
            how={t("figure.overdueHow")}
            href="/exceptions?overdue=1"
            figure={<span className={figures.overdue > 0 ? "text-danger" : undefined}>{count(figures.overdue)}</span>}
          />
          <StatCard
            label={t("figure.oldest")}
            how={t("figure.oldestHow")}
            href="/exceptions?sort=since"
            figure={age(figures)}
          />
          <StatCard
            label={t("figure.closed")}
            how={t("figure.closedHow")}
            href="/exceptions?tab=closed"
            figure={count(figures.closed)}
          />
          <StatCard label={t("figure.median")} how={t("figure.medianHow")} figure={median(figures)} />
        </StatGrid>
      </div>
      {figures.byType.length > 0 ? (
        <details className="no-print mb-4">
          <summary className="cursor-pointer text-sm text-text-2">{t("byType")}</summary>
          <Card className="mt-2">
            <CardTable label={t("byType")}>
              <Table aria-label={t("byType")}>
                <THead>
                  <Tr>
                    <Th>{t("filter.type")}</Th>
                    {columns.map((column) => (
                      <Th key={column} align="end">
                        {t(`figure.${column}`)}
                      </Th>
                    ))}
                  </Tr>
                </THead>
                <TBody>
                  {figures.byType.map((row) => (
                    <Tr key={row.type} className="hover:bg-hover">
                      <Td className="whitespace-nowrap">
                        <TextLink href={`/exceptions?type=${row.type}`}>{t(`type.${row.type}`)}</TextLink>
                      </Td>
                      <Td align="end">{count(row.open)}</Td>
                      <Td align="end" className={row.overdue > 0 ? "text-danger" : undefined}>
                        {count(row.overdue)}
                      </Td>
                      <Td align="end">{age(row)}</Td>
                      <Td align="end">{count(row.closed)}</Td>
                      <Td align="end">{median(row)}</Td>
                    </Tr>
                  ))}
                </TBody>
              </Table>
            </CardTable>
          </Card>
        </details>
      ) : null}
    </>
  );
}
