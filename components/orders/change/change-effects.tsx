"use client";

import { useLocale, useTranslations } from "next-intl";
import { DocumentEffects } from "@/components/documents/document-effects";
import { BeforeAfter, Sku, Warning } from "@/components/orders/effect-parts";
import { reasonSentence } from "@/components/promotions/promotion-words";
import { Alert } from "@/components/ui/alert";
import { KeyValue, KeyValues } from "@/components/ui/key-value";
import { formatMoney } from "@/lib/core/money";
import { nameIn } from "@/lib/i18n/rules/languages";
import type { ChangePreview } from "@/lib/orders/queries/preview-change";

const moneyRows = ["items", "discount", "shipping", "tax"] as const;

/** What a change does to money, stock and parcels, before it is done. */
export function ChangeEffects({ preview }: { preview: ChangePreview }) {
  const t = useTranslations("change");
  const method = useTranslations("orders.method");
  const locale = useLocale();
  const show = (minor: string) => formatMoney(BigInt(minor), preview.currency, locale);
  const { money, due, refunds } = preview;
  const belowCost = preview.lines.filter((line) => line.belowCost);
  return (
    <div className="grid gap-4">
      {preview.cancelled ? <Alert tone="danger">{t("cancelsOrder")}</Alert> : null}
      <KeyValues>
        {moneyRows
          .filter((row) => money[row].beforeMinor !== money[row].afterMinor)
          .map((row) => (
            <KeyValue key={row} label={t(`money.${row}`)} muted={row === "tax"}>
              <BeforeAfter of={money[row]} show={show} />
            </KeyValue>
          ))}
        <KeyValue label={t("money.total")} total>
          <BeforeAfter of={money.total} show={show} />
        </KeyValue>
        {preview.paidMinor === "0" ? null : <KeyValue label={t("money.paid")}>{show(preview.paidMinor)}</KeyValue>}
        {due.beforeMinor === "0" && due.afterMinor === "0" ? null : (
          <KeyValue label={t("money.due")}>
            <BeforeAfter of={due} show={show} />
          </KeyValue>
        )}
        {refunds.map((refund) => (
          <KeyValue key={`${refund.method} ${refund.amountMinor}`} label={t("money.refund")}>
            {t("refundBy", { amount: show(refund.amountMinor), method: method(refund.method as "cash") })}
            {refund.needsApproval ? <span className="block text-attention">{t("needsApproval")}</span> : null}
          </KeyValue>
        ))}
      </KeyValues>
      <PromotionEffects preview={preview} />
      <StockEffects preview={preview} />
      <DocumentEffects documents={preview.documents} currency={preview.currency} />
      {preview.heldForPayment ? <Warning>{t("heldForPayment")}</Warning> : null}
      {belowCost.map((line) => (
        <Warning key={`${line.line} ${line.sku}`}>{t("belowCost", { title: line.title || line.sku })}</Warning>
      ))}
    </div>
  );
}

/** What promotions give before and after, and why one gives nothing any more. */
function PromotionEffects({ preview: { promotions, currency } }: { preview: ChangePreview }) {
  const t = useTranslations("change");
  const words = useTranslations("promotions");
  const locale = useLocale();
  const show = (minor: string) => formatMoney(-BigInt(minor), currency, locale);
  if (promotions.length === 0) return null;
  return (
    <ul aria-label={t("promotions")} className="grid gap-1.5 text-sm">
      {promotions.map((effect) => (
        <li key={`${effect.name} ${effect.code}`}>
          <span className="flex flex-wrap justify-between gap-x-3">
            <span>
              {effect.name} {effect.code ? <span className="font-mono text-xs">{effect.code}</span> : null}
            </span>
            <span>
              <BeforeAfter of={effect} show={show} />
            </span>
          </span>
          {effect.reason ? (
            <Warning>{reasonSentence(words, effect.reason, effect.seen, { currency, locale })}</Warning>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function StockEffects({ preview: { stock, parcels } }: { preview: ChangePreview }) {
  const t = useTranslations("change");
  const locale = useLocale();
  const place = (at: { location: string; locationZh: string }) =>
    nameIn(locale, { name: at.location, nameZh: at.locationZh });
  const moves = stock.reserved.length + stock.released.length + stock.backordered.length + stock.putBack;
  if (moves + parcels.length === 0) return <p className="text-sm text-text-3">{t("stock.none")}</p>;
  return (
    <ul aria-label={t("stock.title")} className="grid gap-1 text-sm">
      {stock.reserved.map((move) => (
        <li key={`+ ${move.sku} ${move.location}`}>
          <Sku>{move.sku}</Sku> {t("stock.reserved", { units: move.units, location: place(move) })}
        </li>
      ))}
      {stock.released.map((move) => (
        <li key={`- ${move.sku} ${move.location}`}>
          <Sku>{move.sku}</Sku> {t("stock.released", { units: move.units, location: place(move) })}
        </li>
      ))}
      {stock.backordered.map((move) => (
        <Warning as="li" key={`? ${move.sku}`}>
          <Sku>{move.sku}</Sku> {t("stock.backordered", { units: move.units })}
        </Warning>
      ))}
      {stock.putBack > 0 ? <Warning as="li">{t("stock.putBack", { count: stock.putBack })}</Warning> : null}
      {parcels.length > 0 ? (
        <Warning as="li">{t("stock.reprint", { parcels: parcels.join(", "), count: parcels.length })}</Warning>
      ) : null}
    </ul>
  );
}
