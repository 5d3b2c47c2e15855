import { useLocale, useTranslations } from "next-intl";
import { Card, CardHeader, CardTable } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import { Change } from "@/components/ui/stat-card";
import { Table, TBody, Td, TFoot, THead, Th, Tr } from "@/components/ui/table";
import { formatMoney } from "@/lib/core/money";
import { formatNumber, formatShare } from "@/lib/format/number";
import type { ReturnReport } from "@/lib/reports/queries/get-return-report";
import type { Returned, ReturnGrouping } from "@/lib/reports/rules/returned";
import { changeText } from "./change-text";

type ReturnTableProps = {
  grouping: ReturnGrouping;
  rows: ReturnReport["groups"][ReturnGrouping];
  total: Returned;
  currency: string;
  /** The lines of returns behind a row; without a key, behind all of them. */
  behind: (key?: string) => string;
};

/** Returned units by reason, outcome or channel: rows that add up to the last one, each leading to its lines. */
export function ReturnTable({ grouping, rows, total, currency, behind }: ReturnTableProps) {
  const [t, words] = [useTranslations("reports"), useTranslations("returns")];
  const locale = useLocale();
  const title = t(`returns.by.${grouping}`);
  const longest = rows[0]?.units ?? 0;
  const compares = rows.some(({ before }) => before !== null);
  const nameOf = ({ key, label }: (typeof rows)[number]) =>
    grouping === "channel" ? label : words(`${grouping}.${key as "exchange"}` as "outcome.exchange");
  return (
    <Card>
      <CardHeader title={title} />
      <CardTable label={title} className="relative">
        <Table aria-label={title}>
          <THead>
            <Tr>
              <Th>{t(`returns.of.${grouping}`)}</Th>
              <Th aria-hidden className="max-lg:hidden" />
              <Th align="end">{t("returns.units")}</Th>
              <Th align="end">{t("returns.value")}</Th>
              <Th align="end">{t("returns.share")}</Th>
              {compares ? <Th align="end">{t("column.change")}</Th> : null}
            </Tr>
          </THead>
          <TBody>
            {rows.map((row) => {
              const change = row.before && changeText(row.units, row.before.units, locale, "bad");
              return (
                <Tr key={row.key} className="hover:bg-hover">
                  <Td className="whitespace-nowrap">{nameOf(row)}</Td>
                  <Td aria-hidden className="w-[30%] max-lg:hidden">
                    <span className="block h-2 rounded-full bg-surface-2">
                      <span
                        className="block h-2 rounded-full bg-accent"
                        style={{ width: `${longest > 0 ? Math.round((row.units / longest) * 100) : 0}%` }}
                      />
                    </span>
                  </Td>
                  <Td align="end">{formatNumber(row.units, locale)}</Td>
                  <Td align="end">
                    <TextLink href={behind(row.key)}>{formatMoney(row.value, currency, locale)}</TextLink>
                  </Td>
                  <Td align="end">{row.share === null ? "–" : formatShare(row.share, locale)}</Td>
                  {compares ? <Td align="end">{change ? <Change {...change} /> : null}</Td> : null}
                </Tr>
              );
            })}
          </TBody>
          <TFoot>
            <Tr>
              <Td>{t("orders.total")}</Td>
              <Td aria-hidden className="max-lg:hidden" />
              <Td align="end">{formatNumber(total.units, locale)}</Td>
              <Td align="end">
                <TextLink href={behind()}>{formatMoney(total.value, currency, locale)}</TextLink>
              </Td>
              <Td />
              {compares ? <Td /> : null}
            </Tr>
          </TFoot>
        </Table>
      </CardTable>
    </Card>
  );
}
