import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { PromotionForm } from "@/components/promotions/promotion-form";
import { typedOf } from "@/components/promotions/typed-promotion";
import { requirePermission } from "@/lib/auth/session";
import { localInput } from "@/lib/format/local-input";
import { Messages } from "@/lib/i18n/messages-provider";
import { promotionChoices } from "@/lib/promotions/queries/promotion-page";
import { findPromotion } from "../../find-promotion";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("promotions"))("form.editTitle") };
}

export default async function EditPromotionPage({ params }: PageProps<"/promotions/[number]/edit">) {
  const { actor, shop } = await requirePermission("promotions.manage");
  const [t, choices, promotion] = await Promise.all([
    getTranslations("promotions"),
    getLocale().then(promotionChoices),
    Promise.all([params, getNow()]).then(([{ number }, now]) => findPromotion(actor, number, now)),
  ]);
  const { number, version, name, terms, coupons } = promotion;
  const typed = typedOf(name, terms, (at) => localInput(new Date(at), shop.timeZone));
  return (
    <>
      <PageHeader title={t("form.editTitle")} back={{ href: `/promotions/${number}`, label: name }} />
      <Messages namespaces={["promotions"]}>
        <PromotionForm
          saved={{ number, version, typed, hasCoupons: coupons > 0 }}
          choices={choices}
          zone={shop.timeZone}
        />
      </Messages>
    </>
  );
}
