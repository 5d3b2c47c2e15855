import type { Metadata } from "next";
import { getNow, getTranslations } from "next-intl/server";
import { type Column, DataTable } from "@/components/list/data-table";
import { FilterBar } from "@/components/list/filter-bar";
import { PageHeader } from "@/components/list/page-header";
import { KeyHints, Pager } from "@/components/list/pager";
import { StageTabs } from "@/components/list/stage-tabs";
import { ReturnNews } from "@/components/live/return-news";
import { ReturnBadge } from "@/components/returns/status-badge";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { hasFilters, type ListState, listHref, readList } from "@/lib/list/params";
import { returnList } from "@/lib/returns/list-spec";
import { markOf } from "@/lib/returns/queries/list-news";
import { countReturns, listReturns, type ReturnCounts, type ReturnRow } from "@/lib/returns/queries/list-returns";
import { returnOutcomes, returnReasons, returnSources } from "@/lib/returns/rules/state";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("returns"))("title") };
}

export default async function ReturnsPage({ searchParams }: PageProps<"/returns">) {
  const { actor } = await requirePermission("returns.read");
  const state = readList(returnList, await searchParams);
  const [t, now] = await Promise.all([getTranslations("returns"), getNow()]);
  const [page, counts] = await Promise.all([listReturns(actor, state, { now }), countReturns(now)]);
  return (
    <>
      <PageHeader title={t("title")} subtitle={t("intro")} />
      <StageTabs
        label={t("tabsLabel")}
        tabs={returnList.tabs.map((tab) => ({
          key: tab,
          label: t(`tab.${tab as "open"}`),
          count: counts[tab as keyof ReturnCounts] || undefined,
          href: listHref(returnList, state, { tab }),
          active: state.tab === tab,
        }))}
      />
      <Messages namespaces={["returns"]}>
        <FilterBar
          spec={returnList}
          state={state}
          search={{ label: t("search"), placeholder: t("searchHint") }}
          filters={[
            {
              name: "reason",
              label: t("column.reason"),
              pinned: true,
              options: returnReasons.map((value) => ({ value, label: t(`reason.${value}`) })),
            },
            {
              name: "outcome",
              label: t("column.outcome"),
              pinned: true,
              options: returnOutcomes.map((value) => ({ value, label: t(`outcome.${value}`) })),
            },
            {
              name: "source",
              label: t("column.source"),
              pinned: true,
              options: returnSources.map((value) => ({ value, label: t(`source.${value}`) })),
            },
          ]}
        />
        <ReturnNews
          query={listHref(returnList, state, {}).split("?")[1] ?? ""}
          rows={page.rows.map((row) => `${row.rma}:${markOf(row)}`).join()}
          at={now.getTime()}
        />
        <DataTable
          label={t("title")}
          rows={page.rows}
          columns={await columns(now)}
          rowKey={(row) => row.rma}
          rowLabel={(row) => row.rma}
          rowHref={(row) => `/returns/${encodeURIComponent(row.rma)}`}
          rowTone={(row) => (row.dueAt && new Date(row.dueAt) < now ? "danger" : undefined)}
          spec={returnList}
          state={state}
          empty={<Nothing state={state} />}
        />
      </Messages>
      <Pager
        spec={returnList}
        state={state}
        newer={page.newer}
        older={page.older}
        shown={page.rows.length}
        hints={<KeyHints />}
      />
    </>
  );
}

async function Nothing({ state }: { state: ListState }) {
  const t = await getTranslations("returns.empty");
  if (hasFilters(state)) {
    return (
      <EmptyState
        kind="no-match"
        title={t("noMatch")}
        action={<ButtonLink href={listHref(returnList, state, { q: "", filters: {} })}>{t("clear")}</ButtonLink>}
      />
    );
  }
  return <EmptyState kind="nothing" title={t(state.tab === "all" ? "none" : "done")} text={t("how")} />;
}

async function columns(now: Date): Promise<Column<ReturnRow>[]> {
  const t = await getTranslations("returns");
  return [
    {
      key: "rma",
      header: t("column.return"),
      phone: "title",
      cell: (row) => (
        <>
          <span className="font-mono font-semibold">{row.rma}</span>{" "}
          <span className="font-mono text-text-3 text-xs">{row.order}</span>
        </>
      ),
    },
    {
      key: "status",
      header: t("column.status"),
      phone: "aside",
      cell: (row) => (
        <span className="inline-flex gap-1.5 whitespace-nowrap">
          <ReturnBadge status={row.status} />
          {row.refundDue > 0 ? <Badge tone="amber">{t("moneyDue")}</Badge> : null}
        </span>
      ),
    },
    {
      key: "items",
      header: t("column.items"),
      grow: true,
      cell: (row) => row.items.map(({ title, units }) => `${units} × ${title}`).join(" · "),
    },
    { key: "customer", header: t("column.customer"), ellipsis: 160, cell: (row) => row.customer || "–" },
    {
      key: "reason",
      header: t("column.reason"),
      muted: true,
      hideBelow: "md",
      cell: (row) => row.reasons.map((reason) => t(`reason.${reason}`)).join(" · "),
    },
    {
      key: "requested",
      header: t("column.requested"),
      muted: true,
      hideBelow: "md",
      cell: (row) => <Time at={row.requestedAt} form="list" />,
    },
    {
      key: "due",
      header: t("column.due"),
      phoneLabel: true,
      cell: (row) =>
        row.dueAt ? (
          <Time
            at={row.dueAt}
            form="relative"
            className={new Date(row.dueAt) < now ? "font-semibold text-danger" : undefined}
          />
        ) : (
          "–"
        ),
    },
  ];
}
