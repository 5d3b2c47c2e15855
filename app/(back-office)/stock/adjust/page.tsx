import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { AdjustForm } from "@/components/stock/adjust-form";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { listStockChoices } from "@/lib/inventory/queries/list-choices";
import { adjustAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("stock"))("adjust.title") };
}

export default async function AdjustPage() {
  const { actor } = await requirePermission("stock.adjust");
  const [t, locale] = await Promise.all([getTranslations("stock"), getLocale()]);
  const { places } = await listStockChoices(actor, locale);
  return (
    <>
      <PageHeader title={t("adjust.title")} back={{ href: "/stock", label: t("title") }} />
      <Messages namespaces={["stock"]}>
        <AdjustForm action={adjustAction} places={places} />
      </Messages>
    </>
  );
}
