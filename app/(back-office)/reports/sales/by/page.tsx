import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { BreakdownTable } from "@/components/reports/breakdown-table";
import { countryText, daysText } from "@/components/reports/days-text";
import { ReportControls } from "@/components/reports/report-controls";
import { ReportFilters } from "@/components/reports/report-filters";
import { ReportSections } from "@/components/reports/report-sections";
import { TakeAway } from "@/components/reports/take-away";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { businessDay } from "@/lib/core/dates";
import { type ReportParams, readReportParams, reportHref, reportOrigin } from "@/lib/reports/params";
import { getBreakdown } from "@/lib/reports/queries/get-breakdown";
import { listChannelChoices } from "@/lib/reports/queries/list-channel-choices";
import { type BreakdownRow, dimensions, ofItems, parameterOf } from "@/lib/reports/rules/breakdown";
import type { CostMeasure } from "@/lib/reports/rules/costs";
import { rangeText, readPeriod } from "@/lib/reports/rules/period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("by.title") };
}

const path = "/reports/sales/by";

/** Sales told apart by one thing, in a table that adds up. */
export default async function SalesByPage({ searchParams }: PageProps<"/reports/sales/by">) {
  const { actor, shop } = await requirePermission("reports.read");
  const [t, locale, now] = await Promise.all([getTranslations("reports"), getLocale(), getNow()]);
  const params = readReportParams(await searchParams);
  const period = readPeriod({ ...params, compare: "none" }, businessDay(now, shop.timeZone));
  const { of = "product", channel, country } = params;
  const [table, channels] = await Promise.all([
    getBreakdown(actor, of, period.range, {
      language: locale,
      shopCurrency: shop.currency,
      currency: params.currency,
      filter: { channel, country },
    }),
    listChannelChoices(actor, locale),
  ]);
  const { currency } = table;
  const shown: ReportParams = {
    period: rangeText(period.range),
    currency,
    channel,
    country,
    origin: reportOrigin("sales/by", params),
  };
  const nameOf = (row: BreakdownRow) => {
    if (of === "country") return countryText(row.key, locale, t("noCountry"));
    return row.key === "" && of !== "product" && of !== "channel" ? t(`none.${of}`) : row.label;
  };
  const behind = (
    measure: "gross" | "discounts" | "refunds" | "net" | CostMeasure,
    row: BreakdownRow | "rest" | null,
  ) => {
    if (row === null) return reportHref("/reports/sales/orders", { ...shown, measure });
    if (row === "rest") return reportHref("/reports/sales/orders", { ...shown, measure, item: "" });
    const figure = measure === "net" && ofItems(of) ? "items" : measure;
    return reportHref("/reports/sales/orders", { ...shown, measure: figure, [parameterOf[of]]: row.key });
  };
  return (
    <>
      <PageHeader
        title={t("by.title")}
        back={{
          href: reportHref("/reports/sales", { period: params.period, currency: params.currency }),
          label: t("sales.title"),
        }}
        actions={
          <>
            <ReportControls path={path} params={params} period={period} timeZone={shop.timeZone} compares={false} />
            <ReportFilters
              path={path}
              params={params}
              channels={channels}
              currency={currency}
              currencies={table.currencies}
            />
            <TakeAway params={{ ...params, of, currency }} table="groups" exports={may(actor, "reports.export")} />
          </>
        }
      >
        {daysText(period.range, locale)} · {t("sales.hint", { zone: shop.timeZone, currency })}
      </PageHeader>
      <ReportSections current="sales" />
      <nav aria-label={t("by.title")} className="no-print mb-3 flex flex-wrap gap-1">
        {dimensions.map((each) => (
          <ButtonLink
            key={each}
            size="sm"
            variant="quiet"
            href={reportHref(path, params, { of: each })}
            aria-current={each === of ? "page" : undefined}
            className={each === of ? "bg-selected! text-text!" : undefined}
          >
            {t(`of.${each}`)}
          </ButtonLink>
        ))}
      </nav>
      <Card>
        {table.rows.length === 0 && !table.rest ? (
          <EmptyState kind="nothing" title={t("nothingSold")} />
        ) : (
          <BreakdownTable
            label={t("by.title")}
            group={t(`of.${of}`)}
            table={table}
            currency={currency}
            shopCurrency={shop.currency}
            nameOf={nameOf}
            behind={behind}
          />
        )}
      </Card>
    </>
  );
}
