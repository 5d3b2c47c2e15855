import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { BrandBar } from "@/components/tracking/brand-bar";
import { TrackedOrderView } from "@/components/tracking/tracked-order";
import { getTracking } from "@/lib/tracking/queries";
import { linkOpens, relatedLink } from "@/lib/tracking/tracking-link";
import { withdrawReturnAction } from "./return/actions";

export async function generateMetadata({ params }: PageProps<"/track/[number]">): Promise<Metadata> {
  return {
    title: { absolute: decodeURIComponent((await params).number) },
    robots: { index: false, follow: false },
    referrer: "same-origin",
  };
}

export default async function TrackedOrderPage({ params, searchParams }: PageProps<"/track/[number]">) {
  const [{ number: coded }, { t: token, asked, withdrawn, problem }] = await Promise.all([params, searchParams]);
  const number = decodeURIComponent(coded);
  const [now, locale] = [new Date(), await getLocale()];
  // Nothing is looked up for a link that is not ours: it says the same of every number.
  const shown = typeof token === "string" ? token : "";
  const page = linkOpens(number, shown, now) ? await getTracking(number, now, locale) : null;
  if (!page) redirect("/track?link=ended");
  const t = await getTranslations("tracking");
  return (
    <>
      <BrandBar name={page.shop.name} />
      {typeof asked === "string" && page.order.returns.some(({ rma }) => rma === asked) ? (
        <p role="status" className="mb-4 rounded-lg bg-good-bg px-3.5 py-2.5 text-good text-sm">
          {t("return.asked", { rma: asked })}
        </p>
      ) : null}
      {typeof withdrawn === "string" && page.order.returns.some(({ rma }) => rma === withdrawn) ? (
        <p role="status" className="mb-4 rounded-lg bg-good-bg px-3.5 py-2.5 text-good text-sm">
          {t("return.withdrawn", { rma: withdrawn })}
        </p>
      ) : null}
      {problem === "later" || problem === "changed" ? (
        <p role="alert" className="mb-4 rounded-lg bg-danger-bg px-3.5 py-2.5 text-danger text-sm">
          {t(`return.notWithdrawn.${problem}`)}
        </p>
      ) : null}
      <TrackedOrderView
        page={page}
        token={shown}
        withdraw={withdrawReturnAction}
        linkTo={(other) => relatedLink(other, shown)}
        returnHref={`/track/${encodeURIComponent(number)}/return?t=${encodeURIComponent(String(token))}`}
      />
      <p className="mt-6 text-center text-sm">
        <a href="/track" className="text-text-2 underline underline-offset-2 hover:text-text">
          {t("another")}
        </a>
      </p>
    </>
  );
}
