"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { trimmedPrice } from "@/components/orders/new-order/draft-state";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/class-name";
import { Input } from "@/components/ui/input";
import { Money } from "@/components/ui/money";
import type { ChangePreview } from "@/lib/orders/queries/preview-change";
import { ChangeRow, rowClass } from "./change-row";
import {
  type AddedLine,
  addedProblems,
  type ChangeableOrder,
  type ChangeLine,
  isOpen,
  type LineEdit,
  lineProblems,
  type TypedChange,
  unitsOf,
} from "./change-state";

type ChangeLinesProps = {
  order: ChangeableOrder;
  typed: TypedChange;
  preview: ChangePreview | null;
  /** SKUs, or titles, of what the last answer refused. */
  refused: string[];
  onEdit: (line: number, edit: LineEdit | null) => void;
  onAdded: (key: string, edit: LineEdit | null) => void;
};

const linesShown = 100;

/** The order's lines with what is typed over them, what is added, and what each comes to before and after. */
export function ChangeLines({ order, typed, preview, refused, onEdit, onAdded }: ChangeLinesProps) {
  const t = useTranslations("change");
  const [find, setFind] = useState("");
  const long = order.lines.length > linesShown;
  const words = find.trim().toLowerCase();
  // What was changed or refused stays in sight whatever is looked for.
  const found = order.lines.filter(
    ({ line, sku, title }) =>
      typed.edits[line] || refused.includes(sku || title) || `${sku} ${title}`.toLowerCase().includes(words),
  );
  const shown = found.slice(0, linesShown);
  const { currency } = order;
  // Further units of a line whose price was used already become a line of their own, before what is added.
  const news = preview?.lines.filter(({ line }) => line === null) ?? [];
  const further = news.slice(0, Math.max(news.length - typed.added.length, 0));
  const totalOfAdded = ({ item }: AddedLine) => news.findLast(({ sku }) => sku === item.sku)?.total ?? null;
  return (
    <>
      {long ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-border border-b px-4 py-2">
          <Input
            type="search"
            aria-label={t("find")}
            placeholder={t("find")}
            value={find}
            onChange={(event) => setFind(event.target.value)}
            className="w-64!"
          />
          <span role="status" className="text-sm text-text-3">
            {t("shown", { shown: shown.length, count: order.lines.length })}
          </span>
        </div>
      ) : null}
      <div className="overflow-x-auto">
        <table className="w-full text-sm max-sm:block" aria-label={t("items")}>
          <thead className="max-sm:hidden">
            <tr className="border-border border-b text-text-3 text-xs">
              <th scope="col" className="py-2 ps-4 pe-2 text-start font-medium">
                {t("item")}
              </th>
              <th scope="col" className="w-28 px-2 py-2 text-end font-medium">
                {t("units")}
              </th>
              <th scope="col" className="w-32 px-2 py-2 text-end font-medium">
                {t("price")}
              </th>
              <th scope="col" className="w-28 px-2 py-2 text-end font-medium">
                {t("total")}
              </th>
              <th scope="col" className="w-12">
                <span className="sr-only">{t("takeOff")}</span>
              </th>
            </tr>
          </thead>
          <tbody className="max-sm:block">
            {shown.map((line) => {
              if (!isOpen(line)) return <ClosedRow key={line.line} line={line} currency={currency} />;
              const edit = typed.edits[line.line] ?? {};
              const quantity = edit.quantity ?? `${line.units}`;
              const gone = unitsOf(quantity) === line.least;
              const same = { beforeMinor: line.totalMinor, afterMinor: line.totalMinor };
              return (
                <ChangeRow
                  key={line.line}
                  title={line.title}
                  sku={line.sku}
                  hint={<Progress line={line} />}
                  quantity={quantity}
                  unitPrice={edit.unitPrice ?? line.unitPrice}
                  least={line.least}
                  problems={lineProblems(line, edit)}
                  refused={refused.includes(line.sku || line.title)}
                  priceStays={line.priceStays}
                  gone={gone}
                  total={preview?.lines.find((each) => each.line === line.line)?.total ?? same}
                  currency={currency}
                  onChange={(patch) => onEdit(line.line, { ...edit, ...patch })}
                  onRemove={() =>
                    onEdit(
                      line.line,
                      gone ? { ...edit, quantity: `${line.units}` } : { ...edit, quantity: `${line.least}` },
                    )
                  }
                />
              );
            })}
            {further.map((line) => (
              <tr key={line.sku || line.title} className={rowClass}>
                <td className="py-2 ps-4 pe-2 max-sm:col-span-2">
                  <p className="font-medium">{line.title}</p>
                  <p className="text-text-3 text-xs">
                    <span className="font-mono">{line.sku}</span> <Badge tone="blue">{t("new")}</Badge>
                  </p>
                </td>
                <td className="numerals px-4 py-2 max-sm:hidden">{line.quantity.after}</td>
                <td className="numerals px-4 py-2 max-sm:hidden">{trimmedPrice(line.unitPrice.after)}</td>
                <td className="numerals px-2 py-2">
                  <Money minor={line.total.afterMinor} currency={currency} />
                </td>
                <td className="max-sm:hidden" />
              </tr>
            ))}
            {typed.added.map((line) => (
              <ChangeRow
                key={line.key}
                title={`${line.item.title} ${line.item.spec}`.trim()}
                sku={line.item.sku}
                hint={
                  <>
                    <Badge tone="blue">{t("new")}</Badge>{" "}
                    {line.item.free.map(({ code, free }) => `${code} ${free}`).join(" · ")}
                  </>
                }
                quantity={line.quantity}
                unitPrice={line.unitPrice}
                pricePlaceholder={line.item.unitPrice === null ? undefined : t("listPrice")}
                problems={addedProblems(line)}
                refused={refused.includes(line.item.sku)}
                total={totalOfAdded(line)}
                currency={currency}
                onChange={(patch) => onAdded(line.key, patch)}
                onRemove={() => onAdded(line.key, null)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Wholly shipped or cancelled: only to be read. */
function ClosedRow({ line, currency }: { line: ChangeLine; currency: string }) {
  return (
    <tr className={cn(rowClass, "text-text-3")}>
      <td className="py-2 ps-4 pe-2 max-sm:col-span-2">
        <p>{line.title}</p>
        <p className="text-xs">
          <span className="font-mono">{line.sku}</span> <Progress line={line} />
        </p>
      </td>
      <td className="numerals px-4 py-2 max-sm:hidden">{line.units}</td>
      <td className="numerals px-4 py-2 max-sm:hidden">{line.unitPrice}</td>
      <td className="numerals px-2 py-2">
        <Money minor={line.totalMinor} currency={currency} />
      </td>
      <td className="max-sm:hidden" />
    </tr>
  );
}

function Progress({ line }: { line: ChangeLine }) {
  const t = useTranslations("change");
  const parts = [
    line.shipped > 0 ? t("shipped", { count: line.shipped }) : "",
    line.picked > 0 ? t("picked", { count: line.picked }) : "",
    line.cancelled > 0 ? t("cancelled", { count: line.cancelled }) : "",
  ];
  return parts.filter(Boolean).join(" · ");
}
