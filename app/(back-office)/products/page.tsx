import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { type Column, DataTable } from "@/components/list/data-table";
import { FilterBar } from "@/components/list/filter-bar";
import { PageHeader } from "@/components/list/page-header";
import { KeyHints, Pager } from "@/components/list/pager";
import { StockSections } from "@/components/stock/stock-sections";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Quantity } from "@/components/ui/quantity";
import { Time } from "@/components/ui/time";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { productList } from "@/lib/catalog/list-spec";
import { listProducts, type ProductRow, productCountCap } from "@/lib/catalog/queries/list-products";
import { formatUnitPrice } from "@/lib/core/money";
import { formatCapped } from "@/lib/format/number";
import { getNavCounts, navCountCap } from "@/lib/home/queries";
import { listStockChoices } from "@/lib/inventory/queries/list-choices";
import { hasFilters, listHref, readList } from "@/lib/list/params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("catalogue"))("title") };
}

export default async function ProductsPage({ searchParams }: PageProps<"/products">) {
  const { actor, shop } = await requirePermission("catalogue.read");
  const [t, locale] = await Promise.all([getTranslations("catalogue"), getLocale()]);
  const state = readList(productList, await searchParams);
  const [page, { categories }, { lowStock = 0 }] = await Promise.all([
    listProducts(actor, state, { language: locale, currency: shop.currency }),
    listStockChoices(actor, locale),
    getNavCounts(actor),
  ]);
  const narrowed = hasFilters(state);
  const price = (unitPrice: string) => formatUnitPrice(unitPrice, shop.currency, locale);
  const columns: Column<ProductRow>[] = [
    {
      key: "title",
      header: t("field.product"),
      sort: "title",
      ellipsis: 360,
      phone: "title",
      cell: (row) => (
        <>
          <span className="font-semibold">{row.title}</span>{" "}
          {row.active ? null : <Badge tone="grey">{t("inactive")}</Badge>}
        </>
      ),
    },
    {
      key: "skus",
      header: t("field.sku"),
      muted: true,
      ellipsis: 320,
      cell: (row) => (
        <span className="font-mono text-xs">
          {row.skus.join(", ")}
          {row.variants > row.skus.length ? ` +${row.variants - row.skus.length}` : ""}
        </span>
      ),
    },
    {
      key: "category",
      header: t("field.category"),
      muted: true,
      hideBelow: "md",
      phone: "hide",
      cell: (row) => row.category || "–",
    },
    {
      key: "price",
      header: t("field.price", { currency: shop.currency }),
      align: "end",
      phone: "aside",
      cell: (row) =>
        row.priceFrom === null || row.priceTo === null
          ? "–"
          : row.priceFrom === row.priceTo
            ? price(row.priceFrom)
            : `${price(row.priceFrom)} – ${price(row.priceTo)}`,
    },
    {
      key: "onHand",
      header: t("field.onHand"),
      align: "end",
      phone: "hide",
      cell: (row) => <Quantity value={row.onHand} />,
    },
    {
      key: "available",
      header: t("field.available"),
      align: "end",
      phoneLabel: true,
      cell: (row) => <Quantity value={row.available} />,
    },
    {
      key: "changed",
      header: t("field.changed"),
      sort: "changed",
      muted: true,
      hideBelow: "lg",
      phone: "hide",
      cell: (row) => <Time at={row.changedAt} form="list" capital />,
    },
  ];
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          may(actor, "catalogue.edit") ? (
            <ButtonLink href="/products/new" variant="primary">
              <Plus aria-hidden />
              {t("new")}
            </ButtonLink>
          ) : undefined
        }
      />
      <StockSections current="products" warnings={formatCapped(lowStock, navCountCap, locale)} />
      <FilterBar
        spec={productList}
        state={state}
        search={{ label: t("searchLabel"), placeholder: t("searchPlaceholder") }}
        filters={[
          {
            name: "category",
            label: t("field.category"),
            options: categories.map((value) => ({ value, label: value })),
            pinned: true,
          },
          {
            name: "sold",
            label: t("sold.label"),
            options: (["no", "all"] as const).map((value) => ({ value, label: t(`sold.${value}`) })),
          },
        ]}
      />
      <DataTable
        label={t("title")}
        rows={page.rows}
        columns={columns}
        rowKey={(row) => row.id}
        rowHref={(row) => `/products/${encodeURIComponent(row.sku)}`}
        rowLabel={(row) => row.title}
        spec={productList}
        state={state}
        empty={
          narrowed ? (
            <EmptyState
              kind="no-match"
              title={t("empty.noMatch")}
              text={t("empty.noMatchText")}
              action={
                <ButtonLink href={listHref(productList, state, { q: "", filters: {} })}>{t("empty.clear")}</ButtonLink>
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
                    {t("new")}
                  </ButtonLink>
                ) : undefined
              }
            />
          )
        }
      />
      <Pager
        spec={productList}
        state={state}
        newer={page.newer}
        older={page.older}
        shown={page.rows.length}
        total={Math.min(page.total, productCountCap)}
        capped={page.total > productCountCap}
        hints={<KeyHints />}
      />
    </>
  );
}
