"use client";

import { CircleCheck, CircleSlash, PackageOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { CarrierLink } from "@/components/shipping/carrier-link";
import { ButtonLink } from "@/components/ui/button";
import type { PrintKind } from "@/lib/fulfilment/documents-href";
import type { PackView } from "@/lib/fulfilment/queries/shipments";
import { PrintMenu } from "./print-menu";

/** A shipment that is not on the bench: gone, taken back, or still in the shelves. What comes next stands first. */
export function PackClosed({ view, print }: { view: PackView; print: readonly PrintKind[] }) {
  const t = useTranslations("fulfilment.pack");
  const { number, status, order, wave, next, waiting, carrier, trackingNumber, link } = view;
  const early = status === "picking" || status === "planned";
  const gone = !early && status !== "cancelled";
  const Icon = early ? PackageOpen : gone ? CircleCheck : CircleSlash;
  return (
    <section className="mx-auto grid w-full max-w-xl justify-items-center gap-3 rounded-xl border border-border bg-surface px-6 py-12 text-center">
      <Icon aria-hidden className={gone ? "size-12 text-good" : "size-12 text-text-3"} />
      <h2 className="text-2xl">{early ? t("notYet") : gone ? t("shippedTitle", { number }) : t("cancelled")}</h2>
      {early ? <p className="text-lg text-text-2">{t("notYetText")}</p> : null}
      {gone && (carrier || trackingNumber) ? (
        <p className="break-all text-lg text-text-2">{t("shippedText", { carrier, tracking: trackingNumber })}</p>
      ) : null}
      {gone && link ? <CarrierLink href={link}>{t("follow", { carrier })}</CarrierLink> : null}
      <p className="text-text-3">{t("queueLeft", { count: waiting })}</p>
      <div className="mt-4 grid w-full max-w-sm gap-2.5">
        {early && wave ? (
          <ButtonLink href={`/fulfilment/waves/${wave}`} variant="primary" size="xl">
            {t("goPick")}
          </ButtonLink>
        ) : null}
        {!early && next ? (
          <ButtonLink href={`/fulfilment/pack/${next}`} variant="primary" size="xl" autoFocus>
            {t("next", { number: next })}
          </ButtonLink>
        ) : null}
        {gone && print.length > 0 ? <PrintMenu size="xl" kinds={print} of={{ shipments: [number] }} /> : null}
        <ButtonLink href={`/orders/${order}`} size="xl">
          {t("openOrder", { number: order })}
        </ButtonLink>
        <ButtonLink href="/fulfilment?tab=packing" size="xl">
          {t("backToQueue")}
        </ButtonLink>
      </div>
    </section>
  );
}
