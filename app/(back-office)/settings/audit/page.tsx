import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DataTable } from "@/components/list/data-table";
import { FilterBar } from "@/components/list/filter-bar";
import { PageHeader } from "@/components/list/page-header";
import { Pager } from "@/components/list/pager";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { requirePermission } from "@/lib/auth/session";
import { defineList, hasFilters, readList, type SearchParams } from "@/lib/list/params";
import { auditWords } from "@/lib/staff/audit-words";
import { listAudit } from "@/lib/staff/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("audit.title") };
}

const list = defineList({ path: "/settings/audit", filters: { area: "one" } });
const areas = [
  "staff",
  "settings",
  "catalogue",
  "stock",
  "customer",
  "orders",
  "channel",
  "reports",
  "api_key",
  "shop",
] as const;

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { actor } = await requirePermission("staff.manage");
  const state = readList(list, await searchParams);
  const [t, words, { rows, newer, older }] = await Promise.all([
    getTranslations("staff"),
    auditWords(),
    listAudit(actor, {
      area: state.filters.area?.[0],
      q: state.q,
      after: cursor(state.after),
      before: cursor(state.before),
    }),
  ]);
  const narrowed = state.q !== "" || hasFilters(state);
  return (
    <>
      <PageHeader title={t("audit.title")}>{t("audit.intro")}</PageHeader>
      <FilterBar
        spec={list}
        state={state}
        filters={[
          {
            name: "area",
            label: t("audit.area"),
            pinned: true,
            options: areas.map((value) => ({ value, label: t(`audit.areas.${value}`) })),
          },
        ]}
        search={{ label: t("audit.search"), placeholder: t("audit.search") }}
      />
      <DataTable
        label={t("audit.title")}
        rows={rows}
        rowKey={({ id }) => String(id)}
        spec={list}
        state={state}
        columns={[
          {
            key: "at",
            header: t("audit.when"),
            muted: true,
            phone: "line",
            cell: ({ at }) => <Time at={at} capital />,
          },
          {
            key: "who",
            header: t("audit.who"),
            phone: "title",
            cell: ({ actorName, actorType }) => (actorType === "system" ? t("audit.house") : actorName),
          },
          { key: "action", header: t("audit.action"), cell: ({ action }) => words.action(action) },
          { key: "subject", header: t("audit.subject"), ellipsis: 240, cell: ({ subject }) => subject },
          {
            key: "facts",
            header: t("audit.details"),
            muted: true,
            grow: true,
            phone: "line",
            cell: (row) => {
              const text = words.facts(row).join(" · ");
              return <span title={text}>{text}</span>;
            },
          },
        ]}
        empty={
          narrowed ? (
            <EmptyState kind="no-match" title={t("audit.noMatch")} text={t("audit.noMatchText")} />
          ) : (
            <EmptyState kind="nothing" title={t("audit.empty")} />
          )
        }
      />
      {rows.length > 0 ? (
        <Pager
          spec={list}
          state={state}
          newer={newer === null ? null : String(newer)}
          older={older === null ? null : String(older)}
          shown={rows.length}
        />
      ) : null}
    </>
  );
}

function cursor(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
