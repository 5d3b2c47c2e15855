import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { DataTable } from "@/components/list/data-table";
import { FilterBar } from "@/components/list/filter-bar";
import { PageHeader } from "@/components/list/page-header";
import { KeyHints, Pager } from "@/components/list/pager";
import { stockColumns } from "@/components/stock/stock-columns";
import { StockSections } from "@/components/stock/stock-sections";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { businessDay } from "@/lib/core/dates";
import { formatCapped } from "@/lib/format/number";
import { getNavCounts, navCountCap } from "@/lib/home/queries";
import { stockList, stockStates } from "@/lib/inventory/list-spec";
import { listStockChoices } from "@/lib/inventory/queries/list-choices";
import { listStock, stockCountCap } from "@/lib/inventory/queries/list-stock";
import { hasFilters, listHref, readList } from "@/lib/list/params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("stock"))("title") };
}

export default async function StockPage({ searchParams }: PageProps<"/stock">) {
  const { actor, shop } = await requirePermission("stock.read");
  const [t, locale, now] = await Promise.all([getTranslations("stock"), getLocale(), getNow()]);
  const state = readList(stockList, await searchParams);
  const [page, choices, columns, { lowStock = 0 }] = await Promise.all([
    listStock(actor, state, { language: locale, today: businessDay(now, shop.timeZone) }),
    listStockChoices(actor, locale),
    stockColumns(),
    getNavCounts(actor),
  ]);
  const narrowed = hasFilters(state);

  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            {may(actor, "stock.adjust") ? <ButtonLink href="/stock/adjust">{t("action.adjust")}</ButtonLink> : null}
            {may(actor, "stock.transfer") ? (
              <ButtonLink href="/stock/transfer">{t("action.transfer")}</ButtonLink>
            ) : null}
            {may(actor, "stock.receive") ? (
              <ButtonLink href="/stock/receive" variant="primary">
                {t("action.receive")}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <StockSections current="stock" warnings={formatCapped(lowStock, navCountCap, locale)} />
      <FilterBar
        spec={stockList}
        state={state}
        search={{ label: t("searchLabel"), placeholder: t("searchPlaceholder") }}
        filters={[
          {
            name: "state",
            label: t("filter.state"),
            options: stockStates.map((value) => ({ value, label: t(`states.${value}`) })),
            pinned: true,
          },
          {
            name: "location",
            label: t("filter.location"),
            options: choices.places.filter(({ active }) => active),
            pinned: true,
          },
          {
            name: "category",
            label: t("filter.category"),
            options: choices.categories.map((value) => ({ value, label: value })),
            pinned: true,
          },
        ]}
        columns={Object.fromEntries(stockList.columns.map((column) => [column, t(`column.${column}`)]))}
      />
      <DataTable
        label={t("title")}
        rows={page.rows}
        columns={columns}
        rowKey={(row) => row.id}
        rowHref={(row) => `/stock/${encodeURIComponent(row.sku)}`}
        rowLabel={(row) => row.sku}
        spec={stockList}
        state={state}
        empty={
          narrowed ? (
            <EmptyState
              kind="no-match"
              title={t("empty.noMatch")}
              text={t("empty.noMatchText")}
              action={
                <ButtonLink href={listHref(stockList, state, { q: "", filters: {} })}>{t("empty.clear")}</ButtonLink>
              }
            />
          ) : (
            <EmptyState
              kind="nothing"
              title={t("empty.title")}
              text={t("empty.text")}
              action={
                may(actor, "catalogue.edit") ? (
                  <ButtonLink href="/products/new" variant="primary">
                    {t("empty.newProduct")}
                  </ButtonLink>
                ) : undefined
              }
            />
          )
        }
      />
      <Pager
        spec={stockList}
        state={state}
        newer={page.newer}
        older={page.older}
        shown={page.rows.length}
        total={Math.min(page.total, stockCountCap)}
        capped={page.total > stockCountCap}
        hints={<KeyHints />}
      />
    </>
  );
}
