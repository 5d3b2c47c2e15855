import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BulkBadge, bulkTitle, totalOf } from "@/components/bulk/bulk-words";
import { ShipTable } from "@/components/bulk/ship-table";
import { type Column, DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { Pager } from "@/components/list/pager";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { bulkList } from "@/lib/bulk/list-spec";
import { type BulkSummary, listBulk } from "@/lib/bulk/queries";
import { bulkTable } from "@/lib/bulk/rules/table";
import { Messages } from "@/lib/i18n/messages-provider";
import { readList } from "@/lib/list/params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("bulk"))("title") };
}

/** Every change of many orders, the newest first. */
export default async function BulkListPage({ searchParams }: PageProps<"/orders/bulk">) {
  const { actor } = await requirePermission("orders.read");
  const state = readList(bulkList, await searchParams);
  const [t, page] = await Promise.all([getTranslations("bulk"), listBulk(actor, state)]);
  return (
    <>
      <PageHeader
        title={t("title")}
        back={{ href: "/orders", label: t("back") }}
        actions={
          may(actor, "orders.bulk") && may(actor, bulkTable.ship.permission) ? (
            <Messages namespaces={["bulk", "orders", "shipping"]}>
              <ShipTable />
            </Messages>
          ) : undefined
        }
      />
      <DataTable
        label={t("list.label")}
        rows={page.rows}
        columns={await columns()}
        rowKey={(row) => row.number}
        rowHref={(row) => `/orders/bulk/${row.number}`}
        rowLabel={(row) => row.number}
        empty={<EmptyState kind="nothing" title={t("list.empty")} text={t("list.emptyText")} />}
      />
      <Pager spec={bulkList} state={state} newer={page.newer} older={page.older} shown={page.rows.length} />
    </>
  );
}

async function columns(): Promise<Column<BulkSummary>[]> {
  const t = await getTranslations("bulk");
  const outcome = (row: BulkSummary) =>
    [
      row.status === "checked" ? t("list.readyOf", { count: row.ready }) : t("list.outcomeOf", { done: row.done }),
      row.skipped > 0 ? t("list.skippedOf", { count: row.skipped }) : null,
      row.failed > 0 ? t("list.failedOf", { count: row.failed }) : null,
    ]
      .filter(Boolean)
      .join(" · ");
  return [
    {
      key: "number",
      header: t("list.number"),
      phone: "title",
      cell: (row) => <span className="font-mono font-semibold">{row.number}</span>,
    },
    { key: "what", header: t("list.what"), cell: (row) => bulkTitle(t, row, totalOf(row)) },
    { key: "status", header: t("list.status"), phone: "aside", cell: (row) => <BulkBadge status={row.status} /> },
    { key: "outcome", header: t("list.outcome"), grow: true, cell: outcome },
    { key: "by", header: t("list.by"), muted: true, hideBelow: "md", cell: (row) => row.startedBy || row.createdBy },
    { key: "at", header: t("list.at"), muted: true, cell: (row) => <Time at={row.createdAt} /> },
  ];
}
