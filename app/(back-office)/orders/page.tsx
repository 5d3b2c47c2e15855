import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import type { BulkMay } from "@/components/bulk/bulk-actions";
import { BulkBar } from "@/components/bulk/bulk-bar";
import { DataTable } from "@/components/list/data-table";
import { DownloadMenu } from "@/components/list/download-menu";
import { FilterBar } from "@/components/list/filter-bar";
import { PageHeader } from "@/components/list/page-header";
import { Pager } from "@/components/list/pager";
import { ListSelection, SelectionBar } from "@/components/list/selection";
import { type StageTab, StageTabs } from "@/components/list/stage-tabs";
import { OrderNews } from "@/components/live/order-news";
import { orderColumns } from "@/components/orders/order-columns";
import { OrderPeek } from "@/components/orders/order-peek";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Kbd } from "@/components/ui/kbd";
import { ViewCount } from "@/components/views/view-count";
import { type ViewItem, ViewsMenu } from "@/components/views/views-menu";
import { type Actor, may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { bulkTable } from "@/lib/bulk/rules/table";
import { type BulkActionName, bulkActions } from "@/lib/bulk/rules/words";
import { businessDay } from "@/lib/core/dates";
import { formatCapped } from "@/lib/format/number";
import { Messages } from "@/lib/i18n/messages-provider";
import { hasFilters, type ListState, listHref, readList } from "@/lib/list/params";
import { differsFromView, viewHref, viewQuery } from "@/lib/list/view-query";
import { exportHref } from "@/lib/orders/export-href";
import { orderList } from "@/lib/orders/list-spec";
import { listChoices } from "@/lib/orders/queries/list-choices";
import { countByStage, countCap, countOrders, type ListContext, listOrders } from "@/lib/orders/queries/list-orders";
import { assigneesKnown } from "@/lib/orders/queries/order-page";
import { approverRoles } from "@/lib/orders/rules/hold-types";
import { paymentMethods } from "@/lib/orders/rules/payment-methods";
import { findTyped } from "@/lib/orders/search-condition";
import { listViews } from "@/lib/views/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("orders"))("title") };
}

