import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type Column, DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { Pager } from "@/components/list/pager";
import { StageTabs } from "@/components/list/stage-tabs";
import { RefundDecision } from "@/components/payments/refund-decision";
import { RefundBadge } from "@/components/payments/state-badges";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { Time } from "@/components/ui/time";
import { type Actor, may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { listHref, readList } from "@/lib/list/params";
import { countRefunds, listRefunds, type RefundRow } from "@/lib/payments/queries/list-refunds";
import { refundList } from "@/lib/payments/refund-list-spec";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("payments"))("queue.title") };
}

export default async function RefundsPage({ searchParams }: PageProps<"/refunds">) {
  const { actor } = await requirePermission("payments.read");
  const state = readList(refundList, await searchParams);
  const [t, page, counts] = await Promise.all([
    getTranslations("payments.queue"),
    listRefunds(actor, state),
    countRefunds(),
  ]);
  const empty = { waiting: t("emptyWaiting"), in_doubt: t("emptyDoubt"), failed: t("emptyFailed"), all: t("emptyAll") };
  return (
    <>
      <PageHeader title={t("title")} />
      <StageTabs
        label={t("tabsLabel")}
        tabs={refundList.tabs.map((tab) => ({
          key: tab,
          label: t(`tabs.${tab}`),
          count: tab === "waiting" || tab === "in_doubt" ? counts[tab] : undefined,
          href: listHref(refundList, state, { tab }),
          active: state.tab === tab,
        }))}
      />
      <Messages namespaces={["payments"]}>
        <DataTable
          label={t("title")}
          rows={page.rows}
          columns={await columns(actor)}
          rowKey={(row) => row.number}
          rowLabel={(row) => row.number}
          rowTone={(row) => (row.status === "in_doubt" ? "attention" : undefined)}
          empty={
            <EmptyState
              kind="nothing"
              title={empty[state.tab as keyof typeof empty]}
              text={state.tab === "waiting" ? t("emptyWaitingText") : undefined}
            />
          }
        />
      </Messages>
      <Pager spec={refundList} state={state} newer={page.newer} older={page.older} shown={page.rows.length} />
    </>
  );
}

async function columns(actor: Actor): Promise<Column<RefundRow>[]> {
  const t = await getTranslations("payments");
  const approver = may(actor, "payments.approve_refund");
  return [
    {
      key: "order",
      header: t("queue.column.order"),
      phone: "title",
      cell: (row) => (
        <>
          <TextLink href={`/orders/${row.order}`} className="font-mono font-semibold">
            {row.order}
          </TextLink>{" "}
          <span className="font-mono text-text-3 text-xs">{row.number}</span>
        </>
      ),
    },
    { key: "customer", header: t("queue.column.customer"), ellipsis: 180, cell: (row) => row.customer || "–" },
    {
      key: "amount",
      header: t("queue.column.amount"),
      align: "end",
      phone: "aside",
      cell: (row) => (
        <>
          <Money minor={row.amountMinor} currency={row.currency} showCode className="font-semibold" />
          <span className="block text-text-3 text-xs">{t(`method.${row.method}`)}</span>
        </>
      ),
    },
    {
      key: "reason",
      header: t("queue.column.reason"),
      ellipsis: 240,
      cell: (row) => (
        <>
          {t(`reason.${row.reason}`)}
          {row.note ? <span className="text-text-3"> · {row.note}</span> : null}
          {row.lastError ? <span className="block text-danger text-xs">{row.lastError}</span> : null}
        </>
      ),
    },
    {
      key: "by",
      header: t("queue.column.by"),
      muted: true,
      hideBelow: "md",
      cell: (row) => (
        <>
          {row.requestedBy} · <Time at={row.requestedAt} form="relative" />
        </>
      ),
    },
    { key: "status", header: t("queue.column.status"), cell: (row) => <RefundBadge status={row.status} /> },
    {
      key: "actions",
      header: t("queue.column.actions"),
      align: "end",
      cell: (row) => {
        const asked = row.status === "requested";
        if (asked && row.own && approver) return <span className="text-text-3 text-xs">{t("queue.own")}</span>;
        const refund = {
          number: row.number,
          amountMinor: row.amountMinor,
          requestedBy: row.requestedBy,
          mayApprove: asked && !row.own && approver,
          mayDecline: asked && may(actor, "payments.refund") && (row.own || approver),
          mayAskAgain: row.status === "in_doubt" && may(actor, "payments.refund"),
        };
        return (
          <span className="inline-flex items-center justify-end gap-2">
            <RefundDecision order={row.order} currency={row.currency} refund={refund} own={row.own} />
          </span>
        );
      },
    },
  ];
}
