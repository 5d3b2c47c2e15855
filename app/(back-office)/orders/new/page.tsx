import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { NewOrderForm } from "@/components/orders/new-order/new-order-form";
import { requirePermission } from "@/lib/auth/session";
import { countryChoices } from "@/lib/format/choices";
import { Messages } from "@/lib/i18n/messages-provider";
import { getDraft, orderFormChoices, startOfOrder } from "@/lib/orders/queries/order-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("intake"))("title") };
}

export default async function NewOrderPage({ searchParams }: PageProps<"/orders/new">) {
  const { shop } = await requirePermission("orders.create");
  const [t, locale, query] = await Promise.all([getTranslations("intake"), getLocale(), searchParams]);
  const number = typeof query.draft === "string" ? query.draft : undefined;
  const [choices, draft] = await Promise.all([orderFormChoices(locale), number ? getDraft(number, locale) : null]);
  if (number && !draft) notFound();
  return (
    <>
      <PageHeader
        title={number ? t("draftTitle", { number }) : t("title")}
        back={{ href: number ? `/orders/${number}` : "/orders", label: number ?? t("back") }}
      />
      <Messages namespaces={["intake", "orders", "shipping", "promotions"]}>
        <NewOrderForm
          start={draft?.draft ?? startOfOrder(choices.channels[0]?.code ?? "", choices.country)}
          draft={draft ? { number: draft.number, version: draft.version } : null}
          channels={choices.channels}
          taxRates={choices.taxRates}
          countries={countryChoices(locale)}
          promotes={shop.promotionsVersion > 0}
        />
      </Messages>
    </>
  );
}
