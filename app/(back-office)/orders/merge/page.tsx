import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { MergeGroupCard } from "@/components/orders/move/merge-group";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { getMergeGroups, isMergeable, type MergeGroup } from "@/lib/orders/queries/merge-groups";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("moves.merge"))("title") };
}

export default async function MergeOrdersPage({ searchParams }: PageProps<"/orders/merge">) {
  await requirePermission("orders.edit");
  const [t, orders, refusals, query] = await Promise.all([
    getTranslations("moves.merge"),
    getTranslations("orders"),
    getTranslations("refusals"),
    searchParams,
  ]);
  const number = typeof query.order === "string" ? query.order : undefined;
  const { groups, more } = await getMergeGroups(number);
  const able = groups.filter(isMergeable);
  const unable = groups.filter((group) => !isMergeable(group));
  const card = (group: MergeGroup) => {
    const into = group.orders[0]?.number ?? "";
    const worded = group.orders.map((order) => ({
      ...order,
      why: order.obstacle ? refusals(order.obstacle, { number: order.number, into }) : "",
    }));
    return <MergeGroupCard key={group.customer.number} group={{ ...group, orders: worded }} />;
  };
  return (
    <>
      <PageHeader
        title={number ? t("of", { number }) : t("title")}
        subtitle={t("subtitle")}
        back={number ? { href: `/orders/${number}`, label: number } : { href: "/orders", label: orders("back") }}
        actions={number ? <ButtonLink href="/orders/merge">{t("all")}</ButtonLink> : undefined}
      />
      {groups.length === 0 ? (
        <Card>
          <EmptyState
            kind="nothing"
            title={number ? t("emptyOf", { number }) : t("empty")}
            text={number ? t("emptyOfText") : t("emptyText")}
          />
        </Card>
      ) : (
        <Messages namespaces={["orders", "moves", "change", "documents"]}>
          <div className="grid max-w-4xl gap-4">
            {able.map(card)}
            {number ? unable.map(card) : null}
            {more > 0 ? <p className="text-sm text-text-3">{t("more", { count: more })}</p> : null}
            {!number && unable.length > 0 ? (
              <details className="grid gap-4">
                <summary className="cursor-pointer py-1 font-medium text-sm text-text-2">
                  {t("show", { count: unable.length })}
                </summary>
                <div className="mt-3 grid gap-4">{unable.map(card)}</div>
              </details>
            ) : null}
          </div>
        </Messages>
      )}
    </>
  );
}
