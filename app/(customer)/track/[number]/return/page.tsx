import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { BrandBar } from "@/components/tracking/brand-bar";
import { ReturnForm } from "@/components/tracking/return-form";
import { newId } from "@/lib/core/ids";
import { returnReasons } from "@/lib/returns/rules/state";
import { getReturnChoice } from "@/lib/tracking/return-choice";
import { linkOpens } from "@/lib/tracking/tracking-link";
import { askReturnAction } from "./actions";

type Props = PageProps<"/track/[number]/return">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return {
    title: { absolute: decodeURIComponent((await params).number) },
    robots: { index: false, follow: false },
    referrer: "same-origin",
  };
}

/** Where a buyer says what comes back, and why. */
export default async function AskReturnPage({ params, searchParams }: Props) {
  const [{ number: coded }, { t: token }] = await Promise.all([params, searchParams]);
  const [number, link] = [decodeURIComponent(coded), typeof token === "string" ? token : ""];
  const choice = linkOpens(number, link) ? await getReturnChoice(number) : null;
  if (!choice) redirect("/track?link=ended");
  const [t, words] = await Promise.all([getTranslations("tracking.return"), getTranslations("returns.reason")]);
  const page = `/track/${encodeURIComponent(number)}?t=${encodeURIComponent(link)}`;
  return (
    <>
      <BrandBar name={choice.shop} />
      <h1 className="font-bold text-xl leading-snug">{t("title")}</h1>
      <p className="mt-1 mb-5 text-sm text-text-2">{t("intro")}</p>
      <ReturnForm
        action={askReturnAction}
        number={number}
        token={link}
        formKey={newId()}
        lines={choice.lines.map((line) => ({ ...line, label: t("units", { title: line.title }) }))}
        reasons={returnReasons.map((value) => ({ value, label: words(value) }))}
        outcomes={(["refund", "exchange", "repair"] as const).map((value) => ({ value, label: t(`want.${value}`) }))}
        words={{
          ...{ none: t("none"), reason: t("reason"), outcome: t("outcome"), submit: t("submit") },
          note: `${t("note")} (${t("optional")})`,
        }}
      />
      <p className="mt-6 text-center text-sm">
        <a href={page} className="text-text-2 underline underline-offset-2 hover:text-text">
          {t("back")}
        </a>
      </p>
    </>
  );
}
