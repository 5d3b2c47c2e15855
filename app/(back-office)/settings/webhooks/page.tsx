import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type Column, DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { EndpointBadge } from "@/components/webhooks/endpoint-badge";
import { requirePermission } from "@/lib/auth/session";
import { type EndpointRow, listEndpoints } from "@/lib/webhooks/queries/endpoints";
import { everything } from "@/lib/webhooks/rules/topics";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("webhooks"))("title") };
}

/** The systems that hear of orders, and whether they do. */
export default async function WebhooksPage() {
  const { actor } = await requirePermission("webhooks.manage");
  const [t, rows] = await Promise.all([getTranslations("webhooks"), listEndpoints(actor)]);
  const add = (
    <ButtonLink href="/settings/webhooks/new" variant="primary">
      {t("new")}
    </ButtonLink>
  );
  const heard = ({ topics }: EndpointRow) => {
    if (topics.includes(everything)) return t("list.everything");
    return topics.length === 0 ? t("list.rulesOnly") : t("list.count", { count: topics.length });
  };
  const columns: Column<EndpointRow>[] = [
    { key: "name", header: t("list.name"), phone: "title", cell: ({ name }) => name },
    {
      key: "url",
      header: t("list.url"),
      grow: true,
      muted: true,
      ellipsis: 260,
      cell: ({ url }) => <span className="font-mono text-xs">{url}</span>,
    },
    { key: "topics", header: t("list.topics"), muted: true, hideBelow: "lg", cell: heard },
    { key: "state", header: t("list.state"), phone: "aside", cell: (row) => <EndpointBadge endpoint={row} /> },
    {
      key: "last",
      header: t("list.last"),
      muted: true,
      hideBelow: "md",
      cell: ({ lastDelivered }) => (lastDelivered ? <Time at={lastDelivered} capital /> : t("list.never")),
    },
    {
      key: "failed",
      header: t("list.failed"),
      align: "end",
      phoneLabel: true,
      cell: ({ failedDay }) => (
        <span className={failedDay > 0 ? "font-semibold text-danger" : "text-text-3"}>
          {t("list.attempts", { count: failedDay })}
        </span>
      ),
    },
  ];
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <ButtonLink href="/settings/api#webhooks">{t("docs")}</ButtonLink>
            {add}
          </>
        }
      >
        {t("intro")}
      </PageHeader>
      <DataTable
        label={t("list.label")}
        rows={rows}
        columns={columns}
        rowKey={({ number }) => `${number}`}
        rowHref={({ number }) => `/settings/webhooks/${number}`}
        rowLabel={({ name }) => name}
        density="comfortable"
        empty={<EmptyState kind="nothing" title={t("empty")} text={t("emptyText")} action={add} />}
      />
    </>
  );
}
