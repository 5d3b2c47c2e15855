import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { BarList } from "@/components/charts/bar-list";
import { PageHeader } from "@/components/list/page-header";
import { PrintButton } from "@/components/reports/print-button";
import { ReportSections } from "@/components/reports/report-sections";
import { EmptyState } from "@/components/ui/empty-state";
import { Hint } from "@/components/ui/hint";
import { StatCard, StatGrid } from "@/components/ui/stat-card";
import { requirePermission } from "@/lib/auth/session";
import { businessDay } from "@/lib/core/dates";
import { formatMoney, toDecimalString } from "@/lib/core/money";
import { formatNumber } from "@/lib/format/number";
import { getStockReport } from "@/lib/reports/queries/get-stock-report";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("stock.title") };
}

export default async function StockReportPage() {
  const { actor, shop } = await requirePermission("reports.read");
  const [t, locale, now] = await Promise.all([getTranslations("reports"), getLocale(), getNow()]);
  const { currency } = shop;
  const report = await getStockReport(actor, { language: locale, currency, today: businessDay(now, shop.timeZone) });
  const money = (minor: bigint) => formatMoney(minor, currency, locale);
  const major = (minor: bigint) => Number(toDecimalString(minor, currency));
  const words = { label: t("column.name"), value: t("stock.value") };
  const empty = <EmptyState kind="nothing" title={t("stock.empty")} />;
  return (
    <>
      <PageHeader title={t("stock.title")} actions={<PrintButton label={t("print")} />} />
      <ReportSections current="stock" />
      <StatGrid>
        <StatCard
          label={t("stock.value")}
          how={t("stock.valueHow")}
          href="/stock"
          figure={money(report.value)}
          note={
            report.withoutCost > 0 ? (
              <span className="text-attention">{t("stock.withoutCost", { count: report.withoutCost })}</span>
            ) : undefined
          }
        />
        <StatCard
          label={t("stock.units")}
          how={t("stock.unitsHow")}
          href="/stock"
          figure={formatNumber(report.units, locale)}
          note={<span className="text-text-3">{t("stock.itemCount", { items: report.items })}</span>}
        />
        <StatCard
          label={t("stock.damaged")}
          how={t("stock.damagedHow")}
          href="/stock?state=damaged"
          figure={money(report.damagedValue)}
        />
        <StatCard
          label={t("stock.warnings")}
          how={t("stock.warningsHow")}
          href="/stock/warnings"
          figure={formatNumber(report.warnings, locale)}
        />
      </StatGrid>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <div className="grid grid-cols-1 gap-4">
          <BarList
            title={t("stock.byPlace")}
            words={words}
            rows={report.places.map((place) => ({
              key: place.code,
              label: place.name,
              value: major(place.value),
              text: money(place.value),
              href: `/stock?location=${encodeURIComponent(place.code)}`,
            }))}
            empty={empty}
          />
          <BarList
            title={t("stock.byCover")}
            hint={
              <>
                {t("stock.byCoverHint")} <Hint text={t("stock.byCoverHow")} />
              </>
            }
            words={words}
            rows={report.bands.map((band) => ({
              key: band.band,
              label: t(`stock.band.${band.band}`),
              value: major(band.value),
              text: money(band.value),
              href: "/stock?sort=cover",
            }))}
            empty={empty}
          />
        </div>
        <BarList
          title={t("stock.top")}
          words={words}
          rows={report.top.map((row) => ({
            key: row.sku,
            label: row.title,
            value: major(row.value),
            text: money(row.value),
            href: `/stock/${encodeURIComponent(row.sku)}`,
          }))}
          empty={empty}
        />
      </div>
    </>
  );
}
