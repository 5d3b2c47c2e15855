import { useLocale, useTranslations } from "next-intl";
import { CardTable } from "@/components/ui/card";
import { Hint } from "@/components/ui/hint";
import { TextLink } from "@/components/ui/link";
import { Table, TBody, Td, TFoot, THead, Th, Tr } from "@/components/ui/table";
import { formatMoney } from "@/lib/core/money";
import { formatNumber, formatShare } from "@/lib/format/number";
import type { BreakdownRow, BreakdownTable as Figures, RowFigures } from "@/lib/reports/rules/breakdown";
import type { CostMeasure, Costs } from "@/lib/reports/rules/costs";

const amounts = ["gross", "discounts", "refunds", "net"] as const;

const costColumns = ["cost", "margin", "marginShare"] as const;

type BreakdownTableProps = {
  label: string;
  group: string;
  table: Figures;
  currency: string;
  nameOf: (row: BreakdownRow) => string;
  /** The orders behind a figure of a row; without a row, of the total. */
  behind: (measure: (typeof amounts)[number] | CostMeasure, row: BreakdownRow | "rest" | null) => string;
  shopCurrency: string;
};

/** Sales by something: rows that add up to the last one, every amount, and the units, leading to the orders they are the sum of. */
export function BreakdownTable({ label, group, table, currency, shopCurrency, nameOf, behind }: BreakdownTableProps) {
  const t = useTranslations("reports");
  const locale = useLocale();
  const amount = (figures: RowFigures, measure: (typeof amounts)[number], href?: string) => {
    const text = formatMoney(figures[measure], currency, locale);
    if (figures[measure] === 0n) return <span className="text-text-3">{text}</span>;
    return href ? <TextLink href={href}>{text}</TextLink> : text;
  };
  const costs = (figures: RowFigures, href?: (measure: CostMeasure) => string) =>
    figures.costs ? <CostCells costs={figures.costs} {...{ currency, shopCurrency, href }} /> : null;
  const cells = (figures: RowFigures, href?: (measure: (typeof amounts)[number] | CostMeasure) => string) => (
    <>
      {amounts.map((measure) => (
        <Td key={measure} align="end">
          {amount(figures, measure, href?.(measure))}
        </Td>
      ))}
      <Td align="end">{figures.orders === null ? "–" : formatNumber(figures.orders, locale)}</Td>
      <Td align="end">
        {href && figures.units !== 0 ? (
          <TextLink href={href("net")}>{formatNumber(figures.units, locale)}</TextLink>
        ) : (
          formatNumber(figures.units, locale)
        )}
      </Td>
      {costs(figures, href)}
    </>
  );
  return (
    <CardTable label={label} className="relative">
      <Table aria-label={label}>
        <THead>
          <Tr>
            <Th>{group}</Th>
            {[...amounts, "orders" as const, "units" as const, ...(table.total.costs ? costColumns : [])].map(
              (measure) => (
                <Th key={measure} align="end">
                  <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
                    {t(`measure.${measure}`)} <Hint text={t(`how.${measure}`)} />
                  </span>
                </Th>
              ),
            )}
          </Tr>
        </THead>
        <TBody>
          {table.rows.map((row) => (
            <Tr key={row.key} className="hover:bg-hover">
              <Td className="max-w-72 ellipsis print:max-w-none print:whitespace-normal">{nameOf(row)}</Td>
              {cells(row, (measure) => behind(measure, row))}
            </Tr>
          ))}
          {table.others ? (
            <Tr>
              <Td muted>{t("others", { count: table.others.groups })}</Td>
              {cells(table.others)}
            </Tr>
          ) : null}
          {table.rest ? (
            <Tr>
              <Td muted>{t("none.product")}</Td>
              {cells(table.rest, (measure) => behind(measure, "rest"))}
            </Tr>
          ) : null}
        </TBody>
        <TFoot>
          <Tr>
            <Td>{t("orders.total")}</Td>
            {cells(table.total, (measure) => behind(measure, null))}
          </Tr>
        </TFoot>
      </Table>
    </CardTable>
  );
}

type CostCellsProps = {
  costs: Costs;
  currency: string;
  shopCurrency: string;
  href?: (measure: CostMeasure) => string;
};

// A cost that is known only in part says how much it is not about.
function CostCells({ costs: { cost, margin, share, uncosted }, currency, shopCurrency, href }: CostCellsProps) {
  const t = useTranslations("reports");
  const locale = useLocale();
  const text = (measure: CostMeasure, minor: bigint, of: string) => {
    const amount = formatMoney(minor, of, locale);
    return href ? <TextLink href={href(measure)}>{amount}</TextLink> : amount;
  };
  const unknown = uncosted === 0n ? null : t("costs.partly", { amount: formatMoney(uncosted, currency, locale) });
  return (
    <>
      <Td align="end">
        <span className="inline-flex items-center gap-0.5">
          {cost === null ? <span className="text-text-3">{t("costs.unknown")}</span> : text("cost", cost, shopCurrency)}
          {cost !== null && unknown ? <Hint text={unknown} /> : null}
        </span>
      </Td>
      <Td align="end">{margin === null ? "–" : text("margin", margin, currency)}</Td>
      <Td align="end">{share === null ? "–" : formatShare(share, locale)}</Td>
    </>
  );
}
