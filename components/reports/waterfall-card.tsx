import { useLocale, useTranslations } from "next-intl";
import { StillPart } from "@/components/still/still";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { KeyValues } from "@/components/ui/key-value";
import { formatMoney } from "@/lib/core/money";
import type { SalesReport } from "@/lib/reports/queries/get-sales-report";
import type { BehindMeasure } from "@/lib/reports/rules/costs";
import type { Figures, Measure } from "@/lib/reports/rules/metrics";
import { changeText } from "./change-text";
import { CostRows } from "./cost-rows";
import { MeasureRow } from "./measure-row";

type WaterfallCardProps = {
  figures: Figures;
  before: Figures | null;
  /** Null for those who may not see costs. */
  costs: SalesReport["costs"];
  shopCurrency: string;
  currency: string;
  href: (measure: BehindMeasure) => string;
};

/** How net sales come about, line by line, and what is counted beside them. */
export function WaterfallCard({ figures, before, costs, shopCurrency, currency, href }: WaterfallCardProps) {
  const t = useTranslations("reports");
  const locale = useLocale();
  const row = (
    measure: Exclude<Measure, "items">,
    options: { total?: boolean; more?: "good" | "bad" | "neither" } = {},
  ) => {
    // Discounts and refunds are negative: that they grew is said of their size.
    const size = (minor: bigint) => (minor < 0n ? -minor : minor);
    const change = changeText(
      size(figures[measure]),
      before ? size(before[measure]) : undefined,
      locale,
      options.more ?? "neither",
    );
    return (
      <MeasureRow
        key={measure}
        measure={measure}
        href={href(measure)}
        change={change}
        figure={formatMoney(figures[measure], currency, locale)}
        total={options.total}
      />
    );
  };
  return (
    <StillPart>
      <Card>
        <CardHeader title={t("sales.waterfall")} />
        <CardBody className="grid gap-4">
          <KeyValues>
            {row("gross", { more: "good" })}
            {row("discounts")}
            {row("refunds")}
            {row("net", { total: true, more: "good" })}
          </KeyValues>
          <KeyValues>
            {row("shipping")}
            {row("tax")}
          </KeyValues>
          {costs ? <CostRows costs={costs} currency={currency} shopCurrency={shopCurrency} href={href} /> : null}
        </CardBody>
      </Card>
    </StillPart>
  );
}
