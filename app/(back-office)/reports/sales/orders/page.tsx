import type { Metadata } from "next";
import { forbidden, notFound } from "next/navigation";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { type Column, DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { KeyHints, Pager } from "@/components/list/pager";
import { countryText, daysText, stepText } from "@/components/reports/days-text";
import { reasonText } from "@/components/reports/reason-text";
import { TakeAway } from "@/components/reports/take-away";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { businessDay } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { formatNumber } from "@/lib/format/number";
import { defineList, readList } from "@/lib/list/params";
import { readOrigin, readReportParams } from "@/lib/reports/params";
import { listChannelChoices } from "@/lib/reports/queries/list-channel-choices";
import { type BehindRow, listOrdersBehind } from "@/lib/reports/queries/list-orders-behind";
import { isCostMeasure } from "@/lib/reports/rules/costs";
import { hourAt, hourText } from "@/lib/reports/rules/hours";
import { readPeriod } from "@/lib/reports/rules/period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("behind.title") };
}

const kept = [
  ...["period", "channel", "country", "currency", "measure", "item"],
  ...["category", "customer", "buyers", "staff", "reason", "hour", "sku", "origin"],
];

const titleOf = {
  sales: "sales.title",
  "sales/by": "by.title",
  items: "items.title",
  reasons: "reasons.title",
  returns: "returns.title",
  customers: "customers.title",
} as const;

/** What stands behind a figure: orders and credit notes by day, whose sum is the figure. */
export default async function OrdersBehindPage({ searchParams }: PageProps<"/reports/sales/orders">) {
  const { actor, shop } = await requirePermission("reports.read");
  const [t, locale, now, search] = await Promise.all([getTranslations("reports"), getLocale(), getNow(), searchParams]);
  const params = readReportParams(search);
  const { range } = readPeriod(params, businessDay(now, shop.timeZone));
  const {
    measure = "net",
    currency = shop.currency,
    channel,
    country,
    item,
    sku,
    category,
    customer,
    buyers,
    staff,
    reason,
  } = params;
  if (isCostMeasure(measure) && !may(actor, "reports.cost")) forbidden();
  if (measure === "margin" && currency !== shop.currency) notFound();
  const hour = hourAt(params.hour, range, shop.timeZone);
  const spec = defineList({
    path: "/reports/sales/orders",
    filters: Object.fromEntries(kept.map((name) => [name, "one" as const])),
  });
  const state = readList(spec, search);
  const [page, channels] = await Promise.all([
    listOrdersBehind(
      actor,
      { range, currency, measure, channel, country, item, sku, category, customer, buyers, staff, reason, hour },
      state,
      locale,
    ),
    listChannelChoices(actor, locale),
  ]);
  const counted = measure === "cost" ? shop.currency : currency;
  const money = (minor: bigint) => formatMoney(minor, counted, locale);
  const columns: Column<BehindRow>[] = [
    {
      key: "number",
      header: t("behind.order"),
      phone: "title",
      cell: (row) => <span className="font-mono font-semibold">{row.number}</span>,
    },
    {
      key: "day",
      header: t("behind.day"),
      muted: true,
      phone: "line",
      cell: (row) => stepText(row.day, "day", locale),
    },
    { key: "customer", header: t("behind.customer"), ellipsis: 240, cell: (row) => row.customer || "–" },
    { key: "channel", header: t("filter.channel"), muted: true, hideBelow: "md", cell: (row) => row.channel },
    {
      key: "country",
      header: t("filter.country"),
      muted: true,
      hideBelow: "lg",
      cell: (row) => countryText(row.country, locale, "–"),
    },
    {
      key: "kinds",
      header: t("behind.what"),
      muted: true,
      cell: (row) => row.kinds.map((kind) => t(`kind.${kind as "sale"}`)).join(", "),
    },
    {
      key: "quantity",
      header: t("behind.units"),
      align: "end",
      phone: "hide",
      cell: (row) => formatNumber(row.quantity, locale),
    },
    {
      key: "amount",
      header: t(`measure.${measure}`),
      align: "end",
      phone: "aside",
      cell: (row) => <Money minor={row.amount} currency={counted} />,
    },
  ];
  const facts = [
    daysText(range, locale),
    hour === undefined ? null : hourText(hour, shop.timeZone, locale),
    channel === undefined ? null : (channels.find(({ value }) => value === channel)?.label ?? channel),
    country === undefined ? null : countryText(country, locale, t("noCountry")),
    item === undefined ? null : item || t("none.product"),
    sku ?? null,
    category === undefined ? null : category || t("none.category"),
    customer === undefined ? null : customer === "" ? t("none.customer") : (page.rows[0]?.customer ?? null),
    buyers === undefined ? null : t(`customers.${buyers}`),
    staff === undefined ? null : staff || t("none.staff"),
    reason === undefined ? null : reasonText(t, reason),
    page.units === 0 ? null : t("behind.unitsSum", { units: page.units }),
  ];
  const reads = may(actor, "orders.read");
  const origin = readOrigin(params);
  return (
    <>
      <PageHeader
        title={`${t(`measure.${measure}`)}: ${money(page.total)}`}
        back={{ href: origin.href, label: t(titleOf[origin.report]) }}
        actions={
          <TakeAway
            params={{ ...params, currency, origin: undefined }}
            table="orders"
            exports={may(actor, "reports.export")}
          />
        }
      >
        {facts.filter(Boolean).join(" · ")} · {t(`how.${measure}`)}
      </PageHeader>
      <DataTable
        label={t("behind.title")}
        rows={page.rows}
        columns={columns}
        rowKey={(row) => `${row.day} ${row.document}`}
        rowHref={reads ? (row) => (row.isOrder ? `/orders/${row.number}` : "") : undefined}
        rowLabel={(row) => row.number}
        empty={<EmptyState kind="no-match" title={t("behind.empty")} />}
      />
      <Pager
        spec={spec}
        state={state}
        newer={page.newer}
        older={page.older}
        shown={page.rows.length}
        hints={<KeyHints />}
      />
    </>
  );
}
