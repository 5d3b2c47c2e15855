import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { ReportHeader } from "@/components/reports/report-header";
import { SellerTable } from "@/components/reports/seller-table";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { businessDay } from "@/lib/core/dates";
import { readReportParams, reportHref, reportOrigin } from "@/lib/reports/params";
import { getItemReport } from "@/lib/reports/queries/get-item-report";
import { listChannelChoices } from "@/lib/reports/queries/list-channel-choices";
import { rangeText, readPeriod } from "@/lib/reports/rules/period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("items.title") };
}

const _path = "/reports/items";

/** What sells best, and what does not sell although it is there. */
export default async function ItemsPage({ searchParams }: PageProps<"/reports/items">) {
  const { actor, shop } = await requirePermission("reports.read");
  const [_t, locale, now] = await Promise.all([getTranslations("reports"), getLocale(), getNow()]);
  const params = readReportParams(await searchParams);
  const today = businessDay(now, shop.timeZone);
  const period = readPeriod(params, today);
  const { channel } = params;
  const [report, channels] = await Promise.all([
    getItemReport(actor, period, {
      language: locale,
      shopCurrency: shop.currency,
      currency: params.currency,
      filter: { channel },
      today,
      timeZone: shop.timeZone,
    }),
    listChannelChoices(actor, locale),
  ]);
  const { currency } = report;
  const shown = { period: rangeText(period.range), currency, channel, origin: reportOrigin("items", params) };
  const stock = may(actor, "stock.read") ? (sku: string) => `/stock/${encodeURIComponent(sku)}` : undefined;
  return (
    <>
      <ReportHeader
        section="items"
        params={params}
        period={period}
        report={report}
        channels={channels}
        timeZone={shop.timeZone}
        table="sellers"
        exports={may(actor, "reports.export")}
      />
      <div className="grid gap-4">
        {(["best", "worst"] as const).map((which) => (
          <SellerTable
            key={which}
            which={which}
            rows={report[which]}
            currency={currency}
            compares={period.compared !== null}
            behind={(sku) => reportHref("/reports/sales/orders", { ...shown, measure: "items", sku })}
            stock={stock}
          />
        ))}
      </div>
    </>
  );
}
