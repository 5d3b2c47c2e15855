import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImportBadge } from "@/components/imports/status-badge";
import { UploadCard } from "@/components/imports/upload-card";
import { type Column, DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { Pager } from "@/components/list/pager";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { Quantity } from "@/components/ui/quantity";
import { Time } from "@/components/ui/time";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { importList } from "@/lib/imports/list-spec";
import { type ImportSummary, listImports } from "@/lib/imports/queries";
import { moneyOf } from "@/lib/imports/rules/counts";
import { largestFile } from "@/lib/imports/store-file";
import { readList } from "@/lib/list/params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("title") };
}

export default async function ImportsPage({ searchParams }: PageProps<"/imports">) {
  const { actor } = await requirePermission("imports.read");
  const state = readList(importList, await searchParams);
  const [t, page] = await Promise.all([getTranslations("imports"), listImports(actor, state)]);
  return (
    <>
      <PageHeader title={t("title")} />
      {may(actor, "imports.run") ? (
        <Messages namespaces={["imports"]}>
          <UploadCard megabytes={largestFile / 1_000_000} />
        </Messages>
      ) : null}
      <DataTable
        label={t("list.label")}
        rows={page.rows}
        columns={await columns()}
        rowKey={(row) => row.number}
        rowHref={(row) => `/imports/${row.number}`}
        rowLabel={(row) => row.number}
        empty={<EmptyState kind="nothing" title={t("list.empty")} text={t("list.emptyText")} />}
      />
      <Pager spec={importList} state={state} newer={page.newer} older={page.older} shown={page.rows.length} />
    </>
  );
}

async function columns(): Promise<Column<ImportSummary>[]> {
  const t = await getTranslations("imports");
  return [
    {
      key: "number",
      header: t("list.number"),
      phone: "title",
      cell: (row) => <span className="font-mono font-semibold">{row.number}</span>,
    },
    { key: "file", header: t("list.file"), ellipsis: 280, cell: (row) => row.fileName },
    { key: "source", header: t("list.source"), hideBelow: "md", cell: (row) => t(`source.${row.source}`) },
    { key: "status", header: t("list.status"), phone: "aside", cell: (row) => <ImportBadge status={row.status} /> },
    {
      key: "rows",
      header: t("list.rows"),
      align: "end",
      hideBelow: "md",
      cell: (row) =>
        row.status === "running" || row.status === "checking" ? (
          t("list.progress", { done: row.rowsDone, total: Math.max(row.rowsTotal ?? 0, row.rowsDone) })
        ) : (
          <Quantity value={row.rowsTotal ?? row.rowsDone} />
        ),
    },
    { key: "outcome", header: t("list.outcome"), grow: true, cell: (row) => <Outcome row={row} /> },
    {
      key: "by",
      header: t("list.by"),
      muted: true,
      hideBelow: "lg",
      cell: (row) => row.createdBy,
    },
    { key: "at", header: t("list.at"), muted: true, cell: (row) => <Time at={row.createdAt} /> },
  ];
}

async function Outcome({ row }: { row: ImportSummary }) {
  const t = await getTranslations("imports.list");
  if (row.status !== "done" && row.status !== "running") return "–";
  return (
    <>
      {t("orders", { count: row.counts.orders ?? 0 })}
      {moneyOf(row.counts, "sales").map(({ currency, minor }) => (
        <span key={currency}>
          {" · "}
          <Money minor={minor} currency={currency} />
        </span>
      ))}
      {row.counts.refusedRows ? (
        <span className="text-danger"> · {t("refused", { count: row.counts.refusedRows })}</span>
      ) : null}
    </>
  );
}
