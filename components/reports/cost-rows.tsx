import { useLocale, useTranslations } from "next-intl";
import { Hint } from "@/components/ui/hint";
import { KeyValue, KeyValues } from "@/components/ui/key-value";
import { formatMoney } from "@/lib/core/money";
import { formatShare } from "@/lib/format/number";
import type { SalesReport } from "@/lib/reports/queries/get-sales-report";
import type { BehindMeasure, CostMeasure } from "@/lib/reports/rules/costs";
import { changeText } from "./change-text";
import { MeasureRow } from "./measure-row";

type CostRowsProps = {
  costs: NonNullable<SalesReport["costs"]>;
  currency: string;
  shopCurrency: string;
  href: (measure: BehindMeasure) => string;
};

/** What the items sold cost and what is left of their price; what is unknown is said, never taken for nothing. */
export function CostRows({ costs: { now, before }, currency, shopCurrency, href }: CostRowsProps) {
  const t = useTranslations("reports");
  const locale = useLocale();
  const row = (
    measure: CostMeasure,
    figure: bigint | null,
    prior: bigint | null,
    of: string,
    good: "good" | "neither",
  ) => {
    const change = figure === null || prior === null ? null : changeText(figure, prior, locale, good);
    return (
      <MeasureRow
        measure={measure}
        href={href(measure)}
        change={change}
        figure={figure === null ? t("costs.unknown") : formatMoney(figure, of, locale)}
      />
    );
  };
  return (
    <KeyValues>
      {row("cost", now.cost, before?.cost ?? null, shopCurrency, "neither")}
      {currency === shopCurrency ? row("margin", now.margin, before?.margin ?? null, currency, "good") : null}
      {now.share === null ? null : (
        <KeyValue
          label={
            <span className="inline-flex items-center gap-1">
              {t("measure.marginShare")} <Hint text={t("how.marginShare")} />
            </span>
          }
        >
          {formatShare(now.share, locale)}
        </KeyValue>
      )}
      {now.uncosted === 0n ? null : row("uncosted", now.uncosted, before?.uncosted ?? null, currency, "neither")}
    </KeyValues>
  );
}
