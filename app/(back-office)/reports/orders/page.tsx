import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { LineChart } from "@/components/charts/line-chart";
import { PageHeader } from "@/components/list/page-header";
import { StageBadge } from "@/components/orders/stage-badge";
import { changeText } from "@/components/reports/change-text";
import { daysText, stepText } from "@/components/reports/days-text";
import { PrintButton } from "@/components/reports/print-button";
import { ReportControls } from "@/components/reports/report-controls";
import { ReportSections } from "@/components/reports/report-sections";
import { StageTimesCard } from "@/components/reports/stage-times-card";
import { Card, CardHeader, CardTable } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Hint } from "@/components/ui/hint";
import { TextLink } from "@/components/ui/link";
import { StatCard, StatGrid } from "@/components/ui/stat-card";
import { Table, TBody, Td, TFoot, THead, Th, Tr } from "@/components/ui/table";
import { Duration } from "@/components/ui/time";
import { requirePermission } from "@/lib/auth/session";
import { businessDay } from "@/lib/core/dates";
import { formatNumber } from "@/lib/format/number";
import { listHref, readList } from "@/lib/list/params";
import { orderList } from "@/lib/orders/list-spec";
import { readReportParams } from "@/lib/reports/params";
import { getLeadTimes } from "@/lib/reports/queries/get-lead-times";
import {
  type AgeBand,
  ageBands,
  daysOfBand,
  getOrderReport,
  type StageAges,
} from "@/lib/reports/queries/get-order-report";
import { getStageTimes } from "@/lib/reports/queries/get-stage-times";
import { rangeText, readPeriod } from "@/lib/reports/rules/period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("orders.title") };
}

const path = "/reports/orders";

