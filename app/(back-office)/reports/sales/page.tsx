import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { BarList } from "@/components/charts/bar-list";
import { LineChart } from "@/components/charts/line-chart";
import { changeText } from "@/components/reports/change-text";
import { countryText, daysText } from "@/components/reports/days-text";
import { HoursCard } from "@/components/reports/hours-card";
import { ReportHeader } from "@/components/reports/report-header";
import { salesPoints } from "@/components/reports/sales-points";
import { StepChoice } from "@/components/reports/step-choice";
import { WaterfallCard } from "@/components/reports/waterfall-card";
import { KeptPart } from "@/components/still/still";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { StatCard, StatGrid } from "@/components/ui/stat-card";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { businessDay } from "@/lib/core/dates";
import { formatMoney, toDecimalString } from "@/lib/core/money";
import { formatNumber, formatShare } from "@/lib/format/number";
import { type ReportParams, readReportParams, reportHref, reportOrigin } from "@/lib/reports/params";
import { getHours } from "@/lib/reports/queries/get-hours";
import { getLeadTimes } from "@/lib/reports/queries/get-lead-times";
import { getSalesReport, type SalesReport } from "@/lib/reports/queries/get-sales-report";
import { listChannelChoices } from "@/lib/reports/queries/list-channel-choices";
import { changeBetween } from "@/lib/reports/rules/metrics";
import { rangeText, readPeriod } from "@/lib/reports/rules/period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("sales.title") };
}

const path = "/reports/sales";

