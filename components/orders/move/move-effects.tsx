"use client";

import { useLocale, useTranslations } from "next-intl";
import { DocumentEffects } from "@/components/documents/document-effects";
import { BeforeAfter, Sku, Warning } from "@/components/orders/effect-parts";
import { StageBadge } from "@/components/orders/stage-badge";
import { KeyValue, KeyValues } from "@/components/ui/key-value";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/core/money";
import { nameIn } from "@/lib/i18n/rules/languages";
import type { NamedUnits } from "@/lib/orders/queries/named-units";
import type { SplitPreview } from "@/lib/orders/queries/preview-split";
import type { OrderEffect } from "@/lib/orders/rules/move-effect";

/** What a split does to both orders, to money and to stock, before it is done. */
export function SplitEffects({ preview, number }: { preview: SplitPreview; number: string }) {
  const t = useTranslations("moves");
  const { parent, part, currency } = preview;
  return (
    <div className="grid gap-4">
      <OrderSums title={t("split.stays", { number })} effect={parent} currency={currency} />
      <OrderSums title={t("split.goes")} effect={part} currency={currency} promisedAt={part.promisedAt} />
      <MovedStock reserved={preview.stock.reserved} stock={preview.stock} />
    </div>
  );
}

type OrderSumsProps = {
  title: string;
  effect: Pick<OrderEffect, "units" | "total" | "due"> & Partial<Pick<OrderEffect, "stage" | "paid" | "documents">>;
  currency: string;
  promisedAt?: string | null;
};

/** What an order has afterwards, and had before: units, money, and when it is promised. */
export function OrderSums({ title, effect, currency, promisedAt }: OrderSumsProps) {
  const t = useTranslations("moves.effect");
  const locale = useLocale();
  const show = (minor: string) => formatMoney(BigInt(minor), currency, locale);
  const { stage, units, total, paid, due, documents = [] } = effect;
  // Of an order that is not there yet nothing was before.
  const of = (amounts: OrderEffect["total"]) =>
    stage?.before === null ? { ...amounts, beforeMinor: amounts.afterMinor } : amounts;
  const nothing = (amounts: OrderEffect["total"]) => amounts.beforeMinor === "0" && amounts.afterMinor === "0";
  return (
    <section aria-label={title}>
      <h3 className="mb-1 flex items-center justify-between gap-2 font-semibold text-sm">
        {title} {stage ? <StageBadge stage={stage.after} /> : null}
      </h3>
      <KeyValues>
        <KeyValue label={t("units")}>
          <BeforeAfter
            of={of({ beforeMinor: `${units.before}`, afterMinor: `${units.after}` })}
            show={(count) => count}
          />
        </KeyValue>
        <KeyValue label={t("total")}>
          <BeforeAfter of={of(total)} show={show} />
        </KeyValue>
        {paid === undefined || nothing(paid) ? null : (
          <KeyValue label={t("paid")}>
            <BeforeAfter of={of(paid)} show={show} />
          </KeyValue>
        )}
        {nothing(due) ? null : (
          <KeyValue label={t("due")}>
            <BeforeAfter of={of(due)} show={show} />
          </KeyValue>
        )}
        {promisedAt ? (
          <KeyValue label={t("promised")}>
            <Time at={promisedAt} />
          </KeyValue>
        ) : null}
      </KeyValues>
      <DocumentEffects documents={documents} currency={currency} className="mt-2" />
    </section>
  );
}

/** Claims that go along, and parcels that shrink. */
export function MovedStock({
  reserved,
  stock,
}: {
  reserved: readonly NamedUnits[];
  stock?: Omit<SplitPreview["stock"], "reserved">;
}) {
  const t = useTranslations("moves.effect");
  const locale = useLocale();
  const { backordered = [], parcels = [], putBack = 0 } = stock ?? {};
  if (reserved.length + backordered.length + parcels.length + putBack === 0)
    return <p className="text-sm text-text-3">{t("none")}</p>;
  return (
    <ul aria-label={t("stock")} className="grid gap-1 text-sm">
      {reserved.map((claim, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same item may be claimed for two lines.
        <li key={index}>
          <Sku>{claim.sku}</Sku>{" "}
          {t("reserved", {
            units: claim.units,
            location: nameIn(locale, { name: claim.location, nameZh: claim.locationZh }),
          })}
        </li>
      ))}
      {backordered.map(({ sku, units }) => (
        <li key={sku}>
          <Sku>{sku}</Sku> {t("backordered", { units })}
        </li>
      ))}
      {putBack > 0 ? <Warning as="li">{t("putBack", { count: putBack })}</Warning> : null}
      {parcels.length > 0 ? (
        <Warning as="li">{t("reprint", { parcels: parcels.join(", "), count: parcels.length })}</Warning>
      ) : null}
    </ul>
  );
}
