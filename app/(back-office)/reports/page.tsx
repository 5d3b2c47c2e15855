import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { daysText } from "@/components/reports/days-text";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { KeyValue, KeyValues } from "@/components/ui/key-value";
import { TextLink } from "@/components/ui/link";
import { requirePermission } from "@/lib/auth/session";
import { businessDay } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { formatNumber, formatShare } from "@/lib/format/number";
import { getBuyerReport } from "@/lib/reports/queries/get-buyer-report";
import { getLeadTimes } from "@/lib/reports/queries/get-lead-times";
import { getOrderReport } from "@/lib/reports/queries/get-order-report";
import { getReasonReport } from "@/lib/reports/queries/get-reason-report";
import { getReturnReport } from "@/lib/reports/queries/get-return-report";
import { getSalesReport } from "@/lib/reports/queries/get-sales-report";
import { getStockReport } from "@/lib/reports/queries/get-stock-report";
import { returningShare } from "@/lib/reports/rules/buyers";
import { readPeriod } from "@/lib/reports/rules/period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("title") };
}

type Question = "sales" | "items" | "customers" | "reasons" | "returns" | "orders" | "stock";
const bestShown = 3;

/** The questions a shop asks, each with the figures that begin the answer. */
export default async function ReportsPage() {
  const { actor, shop } = await requirePermission("reports.read");
  const [t, locale, now] = await Promise.all([getTranslations("reports"), getLocale(), getNow()]);
  const today = businessDay(now, shop.timeZone);
  const period = readPeriod({}, today);
  const [sales, buyers, reasons, returns, orders, leads, stock] = await Promise.all([
    getSalesReport(actor, period, { language: locale, shopCurrency: shop.currency }),
    getBuyerReport(actor, period, { shopCurrency: shop.currency }),
    getReasonReport(actor, period, { shopCurrency: shop.currency }),
    getReturnReport(actor, period, { language: locale, shopCurrency: shop.currency, timeZone: shop.timeZone }),
    getOrderReport(actor, period.range, { today, timeZone: shop.timeZone, now }),
    getLeadTimes(actor, period, shop.timeZone),
    getStockReport(actor, { language: locale, currency: shop.currency, today }),
  ]);
  const open = orders.stages.reduce((sum, { total }) => sum + total, 0);
  const late = orders.stages.reduce((sum, stage) => sum + stage.late, 0);
  const hours = leads.now.medianHours;
  const returning = returningShare(buyers.now);
  const cards: { key: Question; hint: string; rows: [string, string][] }[] = [
    {
      key: "sales",
      hint: daysText(period.range, locale),
      rows: [
        [t("measure.net"), formatMoney(sales.now.net, sales.currency, locale)],
        [t("measure.orders"), formatNumber(sales.now.orders, locale)],
        [t("measure.refunds"), formatMoney(-sales.now.refunds, sales.currency, locale)],
      ],
    },
    {
      key: "items",
      hint: daysText(period.range, locale),
      rows: sales.items.slice(0, bestShown).map(({ title, net }) => [title, formatMoney(net, sales.currency, locale)]),
    },
    {
      key: "customers",
      hint: daysText(period.range, locale),
      rows: [
        [t("customers.new"), formatNumber(buyers.now.new.customers, locale)],
        [t("customers.returning"), formatNumber(buyers.now.returning.customers, locale)],
        [t("customers.share"), returning === null ? "–" : formatShare(returning, locale)],
      ],
    },
    {
      key: "reasons",
      hint: daysText(period.range, locale),
      rows: [
        ...reasons.groups.map(({ kind, cases }): [string, string] => [
          t(`reasons.count.${kind}`),
          formatNumber(cases, locale),
        ]),
        [
          t("measure.takenBack"),
          formatMoney(
            reasons.groups.reduce((sum, { amount }) => sum + amount, 0n),
            reasons.currency,
            locale,
          ),
        ],
      ],
    },
    {
      key: "returns",
      hint: daysText(period.range, locale),
      rows: [
        [t("returns.units"), formatNumber(returns.now.units, locale)],
        [t("returns.value"), formatMoney(returns.now.value, returns.currency, locale)],
        [t("returns.rate"), returns.now.rate === null ? "–" : formatShare(returns.now.rate, locale)],
      ],
    },
    {
      key: "orders",
      hint: t("now"),
      rows: [
        [t("orders.open"), formatNumber(open, locale)],
        [t("orders.late"), formatNumber(late, locale)],
        [
          t("measure.placedToShipped"),
          hours === null ? "–" : t("hours", { hours: formatNumber(Math.round(hours), locale) }),
        ],
      ],
    },
    {
      key: "stock",
      hint: t("now"),
      rows: [
        [t("stock.value"), formatMoney(stock.value, shop.currency, locale)],
        [t("stock.units"), formatNumber(stock.units, locale)],
        [t("stock.warnings"), formatNumber(stock.warnings, locale)],
      ],
    },
  ];
  return (
    <>
      <PageHeader title={t("title")} actions={<ButtonLink href="/reports/mail">{t("mail.link")}</ButtonLink>} />
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {cards.map(({ key, hint, rows }) => (
          <Card key={key}>
            <CardHeader title={<TextLink href={`/reports/${key}`}>{t(`${key}.title`)}</TextLink>} hint={hint} />
            <CardBody>
              {rows.length === 0 ? (
                <p className="text-sm text-text-2">{t("nothingSold")}</p>
              ) : (
                <KeyValues>
                  {rows.map(([label, value]) => (
                    <KeyValue key={label} label={label}>
                      {value}
                    </KeyValue>
                  ))}
                </KeyValues>
              )}
            </CardBody>
          </Card>
        ))}
      </div>
    </>
  );
}
