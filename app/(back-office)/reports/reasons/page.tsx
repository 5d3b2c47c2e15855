import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LineChart } from "@/components/charts/line-chart";
import { changeText } from "@/components/reports/change-text";
import { daysText } from "@/components/reports/days-text";
import { ReasonTable } from "@/components/reports/reason-table";
import { ReportHeader } from "@/components/reports/report-header";
import { salesPoints } from "@/components/reports/sales-points";
import { StepChoice } from "@/components/reports/step-choice";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { StatCard, StatGrid } from "@/components/ui/stat-card";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { formatMoney, toDecimalString } from "@/lib/core/money";
import { formatNumber, formatShare } from "@/lib/format/number";
import { type ReportParams, reportHref, reportOrigin } from "@/lib/reports/params";
import { getReasonReport } from "@/lib/reports/queries/get-reason-report";
import { listChannelChoices } from "@/lib/reports/queries/list-channel-choices";
import { rangeText } from "@/lib/reports/rules/period";
import { measureOfKind, shareOf } from "@/lib/reports/rules/reasons";
import { openReport } from "../open-report";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("reasons.title") };
}

const path = "/reports/reasons";

/** What was given back and cancelled, and why, with the orders behind each reason. */
export default async function ReasonsPage({ searchParams }: PageProps<"/reports/reasons">) {
  const { actor, shop } = await requirePermission("reports.read");
  const { t, locale, params, period } = await openReport(shop, searchParams);
  const { channel, country } = params;
  const [report, channels] = await Promise.all([
    getReasonReport(actor, period, {
      shopCurrency: shop.currency,
      currency: params.currency,
      filter: { channel, country },
    }),
    listChannelChoices(actor, locale),
  ]);
  const { currency, sales, groups } = report;
  const money = (minor: bigint) => formatMoney(minor, currency, locale);
  const shown: ReportParams = {
    period: rangeText(period.range),
    currency,
    channel,
    country,
    origin: reportOrigin("reasons", params),
  };
  const behind = (patch: ReportParams) => reportHref("/reports/sales/orders", shown, patch);
  const versus = period.compared ? t("versus", { days: daysText(period.compared, locale) }) : undefined;
  return (
    <>
      <ReportHeader
        section="reasons"
        params={params}
        period={period}
        report={report}
        channels={channels}
        timeZone={shop.timeZone}
        table="reasons"
        exports={may(actor, "reports.export")}
      />
      <StatGrid>
        {groups.map((group) => {
          const { kind, amount, cases, before } = group;
          const measure = measureOfKind[kind];
          const share = shareOf(
            amount,
            kind === "refund" ? sales.gross : sales.gross + sales.discounts - sales.cancelled,
          );
          return [
            <StatCard
              key={measure}
              label={t(`measure.${measure}`)}
              how={t(`how.${measure}`)}
              href={behind({ measure })}
              figure={money(amount)}
              change={before && changeText(amount, before.amount, locale, "bad")}
              versus={versus}
              note={
                share === null ? undefined : (
                  <span className="block text-text-3">
                    {t(`reasons.shareOf.${kind}`, { share: formatShare(share, locale) })}
                  </span>
                )
              }
            />,
            <StatCard
              key={kind}
              label={t(`reasons.count.${kind}`)}
              how={t("reasons.casesHow")}
              figure={formatNumber(cases, locale)}
              change={before && changeText(cases, before.cases, locale, "bad")}
              versus={versus}
            />,
          ];
        })}
      </StatGrid>
      {groups.every(({ rows }) => rows.length === 0) ? (
        <Card>
          <EmptyState kind="nothing" title={t("reasons.empty")} />
        </Card>
      ) : (
        <>
          <LineChart
            title={t("reasons.chart")}
            points={salesPoints(report, period, {
              locale,
              major: (minor) => Number(toDecimalString(minor, currency)),
              money,
              href: (range) => behind({ measure: "takenBack", period: rangeText(range) }),
            })}
            words={{
              step: t(`by.${period.by}`),
              current: t("thisPeriod"),
              previous: period.compared ? t("comparedPeriod") : undefined,
            }}
          />
          <StepChoice path={path} params={params} period={period} />
          <div className="mt-4 grid gap-4">
            {groups
              .filter(({ rows }) => rows.length > 0)
              .map((group) => (
                <ReasonTable
                  key={group.kind}
                  group={group}
                  currency={currency}
                  behind={(reason) => behind({ measure: measureOfKind[group.kind], reason })}
                />
              ))}
          </div>
        </>
      )}
    </>
  );
}
