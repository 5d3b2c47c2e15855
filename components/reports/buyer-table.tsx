import { useLocale, useTranslations } from "next-intl";
import { Card, CardHeader, CardTable } from "@/components/ui/card";
import { Hint } from "@/components/ui/hint";
import { TextLink } from "@/components/ui/link";
import { Table, TBody, Td, TFoot, THead, Th, Tr } from "@/components/ui/table";
import type { DayRange } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { formatNumber, formatShare } from "@/lib/format/number";
import type { ReportParams } from "@/lib/reports/params";
import type { BuyerReport } from "@/lib/reports/queries/get-buyer-report";
import { type BuyerGroup, type BuyerSums, buyerGroups, returningShare } from "@/lib/reports/rules/buyers";
import { type ReportPeriod, stepWithin } from "@/lib/reports/rules/period";
import { stepText } from "./days-text";

type BuyerTableProps = {
  report: BuyerReport;
  period: ReportPeriod;
  /** The orders behind a group's figures. */
  behind: (range: DayRange, patch: ReportParams) => string;
};

const patchOf: Record<BuyerGroup, ReportParams> = {
  new: { buyers: "new" },
  returning: { buyers: "returning" },
  unknown: { customer: "" },
};

/** New and returning customers of each step, and of the whole period, which is no sum: who is new in a step may return in the next. */
export function BuyerTable({ report, period, behind }: BuyerTableProps) {
  const t = useTranslations("reports");
  const locale = useLocale();
  const { steps, now, currency } = report;
  const groups = buyerGroups.filter((group) => group !== "unknown" || now[group].orders !== 0 || now[group].net !== 0n);
  const figures = (sums: BuyerSums, range: DayRange) => {
    const share = returningShare(sums);
    return (
      <>
        {groups.map((group) => {
          const { customers, orders, net } = sums[group];
          return [
            group === "unknown" ? null : (
              <Td key={`${group} customers`} align="end">
                {formatNumber(customers, locale)}
              </Td>
            ),
            <Td key={`${group} orders`} align="end">
              {formatNumber(orders, locale)}
            </Td>,
            <Td key={`${group} net`} align="end">
              {customers === 0 && orders === 0 && net === 0n ? (
                <span className="text-text-3">{formatMoney(net, currency, locale)}</span>
              ) : (
                <TextLink href={behind(range, patchOf[group])}>{formatMoney(net, currency, locale)}</TextLink>
              )}
            </Td>,
          ];
        })}
        <Td align="end">{share === null ? "–" : formatShare(share, locale)}</Td>
      </>
    );
  };
  return (
    <Card>
      <CardHeader title={t("customers.table")} hint={<Hint text={t("customers.tableHow")} />} />
      <CardTable label={t("customers.table")} className="relative">
        <Table aria-label={t("customers.table")}>
          <THead>
            <Tr>
              <Th rowSpan={2}>{t(`by.${period.by}`)}</Th>
              {groups.map((group) => (
                <Th key={group} colSpan={group === "unknown" ? 2 : 3} scope="colgroup" align="end">
                  {group === "unknown" ? t("none.customer") : t(`customers.${group}`)}
                </Th>
              ))}
              <Th rowSpan={2} align="end">
                <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
                  {t("customers.share")} <Hint text={t("customers.shareHow")} />
                </span>
              </Th>
            </Tr>
            <Tr>
              {groups.map((group) => [
                group === "unknown" ? null : (
                  <Th key={`${group} customers`} align="end">
                    {t("customers.count")}
                  </Th>
                ),
                <Th key={`${group} orders`} align="end">
                  {t("measure.orders")}
                </Th>,
                <Th key={`${group} net`} align="end">
                  {t("measure.net")}
                </Th>,
              ])}
            </Tr>
          </THead>
          <TBody>
            {steps.map(({ step, sums }) => {
              const range = stepWithin(step, period.by, period.range);
              return (
                <Tr key={step} className="hover:bg-hover">
                  <Td className="whitespace-nowrap">{stepText(range.from, period.by, locale)}</Td>
                  {figures(sums, range)}
                </Tr>
              );
            })}
          </TBody>
          <TFoot>
            <Tr>
              <Td className="whitespace-nowrap">{t("customers.whole")}</Td>
              {figures(now, period.range)}
            </Tr>
          </TFoot>
        </Table>
      </CardTable>
    </Card>
  );
}
