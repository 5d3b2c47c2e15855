import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type Column, DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { KeyHints, Pager } from "@/components/list/pager";
import { daysText } from "@/components/reports/days-text";
import { lineColumns } from "@/components/reports/line-columns";
import { TakeAway } from "@/components/reports/take-away";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { formatMoney } from "@/lib/core/money";
import { formatNumber } from "@/lib/format/number";
import { defineList, readList } from "@/lib/list/params";
import { readOrigin } from "@/lib/reports/params";
import { listChannelChoices } from "@/lib/reports/queries/list-channel-choices";
import { listReturned, type ReturnedLine } from "@/lib/reports/queries/list-returned";
import { returnReasons } from "@/lib/returns/rules/state";
import { openReport } from "../../open-report";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("returns.lines") };
}

const kept = ["period", "channel", "currency", "sku", "reason", "outcome", "origin"];

/** The lines of returns behind a figure, which they add up to. */
export default async function ReturnedLinesPage({ searchParams }: PageProps<"/reports/returns/lines">) {
  const { actor, shop } = await requirePermission("reports.read");
  const [{ t, locale, params, period }, words] = await Promise.all([
    openReport(shop, searchParams),
    getTranslations("returns"),
  ]);
  const { range } = period;
  const { currency = shop.currency, channel, sku, outcome } = params;
  const reason = returnReasons.find((known) => known === params.reason);
  const spec = defineList({
    path: "/reports/returns/lines",
    filters: Object.fromEntries(kept.map((name) => [name, "one" as const])),
  });
  const state = readList(spec, await searchParams);
  const [page, channels, shared] = await Promise.all([
    listReturned(actor, { range, timeZone: shop.timeZone, currency, channel, sku, reason, outcome }, state, locale),
    listChannelChoices(actor, locale),
    lineColumns<ReturnedLine>(locale),
  ]);
  const columns: Column<ReturnedLine>[] = [
    {
      key: "rma",
      header: t("returns.column.return"),
      phone: "title",
      cell: (row) => <span className="font-mono font-semibold">{row.rma}</span>,
    },
    shared.day,
    shared.item,
    shared.customer,
    shared.channel,
    { key: "reason", header: t("returns.of.reason"), phone: "line", cell: (row) => words(`reason.${row.reason}`) },
    {
      key: "outcome",
      header: t("returns.of.outcome"),
      muted: true,
      hideBelow: "md",
      cell: (row) => words(`outcome.${row.outcome}`),
    },
    {
      key: "units",
      header: t("returns.units"),
      align: "end",
      phone: "hide",
      cell: (row) => formatNumber(row.units, locale),
    },
    {
      key: "value",
      header: t("returns.value"),
      align: "end",
      phone: "aside",
      cell: (row) => <Money minor={row.value} currency={currency} />,
    },
  ];
  const facts = [
    daysText(range, locale),
    channel === undefined ? null : (channels.find(({ value }) => value === channel)?.label ?? channel),
    sku ?? null,
    reason === undefined ? null : words(`reason.${reason}`),
    outcome === undefined ? null : words(`outcome.${outcome}`),
  ];
  const reads = may(actor, "returns.read");
  const origin = readOrigin({ ...params, origin: params.origin ?? "returns" });
  return (
    <>
      <PageHeader
        title={t("returns.sum", { units: page.total.units, value: formatMoney(page.total.value, currency, locale) })}
        back={{ href: origin.href, label: t("returns.title") }}
        actions={
          <TakeAway
            params={{ ...params, currency, origin: undefined }}
            table="returned"
            exports={may(actor, "reports.export")}
          />
        }
      >
        {facts.filter(Boolean).join(" · ")} · {t("returns.valueHow")}
      </PageHeader>
      <DataTable
        label={t("returns.lines")}
        rows={page.rows}
        columns={columns}
        rowKey={(row) => row.id}
        rowHref={reads ? (row) => `/returns/${row.rma}` : undefined}
        rowLabel={(row) => row.rma}
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
