import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { NewCustomerForm } from "@/components/customers/new-customer-form";
import { PageHeader } from "@/components/list/page-header";
import { requirePermission } from "@/lib/auth/session";
import { countryChoices } from "@/lib/format/choices";
import { Messages } from "@/lib/i18n/messages-provider";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("new") };
}

export default async function NewCustomerPage() {
  await requirePermission("customers.edit");
  const [t, locale] = await Promise.all([getTranslations("customers"), getLocale()]);
  return (
    <>
      <PageHeader title={t("new")} back={{ href: "/customers", label: t("back") }} />
      <Messages namespaces={["customers"]}>
        <NewCustomerForm countries={countryChoices(locale)} />
      </Messages>
    </>
  );
}
