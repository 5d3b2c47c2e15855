import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type Column, DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { KeyHints, Pager } from "@/components/list/pager";
import { daysText } from "@/components/reports/days-text";
import { lineColumns } from "@/components/reports/line-columns";
import { TakeAway } from "@/components/reports/take-away";
import { EmptyState } from "@/components/ui/empty-state";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { formatNumber } from "@/lib/format/number";
import { defineList, readList } from "@/lib/list/params";
import { readOrigin } from "@/lib/reports/params";
import { listChannelChoices } from "@/lib/reports/queries/list-channel-choices";
import { listShipped, type ShippedLine } from "@/lib/reports/queries/list-shipped";
import { openReport } from "../../open-report";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("returns.shippedLines") };
}

const kept = ["period", "channel", "currency", "sku", "origin"];

/** The lines that left behind the units shipped, which they add up to. */
export default async function ShippedLinesPage({ searchParams }: PageProps<"/reports/returns/shipped">) {
  const { actor, shop } = await requirePermission("reports.read");
  const { t, locale, params, period } = await openReport(shop, searchParams);
  const { range } = period;
  const { currency = shop.currency, channel, sku } = params;
  const spec = defineList({
    path: "/reports/returns/shipped",
    filters: Object.fromEntries(kept.map((name) => [name, "one" as const])),
  });
  const state = readList(spec, await searchParams);
  const [page, channels, shared] = await Promise.all([
    listShipped(actor, { range, timeZone: shop.timeZone, currency, channel, sku }, state, locale),
    listChannelChoices(actor, locale),
    lineColumns<ShippedLine>(locale),
  ]);
  const columns: Column<ShippedLine>[] = [
    {
      key: "order",
      header: t("returns.column.order"),
      phone: "title",
      cell: (row) => <span className="font-mono font-semibold">{row.order}</span>,
    },
    shared.day,
    shared.item,
    shared.customer,
    shared.channel,
    {
      key: "parcel",
      header: t("returns.column.parcel"),
      muted: true,
      phone: "line",
      cell: (row) => <span className="font-mono">{row.parcels.join(", ")}</span>,
    },
    {
      key: "units",
      header: t("returns.shipped"),
      align: "end",
      phone: "aside",
      cell: (row) => formatNumber(row.units, locale),
    },
  ];
  const facts = [
    daysText(range, locale),
    channel === undefined ? null : (channels.find(({ value }) => value === channel)?.label ?? channel),
    sku ?? null,
    currency,
  ];
  const origin = readOrigin({ ...params, origin: params.origin ?? "returns" });
  return (
    <>
      <PageHeader
        title={t("returns.shippedSum", { units: page.units })}
        back={{ href: origin.href, label: t("returns.title") }}
        actions={
          <TakeAway
            params={{ ...params, currency, origin: undefined }}
            table="shipped"
            exports={may(actor, "reports.export")}
          />
        }
      >
        {facts.filter(Boolean).join(" · ")} · {t("returns.shippedHow")}
      </PageHeader>
      <DataTable
        label={t("returns.shippedLines")}
        rows={page.rows}
        columns={columns}
        rowKey={(row) => `${row.at} ${row.id}`}
        rowHref={may(actor, "orders.read") ? (row) => `/orders/${row.order}` : undefined}
        rowLabel={(row) => row.order}
        empty={<EmptyState kind="no-match" title={t("returns.shippedEmpty")} />}
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
