import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { type Column, DataTable } from "@/components/list/data-table";
import { FilterBar } from "@/components/list/filter-bar";
import { PageHeader } from "@/components/list/page-header";
import { KeyHints, Pager } from "@/components/list/pager";
import { StageTabs } from "@/components/list/stage-tabs";
import { PromotionBadge } from "@/components/promotions/promotion-badge";
import { sentenceOf } from "@/components/promotions/sentence-of";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { formatCapped } from "@/lib/format/number";
import { hasFilters, type ListState, listHref, readList } from "@/lib/list/params";
import { promotionList } from "@/lib/promotions/list-spec";
import {
  countPromotions,
  listPromotions,
  type PromotionRow,
  usesCounted,
} from "@/lib/promotions/queries/list-promotions";
import { promotionChoices } from "@/lib/promotions/queries/promotion-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("promotions"))("title") };
}

export default async function PromotionsPage({ searchParams }: PageProps<"/promotions">) {
  const { actor, shop } = await requirePermission("promotions.read");
  const state = readList(promotionList, await searchParams);
  const [t, now, locale] = await Promise.all([getTranslations("promotions"), getNow(), getLocale()]);
  const [page, counts, choices] = await Promise.all([
    listPromotions(actor, state, now),
    countPromotions(actor, now),
    promotionChoices(locale),
  ]);
  const says = await sentenceOf(shop.timeZone, choices.channels);
  const mayMake = may(actor, "promotions.manage");
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          mayMake ? (
            <ButtonLink href="/promotions/new" variant="primary">
              <Plus aria-hidden />
              {t("new")}
            </ButtonLink>
          ) : null
        }
      />
      <StageTabs
        label={t("tabsLabel")}
        tabs={promotionList.tabs.map((tab) => ({
          key: tab,
          label: tab === "all" ? t("all") : t(`state.${tab}`),
          count: tab === "all" ? undefined : counts[tab],
          href: listHref(promotionList, state, { tab }),
          active: state.tab === tab,
        }))}
      />
      <FilterBar
        spec={promotionList}
        state={state}
        search={{ label: t("search"), placeholder: t("search") }}
        filters={[]}
      />
      <DataTable
        label={t("title")}
        rows={page.rows}
        columns={await columns(says, locale)}
        rowKey={({ number }) => `${number}`}
        rowHref={({ number }) => `/promotions/${number}`}
        rowLabel={({ name }) => name}
        spec={promotionList}
        state={state}
        empty={<Nothing state={state} mayMake={mayMake} />}
      />
      <Pager
        spec={promotionList}
        state={state}
        newer={page.newer}
        older={page.older}
        shown={page.rows.length}
        hints={<KeyHints />}
      />
    </>
  );
}

async function Nothing({ state, mayMake }: { state: ListState; mayMake: boolean }) {
  const t = await getTranslations("promotions");
  if (!hasFilters(state) && (state.tab === "all" || state.tab === ""))
    return (
      <EmptyState
        kind="nothing"
        title={t("empty")}
        text={t("emptyText")}
        action={mayMake ? <ButtonLink href="/promotions/new">{t("new")}</ButtonLink> : undefined}
      />
    );
  return (
    <EmptyState
      kind="no-match"
      title={t("noMatch")}
      action={<ButtonLink href="/promotions">{t("showAll")}</ButtonLink>}
    />
  );
}

async function columns(says: Awaited<ReturnType<typeof sentenceOf>>, locale: string): Promise<Column<PromotionRow>[]> {
  const t = await getTranslations("promotions");
  return [
    {
      key: "name",
      header: t("column.name"),
      phone: "title",
      cell: ({ name }) => <span className="font-semibold">{name}</span>,
    },
    { key: "state", header: t("column.state"), phone: "aside", cell: ({ state }) => <PromotionBadge state={state} /> },
    { key: "terms", header: t("column.terms"), grow: true, muted: true, cell: ({ terms }) => says(terms) },
    {
      key: "coupons",
      header: t("column.coupons"),
      align: "end",
      hideBelow: "md",
      cell: ({ coupons, terms }) => (terms.byCoupon ? coupons : "–"),
    },
    {
      key: "orders",
      header: t("column.orders"),
      phone: "hide",
      align: "end",
      cell: ({ number, orders }) =>
        orders === 0 ? (
          "0"
        ) : (
          <TextLink href={`/orders?promotion=${number}`}>{formatCapped(orders, usesCounted, locale)}</TextLink>
        ),
    },
  ];
}
