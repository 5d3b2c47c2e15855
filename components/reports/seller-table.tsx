import { useLocale, useTranslations } from "next-intl";
import { Card, CardHeader, CardTable } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Hint } from "@/components/ui/hint";
import { TextLink } from "@/components/ui/link";
import { Change } from "@/components/ui/stat-card";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { formatMoney } from "@/lib/core/money";
import { formatNumber } from "@/lib/format/number";
import type { SellerRow } from "@/lib/reports/queries/get-item-report";
import { changeText } from "./change-text";

type SellerTableProps = {
  which: "best" | "worst";
  rows: readonly SellerRow[];
  currency: string;
  compares: boolean;
  /** The orders behind an item's amount. */
  behind: (sku: string) => string;
  /** Where an item's stock is shown. */
  stock?: (sku: string) => string;
};

/** Items that sell best or worst, each with its bar, what is left of it, and the orders behind it. */
export function SellerTable({ which, rows, currency, compares, behind, stock }: SellerTableProps) {
  const t = useTranslations("reports");
  const locale = useLocale();
  const title = t(`items.${which}`);
  // What sold nothing has no bar to compare.
  const longest = which === "best" ? Number(rows[0]?.net ?? 0n) : 0;
  return (
    <Card>
      <CardHeader title={title} hint={<Hint text={t(`items.${which}How`)} />} />
      {rows.length === 0 ? (
        <EmptyState kind="nothing" title={t(`items.none.${which}`)} />
      ) : (
        <CardTable label={title} className="relative">
          <Table aria-label={title}>
            <THead>
              <Tr>
                <Th>{t("items.item")}</Th>
                {longest > 0 ? <Th aria-hidden className="max-xl:hidden" /> : null}
                <Th align="end">{t("measure.units")}</Th>
                <Th align="end">{t("measure.items")}</Th>
                {compares ? <Th align="end">{t("column.change")}</Th> : null}
                <Th align="end">{t("items.free")}</Th>
                <Th align="end">
                  <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
                    {t("items.cover")} <Hint text={t("items.coverHow")} />
                  </span>
                </Th>
              </Tr>
            </THead>
            <TBody>
              {rows.map((row) => {
                const change = compares ? changeText(row.net, row.before, locale) : null;
                return (
                  <Tr key={row.sku} className="hover:bg-hover">
                    <Td
                      className="max-w-44 ellipsis sm:max-w-80 print:max-w-none print:whitespace-normal"
                      title={row.title}
                    >
                      {stock ? <TextLink href={stock(row.sku)}>{row.title}</TextLink> : row.title}
                      <span className="ms-2 font-mono text-text-3 text-xs max-sm:hidden">{row.sku}</span>
                    </Td>
                    {longest > 0 ? (
                      <Td aria-hidden className="w-[20%] max-xl:hidden">
                        <span className="block h-2 rounded-full bg-surface-2">
                          <span
                            className="block h-2 rounded-full bg-accent"
                            style={{ width: `${(Number(row.net) / longest) * 100}%` }}
                          />
                        </span>
                      </Td>
                    ) : null}
                    <Td align="end">
                      {row.units === 0 ? (
                        <span className="text-text-3">0</span>
                      ) : (
                        <TextLink href={behind(row.sku)}>{formatNumber(row.units, locale)}</TextLink>
                      )}
                    </Td>
                    <Td align="end">
                      {row.units === 0 && row.net === 0n ? (
                        <span className="text-text-3">{formatMoney(row.net, currency, locale)}</span>
                      ) : (
                        <TextLink href={behind(row.sku)}>{formatMoney(row.net, currency, locale)}</TextLink>
                      )}
                    </Td>
                    {compares ? <Td align="end">{change ? <Change {...change} /> : null}</Td> : null}
                    <Td align="end">{formatNumber(row.free, locale)}</Td>
                    <Td align="end">
                      {row.daysOfCover === null ? (
                        <span className="text-text-3">{t("items.unsold")}</span>
                      ) : (
                        t("items.days", { days: row.daysOfCover })
                      )}
                    </Td>
                  </Tr>
                );
              })}
            </TBody>
          </Table>
        </CardTable>
      )}
    </Card>
  );
}
