import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LineChart } from "@/components/charts/line-chart";
import { changeText } from "@/components/reports/change-text";
import { daysText } from "@/components/reports/days-text";
import { ReportHeader } from "@/components/reports/report-header";
import { ReturnTable } from "@/components/reports/return-table";
import { ReturnedItemTable } from "@/components/reports/returned-item-table";
import { salesPoints } from "@/components/reports/sales-points";
import { StepChoice } from "@/components/reports/step-choice";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { StatCard, StatGrid } from "@/components/ui/stat-card";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { formatMoney } from "@/lib/core/money";
import { formatNumber, formatShare } from "@/lib/format/number";
import { type ReportParams, reportHref, reportOrigin } from "@/lib/reports/params";
import { getReturnReport } from "@/lib/reports/queries/get-return-report";
import { listChannelChoices } from "@/lib/reports/queries/list-channel-choices";
import { rangeText } from "@/lib/reports/rules/period";
import { returnGroupings } from "@/lib/reports/rules/returned";
import { openReport } from "../open-report";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("returns.title") };
}

const path = "/reports/returns";

/** What came back, why, of which items and from where, and how much that is of what left. */
export default async function ReturnReportPage({ searchParams }: PageProps<"/reports/returns">) {
  const { actor, shop } = await requirePermission("reports.read");
  const { t, locale, params, period } = await openReport(shop, searchParams);
  const { channel } = params;
  const [report, channels] = await Promise.all([
    getReturnReport(actor, period, {
      shopCurrency: shop.currency,
      timeZone: shop.timeZone,
      language: locale,
      currency: params.currency,
      filter: { channel },
    }),
    listChannelChoices(actor, locale),
  ]);
  const { currency, before, groups } = report;
  const shown: ReportParams = {
    period: rangeText(period.range),
    currency,
    channel,
    origin: reportOrigin("returns", params),
  };
  const behind = (patch: ReportParams = {}) => reportHref("/reports/returns/lines", shown, patch);
  const shipped = (patch: ReportParams = {}) => reportHref("/reports/returns/shipped", shown, patch);
  const versus = period.compared ? t("versus", { days: daysText(period.compared, locale) }) : undefined;
  const number = (count: number) => formatNumber(count, locale);
  return (
    <>
      <ReportHeader
        section="returns"
        params={params}
        period={period}
        report={report}
        channels={channels}
        timeZone={shop.timeZone}
        table="returns"
        exports={may(actor, "reports.export")}
      />
      <StatGrid>
        {(["cases", "units"] as const).map((figure) => (
          <StatCard
            key={figure}
            label={t(`returns.${figure}`)}
            how={t(`returns.${figure}How`)}
            href={behind()}
            figure={number(report.now[figure])}
            change={before && changeText(report.now[figure], before[figure], locale, "bad")}
            versus={versus}
          />
        ))}
        <StatCard
          label={t("returns.value")}
          how={t("returns.valueHow")}
          href={behind()}
          figure={formatMoney(report.now.value, currency, locale)}
          change={before && changeText(report.now.value, before.value, locale, "bad")}
          versus={versus}
        />
        <StatCard
          label={t("returns.rate")}
          how={t("returns.rateHow")}
          href={behind()}
          figure={report.now.rate === null ? "–" : formatShare(report.now.rate, locale)}
          note={
            // The card leads to what it divides, its note to what it is divided by.
            <TextLink href={shipped()} className="relative z-1">
              {t("returns.ofShipped", { units: report.now.shipped })}
            </TextLink>
          }
        />
      </StatGrid>
      {report.now.units === 0 && (before?.units ?? 0) === 0 ? (
        <Card>
          <EmptyState kind="nothing" title={t("returns.empty")} />
        </Card>
      ) : (
        <>
          <LineChart
            title={t("returns.chart")}
            points={salesPoints(report, period, {
              locale,
              major: Number,
              money: (units) => number(Number(units)),
              href: (range) => behind({ period: rangeText(range) }),
            })}
            words={{
              step: t(`by.${period.by}`),
              current: t("thisPeriod"),
              previous: period.compared ? t("comparedPeriod") : undefined,
            }}
          />
          <StepChoice path={path} params={params} period={period} />
          <div className="mt-4 grid gap-4">
            {returnGroupings.map((grouping) => (
              <ReturnTable
                key={grouping}
                grouping={grouping}
                rows={groups[grouping]}
                total={report.now}
                currency={currency}
                behind={(key) => behind(key === undefined ? {} : { [grouping]: key })}
              />
            ))}
            <ReturnedItemTable
              items={report.items}
              others={report.others}
              currency={currency}
              behind={(sku) => behind({ sku })}
              shipped={(sku) => shipped({ sku })}
              stock={may(actor, "stock.read") ? (sku) => `/stock/${encodeURIComponent(sku)}` : undefined}
            />
          </div>
        </>
      )}
    </>
  );
}
