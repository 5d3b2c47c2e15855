import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ChannelSections } from "@/components/channels/channel-sections";
import { DeliveryBadge } from "@/components/channels/delivery-badge";
import { DeliveryPeek } from "@/components/channels/delivery-peek";
import { type Column, DataTable } from "@/components/list/data-table";
import { FilterBar } from "@/components/list/filter-bar";
import { PageHeader } from "@/components/list/page-header";
import { KeyHints, Pager } from "@/components/list/pager";
import { StageTabs } from "@/components/list/stage-tabs";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { inboxList, inboxTabs } from "@/lib/channels/list-spec";
import { countInbox, type DeliveryRow, getDelivery, inboxCountCap, listDeliveries } from "@/lib/channels/queries";
import { deliveryReasons } from "@/lib/channels/word-reason";
import { isId } from "@/lib/core/ids";
import { formatCapped } from "@/lib/format/number";
import { nameIn } from "@/lib/i18n/rules/languages";
import { hasFilters, listHref, readList } from "@/lib/list/params";
import { listChoices } from "@/lib/orders/queries/list-choices";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("channels"))("title") };
}

export default async function ChannelInboxPage({ searchParams }: PageProps<"/channels">) {
  const { actor } = await requirePermission("channels.read");
  const state = readList(inboxList, await searchParams);
  const [t, locale] = await Promise.all([getTranslations("channels"), getLocale()]);
  const [page, counts, choices, reasonOf, peeked] = await Promise.all([
    listDeliveries(actor, state),
    countInbox(actor),
    listChoices(locale),
    deliveryReasons(),
    isId(state.peek) ? getDelivery(actor, state.peek) : null,
  ]);
  const channelOf = (row: DeliveryRow) => nameIn(locale, { name: row.channel, nameZh: row.channelZh });
  const tabCounts: Partial<Record<string, number>> = { waiting: counts.waiting, dead: counts.dead };
  const peekHref = (row: DeliveryRow) => listHref(inboxList, state, { peek: row.id });

  const columns: Column<DeliveryRow>[] = [
    {
      key: "received",
      header: t("column.received"),
      phone: "title",
      width: "130px",
      cell: (row) => <Time at={row.receivedAt} capital />,
    },
    { key: "channel", header: t("column.channel"), cell: (row) => channelOf(row) },
    {
      key: "topic",
      header: t("column.topic"),
      muted: true,
      hideBelow: "md",
      cell: (row) => <span className="font-mono text-xs">{row.topic}</span>,
    },
    { key: "status", header: t("column.status"), phone: "aside", cell: (row) => <DeliveryBadge status={row.status} /> },
    {
      key: "outcome",
      header: t("column.outcome"),
      grow: true,
      cell: (row) => (
        <span className="flex flex-wrap items-baseline gap-x-2">
          {row.orderNumber ? (
            <TextLink href={`/orders/${encodeURIComponent(row.orderNumber)}`}>{row.orderNumber}</TextLink>
          ) : null}
          <span className="text-text-2">{reasonOf(row)}</span>
        </span>
      ),
    },
    {
      key: "attempts",
      header: t("column.attempts"),
      align: "end",
      phone: "hide",
      hideBelow: "lg",
      cell: (row) => row.attempts,
    },
  ];

  return (
    <>
      <PageHeader
        title={t("title")}
        subtitle={t("intro")}
        actions={
          may(actor, "settings.read") ? <ButtonLink href="/settings/channels">{t("settings")}</ButtonLink> : undefined
        }
      />
      <ChannelSections current="inbox" counts={{ inbox: counts.dead, unmapped: counts.unmapped }} cap={inboxCountCap} />
      <StageTabs
        label={t("tabsLabel")}
        tabs={inboxTabs.map((tab) => ({
          key: tab,
          label: t(`tab.${tab}`),
          href: listHref(inboxList, state, { tab }),
          active: state.tab === tab,
          ...(tabCounts[tab] ? { count: formatCapped(tabCounts[tab], inboxCountCap, locale) } : {}),
          ...(tab === "dead" ? { tone: "danger" as const } : {}),
        }))}
      />
      <FilterBar
        spec={inboxList}
        state={state}
        filters={[{ name: "channel", label: t("column.channel"), options: choices.channels, pinned: true }]}
      />
      <DataTable
        label={t("title")}
        rows={page.rows}
        columns={columns}
        rowKey={(row) => row.id}
        rowHref={peekHref}
        rowLabel={(row) => row.deliveryId}
        peeks
        rowTone={(row) => (row.status === "dead" ? "danger" : undefined)}
        spec={inboxList}
        state={state}
        empty={
          hasFilters(state) || state.tab !== "all" ? (
            <EmptyState
              kind="no-match"
              title={t("empty.noMatch")}
              action={<ButtonLink href="/channels">{t("empty.all")}</ButtonLink>}
            />
          ) : (
            <EmptyState kind="nothing" title={t("empty.title")} text={t("empty.text")} />
          )
        }
      />
      <Pager
        spec={inboxList}
        state={state}
        newer={page.newer}
        older={page.older}
        shown={page.rows.length}
        hints={<KeyHints peek />}
      />
      {peeked ? (
        <DeliveryPeek
          delivery={peeked}
          channel={channelOf(peeked)}
          reason={reasonOf(peeked)}
          mayAct={may(actor, "channels.map")}
          closeHref={listHref(inboxList, state)}
        />
      ) : null}
    </>
  );
}
