import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { type Column, DataTable } from "@/components/list/data-table";
import { FilterBar } from "@/components/list/filter-bar";
import { PageHeader } from "@/components/list/page-header";
import { KeyHints, Pager } from "@/components/list/pager";
import { StockSections } from "@/components/stock/stock-sections";
import { WarningAdvice, WarningWhy } from "@/components/stock/warning-text";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { businessDay } from "@/lib/core/dates";
import { warningList } from "@/lib/inventory/list-spec";
import { listWarnings, type WarningRow } from "@/lib/inventory/queries/list-warnings";
import { listHref, readList } from "@/lib/list/params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("stock"))("warnings.title") };
}

const kinds = ["short_of_orders", "out", "below_point"] as const;
const tones = { short_of_orders: "red", out: "red", below_point: "amber" } as const;

export default async function WarningsPage({ searchParams }: PageProps<"/stock/warnings">) {
  const { actor, shop } = await requirePermission("stock.read");
  const [t, locale, now] = await Promise.all([getTranslations("stock"), getLocale(), getNow()]);
  const state = readList(warningList, await searchParams);
  const page = await listWarnings(actor, state, { language: locale, today: businessDay(now, shop.timeZone) });
  const count = kinds.reduce((sum, kind) => sum + page.counts[kind], 0);
  const columns: Column<WarningRow>[] = [
    {
      key: "sku",
      header: t("column.sku"),
      phone: "title",
      cell: (row) => <span className="font-mono font-semibold">{row.sku}</span>,
    },
    {
      key: "title",
      header: t("column.title"),
      ellipsis: 200,
      cell: (row) => (
        <>
          {row.title} {row.option ? <span className="text-text-3">{row.option}</span> : null}
        </>
      ),
    },
    {
      key: "kind",
      header: t("filter.kind"),
      phone: "aside",
      cell: (row) => <Badge tone={tones[row.warning.kind]}>{t(`warnings.kind.${row.warning.kind}`)}</Badge>,
    },
    {
      key: "why",
      header: t("warnings.why"),
      cell: (row) => <WarningWhy facts={row} warning={row.warning} orders={row.orders} />,
    },
    {
      key: "cover",
      header: t("column.cover"),
      align: "end",
      muted: true,
      phone: "hide",
      cell: (row) =>
        row.warning.daysOfCover === null ? t("coverNone") : t("cover", { days: row.warning.daysOfCover }),
    },
    {
      key: "order",
      header: t("warnings.order"),
      align: "end",
      phoneLabel: true,
      cell: (row) =>
        row.warning.toOrder > 0 ? (
          <strong>{row.warning.toOrder}</strong>
        ) : (
          <span className="text-text-3">{t("warnings.orderNothing")}</span>
        ),
    },
    {
      key: "advice",
      header: t("warnings.how"),
      grow: true,
      muted: true,
      hideBelow: "xl",
      phone: "hide",
      cell: (row) =>
        row.warning.toOrder > 0 ? <WarningAdvice warning={row.warning} atLeast={row.reorderQuantity} /> : null,
    },
  ];
  return (
    <>
      <PageHeader
        title={t("warnings.title")}
        subtitle={t("warnings.subtitle", { count })}
        actions={
          may(actor, "stock.receive") ? (
            <ButtonLink href="/stock/receive" variant="primary">
              {t("action.receive")}
            </ButtonLink>
          ) : undefined
        }
      />
      <StockSections current="warnings" warnings={count} />
      <FilterBar
        spec={warningList}
        state={state}
        filters={[
          {
            name: "kind",
            label: t("filter.kind"),
            options: kinds.map((kind) => ({
              value: kind,
              label: `${t(`warnings.kind.${kind}`)} (${page.counts[kind]})`,
            })),
            pinned: true,
          },
        ]}
      />
      <DataTable
        label={t("warnings.label")}
        rows={page.rows}
        columns={columns}
        rowKey={(row) => row.id}
        rowHref={(row) => `/stock/${encodeURIComponent(row.sku)}`}
        rowTone={(row) => (row.warning.kind === "below_point" ? "attention" : "danger")}
        spec={warningList}
        state={state}
        empty={
          state.filters.kind ? (
            <EmptyState
              kind="no-match"
              title={t("empty.noMatch")}
              action={<ButtonLink href={listHref(warningList, state, { filters: {} })}>{t("empty.clear")}</ButtonLink>}
            />
          ) : (
            <EmptyState kind="nothing" title={t("warnings.empty")} text={t("warnings.emptyText")} />
          )
        }
      />
      <Pager
        spec={warningList}
        state={state}
        newer={page.newer}
        older={page.older}
        shown={page.rows.length}
        hints={<KeyHints />}
      />
    </>
  );
}
