import { useLocale, useTranslations } from "next-intl";
import { Card, CardHeader, CardTable } from "@/components/ui/card";
import { Hint } from "@/components/ui/hint";
import { TextLink } from "@/components/ui/link";
import { Table, TBody, Td, TFoot, THead, Th, Tr } from "@/components/ui/table";
import { formatMoney } from "@/lib/core/money";
import { formatNumber, formatShare } from "@/lib/format/number";
import type { ReturnedItem } from "@/lib/reports/queries/get-return-report";
import type { Returned } from "@/lib/reports/rules/returned";

type ReturnedItemTableProps = {
  items: readonly ReturnedItem[];
  others: Returned | null;
  currency: string;
  /** The lines of returns of an item. */
  behind: (sku: string) => string;
  /** The lines of it that left. */
  shipped: (sku: string) => string;
  /** Where an item's stock is shown. */
  stock?: (sku: string) => string;
};

/** Items that came back most, each beside the units of it that left in the same days. */
export function ReturnedItemTable({ items, others, currency, behind, shipped, stock }: ReturnedItemTableProps) {
  const t = useTranslations("reports");
  const locale = useLocale();
  const title = t("returns.by.item");
  if (items.length === 0) return null;
  return (
    <Card>
      <CardHeader title={title} />
      <CardTable label={title} className="relative">
        <Table aria-label={title}>
          <THead>
            <Tr>
              <Th>{t("items.item")}</Th>
              <Th align="end">{t("returns.units")}</Th>
              <Th align="end">{t("returns.value")}</Th>
              <Th align="end">
                <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
                  {t("returns.shipped")} <Hint text={t("returns.shippedHow")} />
                </span>
              </Th>
              <Th align="end">
                <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
                  {t("returns.rate")} <Hint text={t("returns.rateHow")} />
                </span>
              </Th>
            </Tr>
          </THead>
          <TBody>
            {items.map((row) => (
              <Tr key={row.sku} className="hover:bg-hover">
                <Td
                  className="max-w-44 ellipsis sm:max-w-80 print:max-w-none print:whitespace-normal"
                  title={row.title}
                >
                  {stock ? <TextLink href={stock(row.sku)}>{row.title}</TextLink> : row.title}
                  <span className="ms-2 font-mono text-text-3 text-xs max-sm:hidden">{row.sku}</span>
                </Td>
                <Td align="end">{formatNumber(row.units, locale)}</Td>
                <Td align="end">
                  <TextLink href={behind(row.sku)}>{formatMoney(row.value, currency, locale)}</TextLink>
                </Td>
                <Td align="end">
                  {row.shipped === 0 ? (
                    <span className="text-text-3">0</span>
                  ) : (
                    <TextLink href={shipped(row.sku)}>{formatNumber(row.shipped, locale)}</TextLink>
                  )}
                </Td>
                <Td align="end">{row.rate === null ? "–" : formatShare(row.rate, locale)}</Td>
              </Tr>
            ))}
          </TBody>
          {others ? (
            <TFoot>
              <Tr>
                <Td>{t("returns.otherItems")}</Td>
                <Td align="end">{formatNumber(others.units, locale)}</Td>
                <Td align="end">{formatMoney(others.value, currency, locale)}</Td>
                <Td />
                <Td />
              </Tr>
            </TFoot>
          ) : null}
        </Table>
      </CardTable>
    </Card>
  );
}
