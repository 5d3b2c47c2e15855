"use client";

import { Gift } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { AppLink } from "@/components/ui/link";
import type { PackView } from "@/lib/fulfilment/queries/shipments";

/** Whose parcel it is, and everything the packer should know before it is closed. */
export function ShipTo({ view, address, collect }: { view: PackView; address: string; collect: string | null }) {
  const t = useTranslations("fulfilment.pack");
  const { order, shipTo, customer, buyerMessage, sellerNote, gift } = view;
  return (
    <section className="rounded-xl border border-border bg-surface">
      <header className="flex items-center gap-2 border-border border-b px-4 py-3">
        <h2 className="text-base">{t("shipTo")}</h2>
        <AppLink href={`/orders/${order}`} className="ms-auto font-mono text-sm hover:underline">
          {order}
        </AppLink>
      </header>
      <div className="grid gap-2 px-4 py-3">
        <p className="font-semibold text-lg leading-snug">{shipTo?.name || customer || "–"}</p>
        {shipTo?.company ? <p className="text-text-2">{shipTo.company}</p> : null}
        <p>{address || t("noAddress")}</p>
        {shipTo?.phone ? <p className="text-text-2">{shipTo.phone}</p> : null}
        {collect ? (
          <p>
            <Badge tone="amber">{t("collect", { amount: collect })}</Badge>
          </p>
        ) : null}
        {gift ? (
          <p className="flex items-center gap-1.5 font-semibold text-attention">
            <Gift aria-hidden className="size-4" />
            {t("giftNote")}
          </p>
        ) : null}
        {buyerMessage ? <Message label={t("buyerMessage")} text={buyerMessage} /> : null}
        {sellerNote ? <Message label={t("sellerNote")} text={sellerNote} /> : null}
      </div>
    </section>
  );
}

function Message({ label, text }: { label: string; text: string }) {
  return (
    <div className="rounded-md bg-attention-bg px-3 py-2">
      <p className="text-attention text-xs">{label}</p>
      <p className="whitespace-pre-line break-words">{text}</p>
    </div>
  );
}