export default async function OrderReportPage({ searchParams }: PageProps<"/reports/orders">) {
  const { actor, shop } = await requirePermission("reports.read");
  const [t, locale, now] = await Promise.all([getTranslations("reports"), getLocale(), getNow()]);
  const params = readReportParams(await searchParams);
  const today = businessDay(now, shop.timeZone);
  const period = readPeriod(params, today);
  const [report, leads, times] = await Promise.all([
    getOrderReport(actor, period.range, { today, timeZone: shop.timeZone, now }),
    getLeadTimes(actor, period, shop.timeZone),
    getStageTimes(actor, period.range, { timeZone: shop.timeZone, now }),
  ]);
  const sum = (of: (stage: StageAges) => number) => report.stages.reduce((total, stage) => total + of(stage), 0);
  const oldest = report.stages
    .flatMap(({ stage, oldest: at }) => (at === null ? [] : { stage, at: new Date(at) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime())[0];
  const state = readList(orderList, {});
  const ordersHref = (tab: string, filters: Record<string, string[]> = {}) =>
    listHref(orderList, state, { tab, filters });
  const placed = (band: AgeBand) => {
    const { from, to } = daysOfBand(band, today);
    return { placed: [`${from ?? ""}..${to}`] };
  };
  const count = (value: number, href: string) =>
    value === 0 ? (
      <span className="text-text-3">0</span>
    ) : (
      <TextLink href={href}>{formatNumber(value, locale)}</TextLink>
    );
  const hours = (value: number | null) =>
    value === null ? "–" : t("hours", { hours: formatNumber(Math.round(value), locale) });
  const { now: lead, before } = leads;
  const { shippedToDelivered: delivered } = report;
  const versus = period.compared ? t("versus", { days: daysText(period.compared, locale) }) : undefined;
  const change =
    lead.medianHours !== null && before?.medianHours != null
      ? changeText(Math.round(lead.medianHours), Math.round(before.medianHours), locale, "bad")
      : null;
  return (
    <>
      <PageHeader title={t("orders.title")} actions={<PrintButton label={t("print")} />} />
      <ReportSections current="orders" />
      <StatGrid>
        <StatCard
          label={t("orders.open")}
          how={t("orders.openHow")}
          href={ordersHref("all", { open: ["1"] })}
          figure={formatNumber(
            sum((stage) => stage.total),
            locale,
          )}
        />
        <StatCard
          label={t("orders.late")}
          how={t("orders.lateHow")}
          href={ordersHref("all", { late: ["1"] })}
          figure={formatNumber(
            sum((stage) => stage.late),
            locale,
          )}
        />
        <StatCard
          label={t("orders.held")}
          how={t("orders.heldHow")}
          href={ordersHref("held", { open: ["1"] })}
          figure={formatNumber(
            sum((stage) => stage.held),
            locale,
          )}
        />
        <StatCard
          label={t("orders.oldest")}
          how={t("orders.oldestHow")}
          href={
            oldest &&
            listHref(orderList, { ...state, sort: { key: "placed", direction: "asc" } }, { tab: oldest.stage })
          }
          figure={oldest ? <Duration milliseconds={now.getTime() - oldest.at.getTime()} /> : "–"}
        />
      </StatGrid>
      <Card className="mb-6">
        <CardHeader title={t("orders.byAge")} hint={<Hint text={t("orders.byAgeHow")} />} />
        {report.stages.length === 0 ? (
          <EmptyState kind="nothing" title={t("orders.empty")} />
        ) : (
          <CardTable label={t("orders.byAge")} className="relative">
            <Table aria-label={t("orders.byAge")}>
              <THead>
                <Tr>
                  <Th>{t("orders.stage")}</Th>
                  {ageBands.map((band) => (
                    <Th key={band} align="end">
                      {t(`orders.age.${band}`)}
                    </Th>
                  ))}
                  <Th align="end">{t("orders.total")}</Th>
                  <Th align="end">{t("orders.lateColumn")}</Th>
                  <Th align="end">{t("orders.heldColumn")}</Th>
                </Tr>
              </THead>
              <TBody>
                {report.stages.map((stage) => (
                  <Tr key={stage.stage} className="hover:bg-hover">
                    <Td>
                      <StageBadge stage={stage.stage} />
                    </Td>
                    {ageBands.map((band) => (
                      <Td key={band} align="end">
                        {count(stage.ages[band], ordersHref(stage.stage, placed(band)))}
                      </Td>
                    ))}
                    <Td align="end">
                      <strong>{count(stage.total, ordersHref(stage.stage))}</strong>
                    </Td>
                    <Td align="end">{count(stage.late, ordersHref(stage.stage, { late: ["1"] }))}</Td>
                    <Td align="end">{count(stage.held, ordersHref(stage.stage, { held: ["1"] }))}</Td>
                  </Tr>
                ))}
              </TBody>
              <TFoot>
                <Tr>
                  <Td>{t("orders.total")}</Td>
                  {ageBands.map((band) => (
                    <Td key={band} align="end">
                      {count(
                        sum((stage) => stage.ages[band]),
                        ordersHref("all", { open: ["1"], ...placed(band) }),
                      )}
                    </Td>
                  ))}
                  <Td align="end">
                    {count(
                      sum((stage) => stage.total),
                      ordersHref("all", { open: ["1"] }),
                    )}
                  </Td>
                  <Td align="end">
                    {count(
                      sum((stage) => stage.late),
                      ordersHref("all", { late: ["1"] }),
                    )}
                  </Td>
                  <Td align="end">
                    {count(
                      sum((stage) => stage.held),
                      ordersHref("held", { open: ["1"] }),
                    )}
                  </Td>
                </Tr>
              </TFoot>
            </Table>
          </CardTable>
        )}
      </Card>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <h2 className="me-auto font-semibold text-lg">{t("orders.speed")}</h2>
        <ReportControls path={path} params={params} period={period} timeZone={shop.timeZone} />
      </div>
      <StatGrid>
        <StatCard
          label={t("measure.placedToShipped")}
          how={t("how.placedToShipped")}
          href={ordersHref("all", { left: ["1"], placed: [rangeText(period.range)] })}
          figure={hours(lead.medianHours)}
          change={change}
          versus={versus}
          note={
            lead.p90Hours === null ? undefined : (
              <span className="block text-text-3">
                {t("p90", { hours: formatNumber(Math.round(lead.p90Hours), locale) })}
              </span>
            )
          }
        />
        <StatCard
          label={t("orders.shippedToDelivered")}
          how={t("orders.shippedToDeliveredHow")}
          figure={hours(delivered.medianHours)}
          note={
            delivered.p90Hours === null ? undefined : (
              <span className="block text-text-3">
                {t("p90", { hours: formatNumber(Math.round(delivered.p90Hours), locale) })}
              </span>
            )
          }
        />
        <StatCard
          label={t("orders.shippedOrders")}
          how={t("orders.shippedOrdersHow")}
          href={ordersHref("all", { left: ["1"], placed: [rangeText(period.range)] })}
          figure={formatNumber(lead.orders, locale)}
          change={before ? changeText(lead.orders, before.orders, locale) : null}
          versus={versus}
        />
      </StatGrid>
      <StageTimesCard times={times} />
      {lead.orders === 0 ? (
        <Card>
          <EmptyState kind="nothing" title={t("orders.none")} />
        </Card>
      ) : (
        <LineChart
          title={t("orders.chart")}
          points={report.byDay.map(({ day, medianHours }) => ({
            key: day,
            label: stepText(day, "day", locale),
            value: Math.round(medianHours ?? 0),
            text: hours(medianHours),
            href: ordersHref("all", { left: ["1"], placed: [`${day}..${day}`] }),
          }))}
          words={{ step: t("by.day"), current: t("measure.placedToShipped") }}
        />
      )}
    </>
  );
}
