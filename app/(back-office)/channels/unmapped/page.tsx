import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ChannelSections } from "@/components/channels/channel-sections";
import { LinkCodeForm } from "@/components/channels/link-code-form";
import { type Column, DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { countInbox, inboxCountCap, listWaitingCodes, type WaitingCode } from "@/lib/channels/queries";
import { nameIn } from "@/lib/i18n/rules/languages";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("channels"))("unmapped.title") };
}

export default async function UnmappedPage() {
  const { actor } = await requirePermission("channels.read");
  const [t, locale, codes, counts] = await Promise.all([
    getTranslations("channels"),
    getLocale(),
    listWaitingCodes(actor),
    countInbox(actor),
  ]);
  const mayLink = may(actor, "channels.map");
  const words = { label: t("unmapped.sku"), link: t("unmapped.link"), done: t("unmapped.linked") };
  const columns: Column<WaitingCode>[] = [
    {
      key: "code",
      header: t("unmapped.code"),
      phone: "title",
      cell: (row) => <span className="font-mono text-xs">{row.code}</span>,
    },
    { key: "title", header: t("unmapped.calledThere"), grow: true, ellipsis: 320, cell: (row) => row.title },
    {
      key: "channel",
      header: t("column.channel"),
      muted: true,
      cell: (row) => nameIn(locale, { name: row.channel, nameZh: row.channelZh }),
    },
    {
      key: "orders",
      header: t("unmapped.orders"),
      align: "end",
      phoneLabel: true,
      cell: (row) => <TextLink href={`/orders?tab=review&q=${encodeURIComponent(row.code)}`}>{row.orders}</TextLink>,
    },
    {
      key: "oldest",
      header: t("unmapped.since"),
      muted: true,
      hideBelow: "lg",
      cell: (row) => <Time at={row.oldest} form="day" />,
    },
    ...(mayLink
      ? [
          {
            key: "link",
            header: t("unmapped.item"),
            width: "420px",
            cell: (row: WaitingCode) => (
              <LinkCodeForm
                key={`${row.channelCode} ${row.code}`}
                channel={row.channelCode}
                externalSku={row.code}
                suggestion={
                  row.suggestion && {
                    sku: row.suggestion.sku,
                    label: t("unmapped.suggested", { sku: row.suggestion.sku }),
                  }
                }
                words={words}
              />
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <PageHeader title={t("unmapped.title")} subtitle={t("unmapped.intro")} />
      <ChannelSections
        current="unmapped"
        counts={{ inbox: counts.dead, unmapped: counts.unmapped }}
        cap={inboxCountCap}
      />
      <DataTable
        label={t("unmapped.title")}
        rows={codes}
        columns={columns}
        rowKey={(row) => `${row.channelCode} ${row.code}`}
        density="comfortable"
        empty={<EmptyState kind="nothing" title={t("unmapped.empty")} text={t("unmapped.emptyText")} />}
      />
    </>
  );
}
