import { useLocale, useTranslations } from "next-intl";
import { Card, CardHeader, CardTable } from "@/components/ui/card";
import { Hint } from "@/components/ui/hint";
import { TextLink } from "@/components/ui/link";
import { Change } from "@/components/ui/stat-card";
import { Table, TBody, Td, TFoot, THead, Th, Tr } from "@/components/ui/table";
import { formatMoney } from "@/lib/core/money";
import { formatNumber, formatShare } from "@/lib/format/number";
import { measureOfKind, type ReasonFigures, type ReasonGroup } from "@/lib/reports/rules/reasons";
import { changeText } from "./change-text";
import { reasonText } from "./reason-text";

type ReasonTableProps = {
  group: ReasonGroup;
  currency: string;
  /** What stands behind an amount; without a reason, behind all of them. */
  behind: (reason?: string) => string;
};

/** Refunds or cancellations by reason: rows that add up to the last one, each with its bar, each amount leading to its orders. */
export function ReasonTable({ group, currency, behind }: ReasonTableProps) {
  const t = useTranslations("reports");
  const locale = useLocale();
  const title = t(`reasons.of.${group.kind}`);
  const longest = group.rows[0]?.amount ?? 0n;
  const figures = ({ cases, units, amount }: ReasonFigures, href: string) => (
    <>
      <Td align="end">{formatNumber(cases, locale)}</Td>
      <Td align="end">
        {units === 0 ? formatNumber(0, locale) : <TextLink href={href}>{formatNumber(units, locale)}</TextLink>}
      </Td>
      <Td align="end">
        <TextLink href={href}>{formatMoney(amount, currency, locale)}</TextLink>
      </Td>
    </>
  );
  const change = (now: ReasonFigures, before: ReasonFigures | null) => {
    const fact = before && changeText(now.amount, before.amount, locale, "bad");
    return group.before ? <Td align="end">{fact ? <Change {...fact} /> : null}</Td> : null;
  };
  const columns = ["cases", "units"] as const;
  return (
    <Card>
      <CardHeader title={title} hint={<Hint text={t(`how.${measureOfKind[group.kind]}`)} />} />
      <CardTable label={title} className="relative">
        <Table aria-label={title}>
          <THead>
            <Tr>
              <Th>{t("reasons.reason")}</Th>
              <Th aria-hidden className="max-lg:hidden" />
              {columns.map((column) => (
                <Th key={column} align="end">
                  <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
                    {t(`reasons.${column}`)} <Hint text={t(`reasons.${column}How`)} />
                  </span>
                </Th>
              ))}
              <Th align="end">{t(`measure.${measureOfKind[group.kind]}`)}</Th>
              <Th align="end">
                <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
                  {t("reasons.share")} <Hint text={t("reasons.shareHow")} />
                </span>
              </Th>
              {group.before ? <Th align="end">{t("column.change")}</Th> : null}
            </Tr>
          </THead>
          <TBody>
            {group.rows.map((row) => (
              <Tr key={row.reason} className="hover:bg-hover">
                <Td className="whitespace-nowrap">{reasonText(t, row.reason)}</Td>
                <Td aria-hidden className="w-[30%] max-lg:hidden">
                  <span className="block h-2 rounded-full bg-surface-2">
                    <span
                      className="block h-2 rounded-full bg-accent"
                      style={{ width: `${row.amount > 0n ? Number((row.amount * 100n) / longest) : 0}%` }}
                    />
                  </span>
                </Td>
                {figures(row, behind(row.reason))}
                <Td align="end">{row.share === null ? "–" : formatShare(row.share, locale)}</Td>
                {change(row, row.before)}
              </Tr>
            ))}
          </TBody>
          <TFoot>
            <Tr>
              <Td>{t("orders.total")}</Td>
              <Td aria-hidden className="max-lg:hidden" />
              {figures(group, behind())}
              <Td />
              {change(group, group.before)}
            </Tr>
          </TFoot>
        </Table>
      </CardTable>
    </Card>
  );
}
