"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Money } from "@/components/ui/money";
import type { OrderTotals } from "@/lib/orders/rules/totals";
import { type DraftLine, isPrice, quantityOf } from "./draft-state";

type LinesTableProps = {
  lines: DraftLine[];
  totals: OrderTotals | null;
  currency: string;
  onChange: (key: string, patch: Partial<DraftLine>) => void;
  onRemove: (key: string) => void;
};

/** The lines of the order being typed; every figure can be changed in place. */
export function LinesTable({ lines, totals, currency, onChange, onRemove }: LinesTableProps) {
  const t = useTranslations("intake.lines");
  if (lines.length === 0) return <p className="px-4 py-8 text-center text-text-3">{t("empty")}</p>;
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm" aria-label={t("title")}>
        <thead>
          <tr className="border-border border-b text-text-3 text-xs">
            <th scope="col" className="px-4 py-2 text-start font-medium">
              {t("item")}
            </th>
            <th scope="col" className="w-24 px-2 py-2 text-end font-medium">
              {t("quantity")}
            </th>
            <th scope="col" className="w-28 px-2 py-2 text-end font-medium">
              {t("price")}
            </th>
            <th scope="col" className="w-24 px-2 py-2 text-end font-medium">
              {t("discount")}
            </th>
            <th scope="col" className="w-28 px-2 py-2 text-end font-medium">
              {t("total")}
            </th>
            <th scope="col" className="w-12">
              <span className="sr-only">{t("remove", { title: "" })}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => {
            const { item } = line;
            const title = `${item.title} ${item.spec}`.trim();
            const quantity = quantityOf(line);
            const free = item.free.reduce((sum, place) => sum + Math.max(place.free, 0), 0);
            const of = totals?.lines[index];
            return (
              <tr key={line.key} className="border-border border-b align-top last:border-b-0">
                <td className="px-4 py-2">
                  <p className="font-medium">{title}</p>
                  <p className="text-text-3 text-xs">
                    <span className="font-mono">{item.sku}</span>{" "}
                    {item.madeToOrder ? (
                      t("madeToOrder")
                    ) : quantity !== null && free < quantity ? (
                      <span className="font-medium text-attention">{t("short", { free })}</span>
                    ) : (
                      item.free.map(({ code, free: units }) => `${code} ${units}`).join(" · ")
                    )}
                  </p>
                </td>
                <td className="px-2 py-1.5">
                  <Input
                    size="sm"
                    inputMode="numeric"
                    aria-label={t("quantityOf", { title })}
                    invalid={quantity === null}
                    value={line.quantity}
                    onChange={(event) => onChange(line.key, { quantity: event.target.value.trim() })}
                    className="numerals text-end"
                  />
                </td>
                <td className="px-2 py-1.5">
                  <Input
                    size="sm"
                    inputMode="decimal"
                    aria-label={t("priceOf", { title })}
                    invalid={!isPrice(line.unitPrice)}
                    value={line.unitPrice}
                    onChange={(event) => onChange(line.key, { unitPrice: event.target.value.trim() })}
                    className="numerals text-end"
                  />
                  {item.unitPrice === null ? (
                    <p className="mt-0.5 text-attention text-xs">{t("noPrice", { currency })}</p>
                  ) : Number(item.unitPrice) !== Number(line.unitPrice) ? (
                    <p className="mt-0.5 text-end text-text-3 text-xs">
                      {t("listPrice", { price: Number(item.unitPrice).toString() })}
                    </p>
                  ) : null}
                </td>
                <td className="px-2 py-1.5">
                  <Input
                    size="sm"
                    inputMode="decimal"
                    aria-label={t("discountOf", { title })}
                    value={line.discount}
                    onChange={(event) => onChange(line.key, { discount: event.target.value.trim() })}
                    className="numerals text-end"
                  />
                </td>
                <td className="numerals whitespace-nowrap px-2 py-3 text-end">
                  {of ? <Money minor={of.totalMinor} currency={currency} /> : "–"}
                </td>
                <td className="px-1 py-1.5">
                  <IconButton
                    label={t("remove", { title })}
                    icon={<Trash2 aria-hidden />}
                    variant="quiet"
                    onClick={() => onRemove(line.key)}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
