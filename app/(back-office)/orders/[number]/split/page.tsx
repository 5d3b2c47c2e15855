import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { OrderWatch } from "@/components/live/order-watch";
import { SplitForm } from "@/components/orders/move/split-form";
import { StageBadge } from "@/components/orders/stage-badge";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { getSplitPage } from "@/lib/orders/queries/split-page";

export async function generateMetadata({ params }: PageProps<"/orders/[number]/split">): Promise<Metadata> {
  const { number } = await params;
  return { title: (await getTranslations("moves.split"))("title", { number: decodeURIComponent(number) }) };
}

export default async function SplitOrderPage({ params }: PageProps<"/orders/[number]/split">) {
  await requirePermission("orders.edit");
  const { number } = await params;
  const [t, change, locale] = await Promise.all([getTranslations("moves"), getTranslations("change"), getLocale()]);
  const page = await getSplitPage(decodeURIComponent(number), locale);
  if (!page) notFound();
  return (
    <>
      <PageHeader
        title={t("split.title", { number: page.number })}
        back={{ href: `/orders/${page.number}`, label: page.number }}
        badge={<StageBadge stage={page.stage} />}
      />
      {page.lines.length > 0 ? (
        <Messages namespaces={["orders", "moves", "change", "documents"]}>
          <OrderWatch number={page.number} version={page.version}>
            <SplitForm order={page} />
          </OrderWatch>
        </Messages>
      ) : (
        <Card>
          <EmptyState
            kind="not-allowed"
            title={t("split.blocked")}
            text={t("split.blockedText")}
            action={<ButtonLink href={`/orders/${page.number}`}>{change("back", { number: page.number })}</ButtonLink>}
          />
        </Card>
      )}
    </>
  );
}
