import { useLocale, useTranslations } from "next-intl";
import { StillPart } from "@/components/still/still";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader, CardTable } from "@/components/ui/card";
import { KeyValue, KeyValues } from "@/components/ui/key-value";
import { AppLink } from "@/components/ui/link";
import { Meter } from "@/components/ui/meter";
import { Money } from "@/components/ui/money";
import { Thumb } from "@/components/ui/thumb";
import { formatUnitPrice } from "@/lib/core/money";
import type { LineWords } from "@/lib/orders/queries/order-page";
import type { LineState, OrderState } from "@/lib/orders/rules/state";

type LinesCardProps = {
  order: OrderState;
  /** Free units by item and warehouse, for lines that still lack some. */
  free: Map<string, { code: string; free: number }[]>;
  /** Units of each line that went to another order. */
  moved: ReadonlyMap<string, number>;
  words: ReadonlyMap<string, LineWords>;
  /** What a line says can be worded anew. */
  editable: boolean;
  hint?: string;
  /** Shows every line of a very long order. */
  all: boolean;
};

const linesShown = 100;

/** What was ordered, how far each line is, and what it comes to. */
export function LinesCard({ order, free, moved, words, editable, hint, all }: LinesCardProps) {
  const t = useTranslations("orders");
  const locale = useLocale();
  // Lines that came by a merge and went back say nothing here any more; an order that is empty still shows what it was.
  const here = order.lines.filter((line) => (moved.get(line.id) ?? 0) < line.ordered);
  const lines = here.length > 0 ? here : order.lines;
  const shown = all ? lines : lines.slice(0, linesShown);
  const units = lines.filter((line) => line.kind === "product").reduce((sum, line) => sum + line.ordered, 0);
  return (
    <StillPart>
      <Card aria-labelledby="lines">
        <CardHeader
          id="lines"
          title={t("lines.title")}
          hint={t("lines.summary", { lines: lines.length, units })}
          actions={hint}
        />
        <CardTable>
          <table className="w-full text-sm max-sm:block" aria-labelledby="lines">
            <tbody className="max-sm:block">
              {shown.map((line) => (
                <tr
                  key={line.id}
                  className="border-border border-b align-middle max-sm:grid max-sm:grid-cols-[28px_minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:px-4 max-sm:py-2.5 max-sm:[&>td]:p-0"
                >
                  <td className="w-12 py-2 ps-4">
                    <Thumb alt="" size={28} />
                  </td>
                  <td className="py-2 ps-3 sm:min-w-40">
                    <p className="font-semibold">
                      {line.title}
                      {line.gift ? <Badge className="ms-2">{t("lines.gift")}</Badge> : null}
                      {line.madeToOrder ? (
                        <Badge tone="blue" className="ms-2">
                          {t("lines.madeToOrder")}
                        </Badge>
                      ) : null}
                    </p>
                    <p className="text-text-3 text-xs">
                      {line.variantId ? (
                        <AppLink href={`/stock/${encodeURIComponent(line.sku)}`} className="font-mono hover:underline">
                          {line.sku}
                        </AppLink>
                      ) : (
                        <span className="font-mono">{line.sku}</span>
                      )}{" "}
                      {words.get(line.id)?.spec}
                      {line.kind === "product" && !line.variantId ? (
                        <Badge tone="amber" className="ms-2">
                          {t("lines.unmapped")}
                        </Badge>
                      ) : null}
                      {editable && line.ordered - line.cancelled - line.shipped > 0 ? (
                        <AppLink
                          href={`/orders/${encodeURIComponent(order.number)}?line=${line.position}`}
                          aria-label={t("lines.wordOf", { title: line.title })}
                          className="ms-2 underline hover:text-accent"
                        >
                          {t("lines.word")}
                        </AppLink>
                      ) : null}
                    </p>
                    <Asked words={words.get(line.id)} />
                  </td>
                  <td className="numerals whitespace-nowrap px-3 py-2 text-end max-sm:col-start-2 max-sm:row-start-2 max-sm:text-start">
                    {line.ordered} × {formatUnitPrice(line.unitPrice, order.currency, locale)}
                  </td>
                  <td className="numerals whitespace-nowrap px-3 py-2 text-end max-sm:col-start-3 max-sm:row-start-1">
                    <Money minor={line.subtotalMinor} currency={order.currency} />
                  </td>
                  <td className="px-4 py-2 text-text-2 max-sm:col-span-2 max-sm:col-start-2 max-sm:row-start-3">
                    <LineProgress
                      line={line}
                      moved={moved.get(line.id) ?? 0}
                      free={line.variantId ? free.get(line.variantId) : undefined}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </CardTable>
        {shown.length < lines.length ? (
          <p className="border-border border-b px-4 py-2 text-sm">
            <AppLink href={`/orders/${order.number}?lines=all`} className="text-accent hover:underline">
              {t("lines.showAll", { count: lines.length })}
            </AppLink>
          </p>
        ) : null}
        <div className="flex justify-end px-4 py-3">
          <KeyValues className="w-full sm:w-[290px]">
            <KeyValue label={t("lines.items")}>
              <Money minor={order.itemsMinor} currency={order.currency} />
            </KeyValue>
            {order.discountMinor > 0n ? (
              <KeyValue label={t("lines.discount")}>
                <Money minor={-order.discountMinor} currency={order.currency} />
              </KeyValue>
            ) : null}
            <KeyValue label={t("lines.shipping")}>
              <Money minor={order.shippingMinor} currency={order.currency} />
            </KeyValue>
            {order.taxMinor > 0n ? (
              <KeyValue
                label={order.pricesIncludeTax ? t("lines.taxIncluded") : t("lines.taxAdded")}
                muted={order.pricesIncludeTax}
              >
                <Money minor={order.taxMinor} currency={order.currency} />
              </KeyValue>
            ) : null}
            <KeyValue label={t("lines.total")} total>
              <Money minor={order.totalMinor} currency={order.currency} />
            </KeyValue>
          </KeyValues>
        </div>
      </Card>
    </StillPart>
  );
}

function Asked({ words }: { words: LineWords | undefined }) {
  if (!words || (words.custom.length === 0 && words.note === "")) return null;
  return (
    <div className="mt-0.5 grid gap-0.5 text-sm">
      {words.custom.map(({ name, value }) => (
        <p key={name} className="break-words">
          <span className="text-text-2">{name}:</span> {value}
        </p>
      ))}
      {words.note ? <p className="break-words text-text-2 italic">{words.note}</p> : null}
    </div>
  );
}

type LineProgressProps = { line: LineState; moved: number; free: { code: string; free: number }[] | undefined };

function LineProgress({ line, moved, free }: LineProgressProps) {
  const t = useTranslations("orders.lines");
  const total = line.ordered - line.cancelled;
  const parts: string[] = [];
  let filled = line.reserved + line.shipped;
  if (!line.ships || total === 0) filled = 0;
  else if (line.delivered > 0) parts.push(t("delivered", { count: line.delivered, total }));
  else if (line.shipped > 0) parts.push(t("shipped", { count: line.shipped, total }));
  else if (line.packed > 0) parts.push(t("packed", { count: line.packed, total }));
  else if (line.picked > 0) parts.push(t("picked", { count: line.picked, total }));
  else if (line.reserved > 0) parts.push(t("reserved", { count: line.reserved, total }));
  else if (line.stocked) parts.push(t("unreserved"));
  if (line.backordered > 0) parts.push(t("backordered", { count: line.backordered }));
  if (line.cancelled > moved) parts.push(t("cancelled", { count: line.cancelled - moved }));
  if (moved > 0) parts.push(t("moved", { count: moved }));
  if (line.refunded > 0) parts.push(t("refunded", { count: line.refunded }));
  const missing = line.stocked && line.reserved + line.shipped < total;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 text-sm">
      {line.ships && total > 0 ? <Meter filled={filled} total={total} label={line.title} /> : null}
      <span>{parts.join(" · ")}</span>
      {missing && free && free.length > 0 ? (
        <span className="text-text-3 text-xs">
          {t("free", { where: free.map(({ code, free: units }) => `${code} ${units}`).join(" · ") })}
        </span>
      ) : null}
    </span>
  );
}
