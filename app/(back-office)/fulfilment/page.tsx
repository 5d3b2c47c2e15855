import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PickNext, PickSelection, ShipmentSelection } from "@/components/fulfilment/queue-actions";
import { orderColumns, shipmentColumns, waveColumns } from "@/components/fulfilment/queue-columns";
import { WarehouseMenu } from "@/components/fulfilment/warehouse-menu";
import { type Column, DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { KeyHints } from "@/components/list/pager";
import { ListSelection, SelectionBar } from "@/components/list/selection";
import { StageTabs } from "@/components/list/stage-tabs";
import { WarehouseNews } from "@/components/live/warehouse-news";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type Actor, may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { businessDay, startOfDay } from "@/lib/core/dates";
import { formatCapped } from "@/lib/format/number";
import { type QueueTab, queueList, queueTabs } from "@/lib/fulfilment/list-spec";
import {
  countCap,
  countQueue,
  listLocations,
  listOrdersToPick,
  listShipments,
  listWaves,
  type QueueLocation,
  type QueuePlace,
} from "@/lib/fulfilment/queries/queue";
import { Messages } from "@/lib/i18n/messages-provider";
import { nameIn } from "@/lib/i18n/rules/languages";
import { type ListState, listHref, readList } from "@/lib/list/params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fulfilment"))("title") };
}

/** What waits in a warehouse, step by step, the oldest promise first. */
export default async function FulfilmentPage({ searchParams }: PageProps<"/fulfilment">) {
  const { actor, shop } = await requirePermission("fulfilment.read");
  const [t, locale, now, locations] = await Promise.all([
    getTranslations("fulfilment"),
    getLocale(),
    getNow(),
    listLocations(),
  ]);
  const state = readList(queueList, await searchParams);
  const location = locations.find(({ code }) => code === state.filters.location?.[0]) ?? locations[0];
  if (!location) {
    return (
      <>
        <PageHeader title={t("title")} />
        <EmptyState kind="nothing" title={t("empty.noWarehouse")} text={t("empty.noWarehouseText")} />
      </>
    );
  }
  const nameOf = (location: QueueLocation) => nameIn(locale, location);
  const since = startOfDay(businessDay(now, shop.timeZone), shop.timeZone);
  const tab = state.tab as QueueTab;
  const place = { id: location.id, isFirst: location === locations[0] };
  const [counts, list] = await Promise.all([
    countQueue(place, since),
    tabList(tab, { actor, state, location, place, name: nameOf(location), now, since }),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          locations.length > 1 ? (
            <Messages namespaces={["fulfilment"]}>
              <WarehouseMenu
                current={location.code}
                places={locations.map((each) => ({
                  code: each.code,
                  name: nameOf(each),
                  href: listHref(queueList, state, { filters: { location: [each.code] } }),
                }))}
              />
            </Messages>
          ) : undefined
        }
      />
      <StageTabs
        label={t("tabsLabel")}
        tabs={queueTabs.map((key) => ({
          key,
          label: t(`tab.${key}`),
          count: formatCapped(counts[key], countCap, locale),
          href: listHref(queueList, state, { tab: key }),
          active: tab === key,
        }))}
      />
      <WarehouseNews location={location.code} tab={tab} count={counts[tab]} />
      <Messages namespaces={["fulfilment"]}>{list}</Messages>
    </>
  );
}

/** As many orders as one walk takes when nobody chooses. */
const walkOf = 10;

type TabContext = {
  actor: Actor;
  state: ListState;
  location: QueueLocation;
  place: QueuePlace;
  name: string;
  now: Date;
  since: Date;
};

async function tabList(tab: QueueTab, context: TabContext): Promise<ReactNode> {
  const { actor, location, place, now, since, state } = context;
  const after = state.after || undefined;
  const print = may(actor, "documents.print");
  if (tab === "picking") {
    const [columns, rows] = await Promise.all([waveColumns(), listWaves(location.id)]);
    return (
      <QueueTable
        tab={tab}
        context={context}
        rows={rows}
        columns={columns}
        hrefOf={(row) => `/fulfilment/waves/${row.number}`}
      />
    );
  }
  if (tab === "ready" || tab === "backordered") {
    const [columns, page] = await Promise.all([orderColumns(tab, now), listOrdersToPick(tab, place, now, after)]);
    const actions = may(actor, "fulfilment.pick") ? (
      <PickSelection location={location.code} partial={tab === "backordered"} print={print} />
    ) : undefined;
    const free = page.rows.filter((row) => row.holdTypes.length === 0).slice(0, walkOf);
    const idle =
      actions && tab === "ready" && free.length > 0 ? (
        <PickNext location={location.code} numbers={free.map((row) => row.number)} />
      ) : undefined;
    return (
      <QueueTable
        {...{ tab, context, columns, actions, idle, ...page }}
        hrefOf={(row) => `/orders/${row.number}`}
        toneOf={(row) => (row.late ? "danger" : undefined)}
      />
    );
  }
  const [columns, page] = await Promise.all([
    shipmentColumns(tab, now),
    listShipments(tab, location.id, { now, since, after }),
  ]);
  const deliver = tab === "underway" && may(actor, "fulfilment.deliver");
  const kinds = print ? (["packing-slips", "labels"] as const) : [];
  return (
    <QueueTable
      {...{ tab, context, columns, ...page }}
      actions={print || deliver ? <ShipmentSelection deliver={deliver} kinds={kinds} /> : undefined}
      hrefOf={(row) => (tab === "packing" ? `/fulfilment/pack/${row.number}` : `/orders/${row.order}`)}
      toneOf={(row) => (row.status === "failed" || (tab === "packing" && row.late) ? "danger" : undefined)}
    />
  );
}

type QueueTableProps<Row> = {
  tab: QueueTab;
  context: TabContext;
  rows: Row[];
  older?: string | null;
  columns: Column<Row>[];
  actions?: ReactNode;
  /** Stands where the actions will be while nothing is selected. */
  idle?: ReactNode;
  hrefOf: (row: Row) => string;
  toneOf?: (row: Row) => "danger" | undefined;
};

async function QueueTable<Row extends { number: string }>({
  tab,
  context,
  rows,
  older,
  columns,
  actions,
  idle = null,
  hrefOf,
  toneOf,
}: QueueTableProps<Row>) {
  const t = await getTranslations("fulfilment");
  const { state, name } = context;
  const table = (
    <DataTable
      label={t(`tab.${tab}`)}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.number}
      rowHref={hrefOf}
      rowTone={toneOf}
      selectable={actions !== undefined}
      density="comfortable"
      empty={<EmptyState kind="nothing" title={t(`empty.${tab}`)} text={t(`empty.${tab}Text`, { name })} />}
    />
  );
  return (
    <>
      {actions ? (
        <ListSelection>
          <SelectionBar idle={idle}>{actions}</SelectionBar>
          {table}
        </ListSelection>
      ) : (
        table
      )}
      {rows.length > 0 ? (
        <nav className="no-print flex flex-wrap items-center gap-3 px-1 py-2.5 text-sm text-text-3">
          {state.after ? <ButtonLink href={listHref(queueList, state, { after: "" })}>{t("toTop")}</ButtonLink> : null}
          {older ? <ButtonLink href={listHref(queueList, state, { after: older })}>{t("olderRows")}</ButtonLink> : null}
          <span>{t("shown", { count: rows.length })}</span>
          <span className="ms-auto">
            <KeyHints select={actions !== undefined} />
          </span>
        </nav>
      ) : null}
    </>
  );
}
