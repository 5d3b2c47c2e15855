import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { BulkBadge, bulkTitle, totalOf } from "@/components/bulk/bulk-words";
import { itemStatusOf, OrdersCard } from "@/components/bulk/orders-card";
import { StateCard } from "@/components/bulk/state-card";
import { WhatCard } from "@/components/bulk/what-card";
import { PageHeader } from "@/components/list/page-header";
import { MonoId } from "@/components/ui/mono-id";
import { Time } from "@/components/ui/time";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { getBulk, listBulkReasons } from "@/lib/bulk/queries";
import { bulkTable, permissionOf } from "@/lib/bulk/rules/table";
import { Messages } from "@/lib/i18n/messages-provider";

export async function generateMetadata({ params }: PageProps<"/orders/bulk/[number]">): Promise<Metadata> {
  return { title: (await params).number };
}

/** One change of many orders, from its preview to its result: it can be left at any moment and found again. */
export default async function BulkPage({ params, searchParams }: PageProps<"/orders/bulk/[number]">) {
  const { actor, shop } = await requirePermission("orders.read");
  const job = await getBulk(actor, (await params).number);
  if (!job) notFound();
  const [{ show, after }, t, reasons] = await Promise.all([
    searchParams,
    getTranslations("bulk"),
    job.status === "checking" ? [] : listBulkReasons(job.id),
  ]);
  const works = may(actor, "orders.bulk");
  const undo = bulkTable[job.action].undo;
  return (
    <>
      <PageHeader
        title={bulkTitle(t, job, totalOf(job))}
        back={{ href: "/orders/bulk", label: t("title") }}
        badge={<BulkBadge status={job.status} />}
        subtitle={
          <>
            <MonoId value={job.number} /> · {job.startedBy || job.createdBy} · <Time at={job.createdAt} />
          </>
        }
      />
      <Messages namespaces={["bulk"]}>
        <StateCard
          actor={actor}
          currency={shop.currency}
          job={job}
          reasons={reasons}
          may={{
            change: works && may(actor, permissionOf(job)),
            undo: works && undo !== undefined && job.undoOf === null && may(actor, undo),
          }}
        />
      </Messages>
      <WhatCard job={job} />
      <Messages namespaces={["documents"]}>
        <OrdersCard
          actor={actor}
          currency={shop.currency}
          job={job}
          show={itemStatusOf(show)}
          after={typeof after === "string" && /^\d{1,9}$/.test(after) ? Number(after) : 0}
        />
      </Messages>
    </>
  );
}
