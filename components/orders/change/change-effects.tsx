"use client";

import { TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { cn } from "@/components/ui/class-name";
import { KeyValue, KeyValues } from "@/components/ui/key-value";
import { formatMoney } from "@/lib/core/money";
import type { ChangePreview } from "@/lib/orders/queries/preview-change";
import type { Amounts } from "@/lib/orders/rules/change-effect";

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
      <StockEffects preview={preview} />
      {preview.heldForPayment ? <Warning>{t("heldForPayment")}</Warning> : null}
      {belowCost.map((line) => (
        <Warning key={`${line.line} ${line.sku}`}>{t("belowCost", { title: line.title || line.sku })}</Warning>
      ))}
    </div>
  );
}

function StockEffects({ preview: { stock, parcels } }: { preview: ChangePreview }) {
  const t = useTranslations("change");
  const locale = useLocale();
  const place = (at: { location: string; locationZh: string }) =>
    locale.startsWith("zh") ? at.locationZh : at.location;
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

function Sku({ children }: { children: string }) {
  return <span className="font-mono text-xs">{children}</span>;
}

function Warning({ as: As = "p", children }: { as?: "p" | "li"; children: ReactNode }) {
  return (
    <As className="flex items-start gap-1.5 font-medium text-attention text-sm">
      <TriangleAlert aria-hidden className="mt-[0.2em] size-3.5 shrink-0" />
      <span className="min-w-0">{children}</span>
    </As>
  );
}

function BeforeAfter({ of, show }: { of: Amounts; show: (minor: string) => string }) {
  const t = useTranslations("change");
  const differs = of.beforeMinor !== of.afterMinor;
  return (
    <>
      {differs ? (
        <>
          <span className="sr-only">{t("was")} </span>
          <s className="me-1.5 font-normal text-text-3">{show(of.beforeMinor)}</s>
          <span className="sr-only">{t("becomes")} </span>
        </>
      ) : null}
      <span className={cn(differs && "font-semibold")}>{show(of.afterMinor)}</span>
    </>
  );
}
