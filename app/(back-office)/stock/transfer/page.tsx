import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { TransferForm } from "@/components/stock/transfer-form";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { listStockChoices } from "@/lib/inventory/queries/list-choices";
import { transferAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("stock"))("transfer.title") };
}

export default async function TransferPage() {
  const { actor } = await requirePermission("stock.transfer");
  const [t, locale] = await Promise.all([getTranslations("stock"), getLocale()]);
  const { places } = await listStockChoices(actor, locale);
  return (
    <>
      <PageHeader title={t("transfer.title")} back={{ href: "/stock", label: t("title") }} />
      <Messages namespaces={["stock"]}>
        <TransferForm action={transferAction} places={places} />
      </Messages>
    </>
  );
}
