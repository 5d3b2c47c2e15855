import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { BrandBar } from "@/components/tracking/brand-bar";
import { TrackForm } from "@/components/tracking/track-form";
import { connection } from "@/db/client";
import { findShop } from "@/lib/shop";
import { trackAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const [t, shop] = await Promise.all([getTranslations("tracking"), findShop(connection().sql)]);
  return {
    title: { absolute: [t("title"), shop?.name].filter(Boolean).join(" · ") },
    robots: { index: false, follow: false },
  };
}

export default async function TrackPage({ searchParams }: PageProps<"/track">) {
  const [t, shop, query] = await Promise.all([getTranslations("tracking"), findShop(connection().sql), searchParams]);
  if (!shop) redirect("/setup");
  return (
    <>
      <BrandBar name={shop.name} />
      <h1 className="font-bold text-xl leading-snug">{t("title")}</h1>
      <p className="mt-1 mb-5 text-sm text-text-2">{t("intro")}</p>
      <TrackForm
        action={trackAction}
        first={query.link === "ended" ? t("problem.link") : undefined}
        words={{
          number: t("form.number"),
          numberHint: t("form.numberHint", { example: `${shop.orderPrefix}104806` }),
          contact: t("form.contact"),
          contactHint: t("form.contactHint"),
          submit: t("form.submit"),
        }}
      />
    </>
  );
}
