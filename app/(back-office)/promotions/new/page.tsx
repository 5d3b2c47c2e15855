import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { PromotionForm } from "@/components/promotions/promotion-form";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { promotionChoices } from "@/lib/promotions/queries/promotion-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("promotions"))("form.newTitle") };
}

export default async function NewPromotionPage() {
  const { shop } = await requirePermission("promotions.manage");
  const [t, choices] = await Promise.all([getTranslations("promotions"), getLocale().then(promotionChoices)]);
  return (
    <>
      <PageHeader title={t("form.newTitle")} back={{ href: "/promotions", label: t("title") }} />
      <Messages namespaces={["promotions"]}>
        <PromotionForm choices={choices} zone={shop.timeZone} />
      </Messages>
    </>
  );
}