export default async function OrdersPage({ searchParams }: PageProps<"/orders">) {
  const { actor, shop, staff } = await requirePermission("orders.read");
  const [t, roleNames, locale, now] = await Promise.all([
    getTranslations("orders"),
    getTranslations("staff.roles"),
    getLocale(),
    getNow(),
  ]);
  const state = readList(orderList, await searchParams);
  const typed = await findTyped(state.q);
  if (typed.exact && !state.after && !state.before) redirect(`/orders/${typed.exact}`);
  const context: ListContext = {
    timeZone: shop.timeZone,
    today: businessDay(now, shop.timeZone),
    currency: shop.currency,
    staffId: staff.id,
    language: locale,
    now,
    few: typed.few,
  };
  const narrowed = hasFilters(state);
  const listed = listOrders(state, context);
  const [page, counts, filtered, choices, columns, people, saved] = await Promise.all([
    listed,
    countByStage(),
    // Typed words find few, and finding them is most of the work.
    narrowed ? countOrders(state, context, state.q === "" ? undefined : listed) : undefined,
    listChoices(locale),
    orderColumns(now),
    may(actor, "orders.assign") ? assigneesKnown() : [],
    listViews(actor, "orders"),
  ]);
  const views = saved.map(({ query, ...view }) => ({ ...view, href: viewHref(orderList, { ...view, query }) }));
  const opened = saved.find((view) => String(view.number) === state.view);
  const active = opened && {
    view: views.find((view) => view.number === opened.number) as (typeof views)[number],
    changed: differsFromView(orderList, state, opened),
  };
  const shownView = active?.view.pinned && !active.changed ? active.view.number : undefined;
  const tabCounts: Record<string, number> = counts;
  const total = filtered ?? tabCounts[state.tab];
  const capped = total !== undefined && total > countCap;
  const hidden: readonly string[] = ["draft", "cancelled", "completed", "delivered"];

  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            {may(actor, "imports.run") ? <ButtonLink href="/imports">{t("import")}</ButtonLink> : null}
            {may(actor, "orders.edit") ? <ButtonLink href="/orders/merge">{t("merge")}</ButtonLink> : null}
            {may(actor, "orders.bulk") ? <ButtonLink href="/orders/bulk">{t("bulk")}</ButtonLink> : null}
            {may(actor, "orders.export") ? (
              <DownloadMenu
                label={t("export")}
                files={[
                  { label: t("exportFile.csv"), href: exportHref(state, "csv") },
                  { label: t("exportFile.xlsx"), href: exportHref(state, "xlsx") },
                ]}
              />
            ) : null}
            {may(actor, "orders.create") ? (
              <ButtonLink href="/orders/new" variant="primary">
                <Plus aria-hidden />
                {t("new")} <Kbd>N</Kbd>
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <Messages namespaces={["views"]}>
        <StageTabs
          label={t("tabsLabel")}
          tabs={withPinned(
            orderList.tabs.map((tab) => ({
              key: tab,
              label: tab === "all" || tab === "held" ? t(`tabs.${tab}`) : t(`stage.${tab}`),
              count: hidden.includes(tab) ? undefined : formatCapped(tabCounts[tab] ?? 0, countCap, locale),
              href: listHref(orderList, state, { tab }),
              active: state.tab === tab && !shownView,
              tone: tab === "held" && (tabCounts.held ?? 0) > 0 ? ("danger" as const) : undefined,
            })),
            views,
            shownView,
          )}
          end={
            <ViewsMenu
              views={views}
              active={active ?? null}
              query={viewQuery(orderList, state)}
              plainHref={listHref(orderList, state, { view: "" })}
              mayShare={may(actor, "views.share")}
            />
          }
        />
      </Messages>
      <Messages namespaces={["orders", "bulk", "shipping", "resend"]}>
        <ListSelection>
          <SelectionBar
            total={total}
            more={page.newer !== null || page.older !== null}
            totalLabel={total === undefined ? undefined : formatCapped(total, countCap, locale)}
            idle={
              <FilterBar
                spec={orderList}
                state={state}
                search={{ label: t("searchLabel"), placeholder: t("searchPlaceholder") }}
                filters={[
                  { name: "channel", label: t("filter.channel"), options: choices.channels, pinned: true },
                  { name: "placed", label: t("filter.placed"), pinned: true },
                  { name: "location", label: t("filter.location"), options: choices.locations },
                  { name: "service", label: t("filter.service"), options: choices.services },
                  {
                    name: "payment",
                    label: t("filter.payment"),
                    options: (["unpaid", "part_paid", "paid", "on_delivery", "part_refunded", "refunded"] as const).map(
                      (value) => ({
                        value,
                        label: t(`payment.${value}`),
                      }),
                    ),
                  },
                  {
                    name: "method",
                    label: t("filter.method"),
                    options: paymentMethods.map((value) => ({
                      value,
                      label: t(`method.${value}`),
                    })),
                  },
                  { name: "total", label: t("filter.total") },
                  { name: "country", label: t("filter.country"), placeholder: "CN" },
                  {
                    name: "tag",
                    label: t("filter.tag"),
                    options: choices.tags.concat(chosenTags(state, choices.tags)),
                  },
                  { name: "late", label: t("filter.late") },
                  { name: "open", label: t("filter.open") },
                  { name: "held", label: t("filter.held") },
                  { name: "left", label: t("filter.left") },
                  {
                    name: "approver",
                    label: t("filter.approver"),
                    options: approverRoles.map((value) => ({ value, label: roleNames(value) })),
                  },
                  { name: "gift", label: t("filter.gift") },
                  { name: "promotion", label: t("filter.promotion"), options: choices.promotions },
                  { name: "coupon", label: t("filter.coupon") },
                ]}
                columns={Object.fromEntries(orderList.columns.map((column) => [column, t(`column.${column}`)]))}
              />
            }
          >
            <BulkBar
              state={state}
              query={listHref(orderList, state)}
              seenAt={now.toISOString()}
              may={mayBulk(actor)}
              people={people}
              warehouses={choices.locations}
            />
          </SelectionBar>
          <OrderNews
            query={listHref(orderList, state).split("?")[1] ?? ""}
            rows={page.rows.map((row) => `${row.number}:${row.version}`).join()}
            at={now.getTime()}
            newestFirst={page.newer === null && state.sort?.key === "placed" && state.sort.direction === "desc"}
            stage={state.tab === "all" || state.tab === "held" ? undefined : state.tab}
          />
          <DataTable
            label={t("title")}
            rows={page.rows}
            columns={columns}
            rowKey={(row) => row.number}
            rowHref={(row) => `/orders/${row.number}`}
            rowLabel={(row) => row.number}
            peeks
            rowTone={(row) => (row.late ? "danger" : undefined)}
            selectable
            keep={[locale, shop.timeZone, Math.floor(now.getTime() / 60_000)]}
            spec={orderList}
            state={state}
            empty={
              narrowed || state.tab !== "all" ? (
                <EmptyState
                  kind="no-match"
                  title={t("empty.noMatch")}
                  text={narrowed ? t("empty.noMatchText") : undefined}
                  action={
                    narrowed ? (
                      <ButtonLink href={listHref(orderList, state, { q: "", filters: {} })}>
                        {t("empty.clear")}
                      </ButtonLink>
                    ) : undefined
                  }
                />
              ) : (
                <EmptyState
                  kind="nothing"
                  title={t("empty.title")}
                  text={t("empty.text")}
                  action={
                    may(actor, "orders.create") ? (
                      <ButtonLink href="/orders/new" variant="primary">
                        {t("new")}
                      </ButtonLink>
                    ) : undefined
                  }
                />
              )
            }
          />
        </ListSelection>
      </Messages>
      <Pager
        spec={orderList}
        state={state}
        newer={page.newer}
        older={page.older}
        shown={page.rows.length}
        total={total === undefined ? undefined : Math.min(total, countCap)}
        capped={capped}
      />
      {state.peek ? <OrderPeek number={state.peek} closeHref={listHref(orderList, state, { peek: "" })} /> : null}
    </>
  );
}

/** What this person may do to many orders at once. */
function mayBulk(actor: Actor): BulkMay {
  const can = (action: Exclude<keyof BulkMay, "export">) =>
    may(actor, "orders.bulk") && may(actor, bulkTable[action].permission);
  const actions = Object.fromEntries(bulkActions.map((action) => [action, can(action)]));
  return { ...(actions as Record<BulkActionName, boolean>), export: may(actor, "orders.export") };
}

/** Tags that are filtered by but were not used lately. */
function chosenTags(state: ListState, known: readonly { value: string }[]): { value: string; label: string }[] {
  const chosen = state.filters.tag ?? [];
  return chosen.filter((tag) => known.every(({ value }) => value !== tag)).map((tag) => ({ value: tag, label: tag }));
}

/** Pinned views stand behind "All", before the stages: there they are in sight however narrow the screen is. */
function withPinned(stages: StageTab[], views: readonly ViewItem[], shown: number | undefined): StageTab[] {
  const pinned = views.filter((view) => view.pinned);
  return stages.toSpliced(
    1,
    0,
    ...pinned.map(({ number, name, href }) => ({
      key: `view-${number}`,
      label: name,
      count: <ViewCount number={number} />,
      href,
      active: shown === number,
    })),
  );
}
