"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { KeyValue, KeyValues } from "@/components/ui/key-value";
import { AppLink } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { route, StockPool } from "@/lib/inventory/rules/route";
import { CouponEntry, PromotionRows } from "./coupon-entry";
import { type Draft, quantityOf, type Settings, type ShownTotals } from "./draft-state";
import type { PricedDraft } from "./use-pricing";

type TotalsPanelProps = {
  draft: Draft;
  change: (patch: Partial<Draft>) => void;
  settings: Settings;
  totals: ShownTotals | null;
  /** What promotions do for it; nothing in a shop that has none. */
  pricing: PricedDraft | null;
};

/** What the order comes to while it is typed, where it would ship from, and whether it looks like one already there. */
export function TotalsPanel({ draft, change, settings, totals, pricing }: TotalsPanelProps) {
  const t = useTranslations("intake.side");
  const { currency, pricesIncludeTax } = settings;
  return (
    <div className="grid gap-4">
      <SimilarOrders draft={draft} />
      <Card aria-labelledby="total">
        <CardHeader id="total" title={t("total")} />
        <CardBody className="grid gap-3">
          <div className="grid grid-cols-2 gap-3">
            <Field label={t("orderDiscount")}>
              <Input
                inputMode="decimal"
                value={draft.discount}
                onChange={(event) => change({ discount: event.target.value })}
                className="numerals text-end"
              />
            </Field>
            <Field label={t("shipping")}>
              <Input
                inputMode="decimal"
                value={draft.shipping}
                onChange={(event) => change({ shipping: event.target.value })}
                className="numerals text-end"
              />
            </Field>
          </div>
          {pricing ? <CouponEntry coupons={draft.coupons} change={change} pricing={pricing} /> : null}
          {totals ? (
            <KeyValues>
              <KeyValue label={t("items")}>
                <Money minor={totals.itemsMinor} currency={currency} />
              </KeyValue>
              {totals.discountMinor > 0n ? (
                <KeyValue label={t("discount")}>
                  <Money minor={-totals.discountMinor} currency={currency} />
                </KeyValue>
              ) : null}
              {pricing ? <PromotionRows pricing={pricing} currency={currency} /> : null}
              <KeyValue label={t("shipping")}>
                <Money minor={totals.shippingMinor} currency={currency} />
              </KeyValue>
              <KeyValue label={pricesIncludeTax ? t("taxIncluded") : t("taxAdded")} muted={pricesIncludeTax}>
                <Money minor={totals.taxMinor} currency={currency} />
              </KeyValue>
              <KeyValue label={t("total")} total>
                <Money minor={totals.totalMinor} currency={currency} />
              </KeyValue>
            </KeyValues>
          ) : (
            <p role="alert" className="text-danger text-sm">
              {t("bad")}
            </p>
          )}
        </CardBody>
      </Card>
      {draft.lines.length > 0 ? <Stock draft={draft} /> : null}
    </div>
  );
}

/** The same choice of warehouses that approval will make, on the stock that was seen while typing. */
function Stock({ draft }: { draft: Draft }) {
  const t = useTranslations("intake.side");
  const pool = new StockPool();
  const codes = new Set<string>();
  const stocked = draft.lines.filter((line) => !line.item.madeToOrder);
  for (const { item } of stocked) {
    for (const { code, free } of item.free) {
      codes.add(code);
      pool.set(item.sku, code, free);
    }
  }
  const locations = [...codes].map((code, priority) => ({ id: code, code, priority }));
  const demand = stocked.map((line) => ({
    lineId: line.key,
    variantId: line.item.sku,
    quantity: quantityOf(line) ?? 0,
  }));
  const { allocations, short } = route(demand, locations, pool);
  const used = [...new Set(allocations.map((allocation) => allocation.locationId))];
  return (
    <Card aria-labelledby="stock">
      <CardHeader id="stock" title={t("stock")} />
      <CardBody className="grid gap-1.5 text-sm">
        {used.length === 1 && short.length === 0 ? <p>{t("allFree", { code: used[0] as string })}</p> : null}
        {used.length > 1 ? <p>{t("split", { codes: used.join(" + ") })}</p> : null}
        {short.map((line) => {
          const needed = demand
            .filter(({ variantId }) => variantId === line.variantId)
            .reduce((sum, { quantity }) => sum + quantity, 0);
          return (
            <p key={line.lineId} className="font-medium text-attention">
              {t("short", { sku: line.variantId, needed, free: pool.total(line.variantId) })}
            </p>
          );
        })}
      </CardBody>
    </Card>
  );
}

type Similar = { number: string; totalMinor: string; currency: string; items: string };

function SimilarOrders({ draft }: { draft: Draft }) {
  const t = useTranslations("intake.side");
  const { email, phone, number } = draft.customer;
  const asked = { email, phone: phone || draft.shipTo.phone || "", customer: number };
  const { data = [] } = useQuery({
    queryKey: ["similar", asked],
    queryFn: async (): Promise<Similar[]> => {
      const response = await fetch(`/api/internal/orders/similar?${new URLSearchParams(asked)}`);
      if (!response.ok) throw new Error(`similar orders answered ${response.status}`);
      return (await response.json()).orders;
    },
    enabled: number !== "" || email.includes("@") || asked.phone.length >= 7,
  });
  if (data.length === 0) return null;
  return data.map((order) => (
    <Alert key={order.number} tone="attention" title={t("similar", { number: order.number })}>
      <AppLink href={`/orders/${order.number}`} target="_blank" className="underline">
        {order.items} · <Money minor={order.totalMinor} currency={order.currency} />
      </AppLink>
    </Alert>
  ));
}
