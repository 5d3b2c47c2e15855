import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { ReceiveForm } from "@/components/stock/receive-form";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { listStockChoices } from "@/lib/inventory/queries/list-choices";
import { receiveAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("stock"))("receive.title") };
}

export default async function ReceivePage() {
  const { actor } = await requirePermission("stock.receive");
  const [t, locale] = await Promise.all([getTranslations("stock"), getLocale()]);
  const { places } = await listStockChoices(actor, locale);
  return (
    <>
      <PageHeader title={t("receive.title")} back={{ href: "/stock", label: t("title") }} />
      <Messages namespaces={["stock"]}>
        <ReceiveForm action={receiveAction} places={places.filter(({ active }) => active)} />
      </Messages>
    </>
  );
}