export default async function SalesReportPage({ searchParams }: PageProps<"/reports/sales">) {
  const { actor, shop } = await requirePermission("reports.read");
  const [t, locale, now] = await Promise.all([getTranslations("reports"), getLocale(), getNow()]);
  const params = readReportParams(await searchParams);
  const today = businessDay(now, shop.timeZone);
  const period = readPeriod(params, today);
  const { channel, country } = params;
  const [report, leads, channels] = await Promise.all([
    getSalesReport(actor, period, {
      language: locale,
      shopCurrency: shop.currency,
      currency: params.currency,
      filter: { channel, country },
    }),
    getLeadTimes(actor, period, shop.timeZone),
    listChannelChoices(actor, locale),
  ]);
  const { currency, now: figures, before } = report;
  const hours = await getHours(actor, period.range, {
    timeZone: shop.timeZone,
    currency,
    filter: { channel, country },
  });
  const money = (minor: bigint) => formatMoney(minor, currency, locale);
  const major = (minor: bigint) => Number(toDecimalString(minor, currency));
  const versus = period.compared ? t("versus", { days: daysText(period.compared, locale) }) : undefined;
  const shown: ReportParams = {
    ...params,
    currency,
    period: rangeText(period.range),
    compare: undefined,
    by: undefined,
    origin: reportOrigin("sales", params),
  };
  const behind = (patch: ReportParams) => reportHref("/reports/sales/orders", { ...shown, measure: "net" }, patch);
  const change = (after: bigint | number, prior: bigint | number | undefined, more?: "good" | "bad") =>
    period.compared ? changeText(after, prior, locale, more) : null;
  const lead = leads.now.medianHours;
  const hoursBefore = leads.before?.medianHours ?? null;
  const refundShare = figures.gross > 0n ? changeBetween(figures.gross - figures.refunds, figures.gross).share : null;
  const context = [locale, today, shop.currency, shop.timeZone, params];
  const words = {
    label: t("column.name"),
    value: t("measure.net"),
    change: period.compared ? t("column.change") : undefined,
  };

  return (
    <>
      <ReportHeader
        section="sales"
        params={params}
        period={period}
        report={report}
        channels={channels}
        timeZone={shop.timeZone}
        table="steps"
        exports={may(actor, "reports.export")}
        action={
          <ButtonLink href={reportHref("/reports/sales/by", { period: params.period, channel, country, currency })}>
            {t("by.title")}
          </ButtonLink>
        }
      >
        {country === undefined ? null : (
          <>
            {" · "}
            {countryText(country, locale, t("noCountry"))}{" "}
            <ButtonLink size="sm" variant="quiet" href={reportHref(path, params, { country: undefined })}>
              {t("filter.clearCountry")}
            </ButtonLink>
          </>
        )}
      </ReportHeader>
      <KeptPart of={[report, leads]} name={["figures", ...context]}>
        {() => (
          <StatGrid>
            <StatCard
              label={t("measure.net")}
              how={t("how.net")}
              href={behind({})}
              figure={money(figures.net)}
              change={change(figures.net, before?.net)}
              versus={versus}
            />
            <StatCard
              label={t("measure.orders")}
              how={t("how.orders")}
              href={behind({})}
              figure={formatNumber(figures.orders, locale)}
              change={change(figures.orders, before?.orders)}
              versus={versus}
            />
            <StatCard
              label={t("measure.averageOrder")}
              how={t("how.averageOrder")}
              figure={figures.averageOrder === null ? "–" : money(figures.averageOrder)}
              change={
                figures.averageOrder === null ? null : change(figures.averageOrder, before?.averageOrder ?? undefined)
              }
              versus={versus}
            />
            <StatCard
              label={t("measure.refunds")}
              how={t("how.refunds")}
              href={behind({ measure: "refunds" })}
              figure={money(-figures.refunds)}
              change={change(-figures.refunds, before ? -before.refunds : undefined, "bad")}
              versus={versus}
              note={
                refundShare === null ? undefined : (
                  <span className="block text-text-3">
                    {t("sales.refundShare", { share: formatShare(refundShare, locale) })}
                  </span>
                )
              }
            />
            <StatCard
              label={t("measure.placedToShipped")}
              how={t("how.placedToShipped")}
              href="/reports/orders"
              figure={lead === null ? "–" : t("hours", { hours: formatNumber(Math.round(lead), locale) })}
              change={
                lead === null || hoursBefore === null ? null : change(Math.round(lead), Math.round(hoursBefore), "bad")
              }
              versus={versus}
              note={
                leads.now.p90Hours === null ? undefined : (
                  <span className="block text-text-3">
                    {t("p90", { hours: formatNumber(Math.round(leads.now.p90Hours), locale) })}
                  </span>
                )
              }
            />
          </StatGrid>
        )}
      </KeptPart>
      <LineChart
        title={t(`sales.chart.${period.by}`)}
        points={salesPoints(netOf(report), period, {
          locale,
          major,
          money,
          href: (range) => behind({ period: rangeText(range) }),
        })}
        words={{
          step: t(`by.${period.by}`),
          current: t("thisPeriod"),
          previous: period.compared ? t("comparedPeriod") : undefined,
        }}
      />
      <KeptPart of={[report, leads, ...(hours.length > 0 ? [hours] : [])]} name={["rest", ...context]}>
        {() => (
          <>
            <StepChoice path={path} params={params} period={period} />
            {hours.length > 0 ? (
              <HoursCard
                rows={hours}
                currency={currency}
                timeZone={shop.timeZone}
                behind={(measure, hour) => behind({ measure, hour })}
              />
            ) : null}
            <div className="mt-4 grid items-start gap-4 lg:grid-cols-2">
              <div className="grid grid-cols-1 gap-4">
                <BarList
                  title={t("sales.byChannel")}
                  hint={t("sales.clickRow")}
                  words={words}
                  rows={report.channels.map((row) => ({
                    key: row.key,
                    label: row.label,
                    value: major(row.net),
                    text: money(row.net),
                    change: change(row.net, row.before),
                    href: behind({ channel: row.key }),
                  }))}
                  empty={<EmptyState kind="nothing" title={t("nothingSold")} />}
                />
                <BarList
                  title={t("sales.byCountry")}
                  hint={t("sales.clickRow")}
                  words={words}
                  rows={report.countries.map((row) => ({
                    key: row.key,
                    label: countryText(row.key, locale, t("noCountry")),
                    value: major(row.net),
                    text: money(row.net),
                    change: change(row.net, row.before),
                    href: behind({ country: row.key }),
                  }))}
                  empty={<EmptyState kind="nothing" title={t("nothingSold")} />}
                />
              </div>
              <div className="grid grid-cols-1 gap-4">
                <BarList
                  title={t("sales.bestSellers")}
                  hint={t("sales.byItems")}
                  words={words}
                  rows={report.items.map((row) => ({
                    key: row.sku,
                    label: row.title,
                    value: major(row.net),
                    text: money(row.net),
                    change: change(row.net, row.before),
                    href: behind({ measure: "items", item: row.sku }),
                  }))}
                  empty={<EmptyState kind="nothing" title={t("nothingSold")} />}
                />
                <WaterfallCard
                  figures={figures}
                  before={before}
                  costs={report.costs}
                  shopCurrency={shop.currency}
                  currency={currency}
                  href={(measure) => behind({ measure })}
                />
              </div>
            </div>
          </>
        )}
      </KeptPart>
    </>
  );
}

function netOf({ series, seriesBefore }: SalesReport) {
  const amounts = (points: SalesReport["series"]) => points.map(({ step, net }) => ({ step, amount: net }));
  return { series: amounts(series), seriesBefore: amounts(seriesBefore) };
}
