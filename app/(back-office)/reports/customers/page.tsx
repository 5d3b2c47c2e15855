import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LineChart, type LinePoint } from "@/components/charts/line-chart";
import { BuyerTable } from "@/components/reports/buyer-table";
import { changeText } from "@/components/reports/change-text";
import { daysText, stepText } from "@/components/reports/days-text";
import { ReportHeader } from "@/components/reports/report-header";
import { StepChoice } from "@/components/reports/step-choice";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { StatCard, StatGrid } from "@/components/ui/stat-card";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { type DayRange, stepsOf } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { formatNumber, formatShare } from "@/lib/format/number";
import { type ReportParams, reportHref, reportOrigin } from "@/lib/reports/params";
import { type BuyerReport, getBuyerReport } from "@/lib/reports/queries/get-buyer-report";
import { listChannelChoices } from "@/lib/reports/queries/list-channel-choices";
import { buyerKinds, buyersOf, hasBuyers, returningShare } from "@/lib/reports/rules/buyers";
import { type ReportPeriod, rangeText, stepWithin } from "@/lib/reports/rules/period";
import { openReport } from "../open-report";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("customers.title") };
}

const path = "/reports/customers";

/** Who bought for the first time and who came back, with the orders behind each figure. */
export default async function CustomersReportPage({ searchParams }: PageProps<"/reports/customers">) {
  const { actor, shop } = await requirePermission("reports.read");
  const { t, locale, params, period } = await openReport(shop, searchParams);
  const { channel, country } = params;
  const [report, channels] = await Promise.all([
    getBuyerReport(actor, period, {
      shopCurrency: shop.currency,
      currency: params.currency,
      filter: { channel, country },
    }),
    listChannelChoices(actor, locale),
  ]);
  const { currency, before } = report;
  const shown: ReportParams = { measure: "net", currency, channel, country, origin: reportOrigin("customers", params) };
  const behind = (range: DayRange, patch: ReportParams) =>
    reportHref("/reports/sales/orders", { ...shown, period: rangeText(range) }, patch);
  const versus = period.compared ? t("versus", { days: daysText(period.compared, locale) }) : undefined;
  const share = returningShare(report.now);
  return (
    <>
      <ReportHeader
        section="customers"
        params={params}
        period={period}
        report={report}
        channels={channels}
        timeZone={shop.timeZone}
        table="customers"
        exports={may(actor, "reports.export")}
      />
      <StatGrid>
        {buyerKinds.map((kind) => (
          <StatCard
            key={kind}
            label={t(`customers.${kind}`)}
            how={t(`customers.${kind}How`)}
            href={behind(period.range, { buyers: kind })}
            figure={formatNumber(report.now[kind].customers, locale)}
            change={before && changeText(report.now[kind].customers, before[kind].customers, locale)}
            versus={versus}
          />
        ))}
        <StatCard
          label={t("customers.share")}
          how={t("customers.shareHow")}
          figure={share === null ? "–" : formatShare(share, locale)}
        />
        {buyerKinds.map((kind) => (
          <StatCard
            key={`net ${kind}`}
            label={t(`customers.netOf.${kind}`)}
            how={t("customers.netHow")}
            href={behind(period.range, { buyers: kind })}
            figure={formatMoney(report.now[kind].net, currency, locale)}
            change={before && changeText(report.now[kind].net, before[kind].net, locale)}
            versus={versus}
          />
        ))}
      </StatGrid>
      {hasBuyers(report.now) ? (
        <>
          <LineChart
            title={t("customers.chart")}
            points={pointsOf(report, period, locale, (range) => behind(range, {}))}
            words={{
              step: t(`by.${period.by}`),
              current: t("customers.new"),
              previous: t("customers.returning"),
            }}
          />
          <StepChoice path={path} params={params} period={period} />
          <div className="mt-4">
            <BuyerTable report={report} period={period} behind={behind} />
          </div>
        </>
      ) : (
        <Card>
          <EmptyState kind="nothing" title={t("nothingSold")} />
        </Card>
      )}
    </>
  );
}

/** New customers of each step beside those who returned in it, steps without any included. */
function pointsOf(
  { steps }: BuyerReport,
  { by, range }: ReportPeriod,
  locale: string,
  href: (range: DayRange) => string,
): LinePoint[] {
  const found = new Map(steps.map(({ step, sums }) => [step, sums]));
  return stepsOf(range, by).map((step) => {
    const within = stepWithin(step, by, range);
    const { new: fresh, returning } = found.get(step) ?? buyersOf([]);
    const label = stepText(within.from, by, locale);
    return {
      key: step,
      label,
      value: fresh.customers,
      text: formatNumber(fresh.customers, locale),
      previous: returning.customers,
      previousText: formatNumber(returning.customers, locale),
      previousLabel: label,
      href: href(within),
    };
  });
}
