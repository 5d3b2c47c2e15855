import { lineAmount, type Minor } from "@/lib/core/money";
import type { NewLine, SalesComponent, SalesPosting } from "./plan";
import type { LineKind, LineState, OrderState } from "./state";
import { type LineTotals, unitsShare } from "./totals";

type Document = Pick<OrderState, "id" | "channelId" | "country" | "currency" | "pricesIncludeTax">;

/** Where a line's money counts in the sales ledger. */
export function componentOf(kind: LineKind): SalesComponent {
  if (kind === "shipping" || kind === "fee" || kind === "discount") return kind;
  return "merchandise";
}

type Sold = Document &
  Pick<OrderState, "businessDay" | "shippingMinor" | "shippingTaxMinor" | "counted"> & {
    lines: readonly (NewLine | LineState)[];
  };

/**
 * Entries of an order that is placed: per line what it sells for without tax, its discount and its tax; then shipping.
 * They add up to the order's total. Cost counts in the shop's currency.
 */
export function saleEntries(order: Sold, shopCurrency: string): SalesPosting[] {
  const entries: SalesPosting[] = order.lines.flatMap((line) =>
    lineEntries(order, line, line, line.ordered, {
      kind: "sale",
      sign: 1n,
      businessDay: order.businessDay,
      costMinor: costOf(line, line.ordered, shopCurrency),
    }),
  );
  entries.push(...shippingEntries(order, order.shippingMinor, order.shippingTaxMinor, "sale", 1n, order.businessDay));
  const first = entries[0];
  if (first) first.orderDelta = order.counted ? 1 : 0;
  else
    entries.push({
      ...base(order),
      kind: "sale",
      component: "merchandise",
      amountMinor: 0n,
      orderDelta: order.counted ? 1 : 0,
      businessDay: order.businessDay,
    });
  return entries;
}

/** Cost of units in minor units of the shop's currency; zero where the cost is unknown. */
export function costOf(line: { unitCost: string | null }, units: number, shopCurrency: string): Minor {
  return line.unitCost === null ? 0n : lineAmount(line.unitCost, units, shopCurrency);
}

/** Entries for some units of a line, positive or negative; amounts come from `totalsOf` or `unitsShare`. */
export function lineEntries(
  order: Document,
  line: Pick<LineState | NewLine, "id" | "kind" | "variantId" | "unitCost">,
  money: LineTotals,
  units: number,
  how: { kind: SalesPosting["kind"]; sign: 1n | -1n; businessDay: string; costMinor: Minor },
): SalesPosting[] {
  const common = {
    ...base(order),
    kind: how.kind,
    lineId: line.id,
    variantId: line.variantId,
    businessDay: how.businessDay,
  };
  const uncosted = line.unitCost === null && componentOf(line.kind) === "merchandise" ? { uncosted: true } : {};
  const goods = money.subtotalMinor - (order.pricesIncludeTax ? money.taxMinor : 0n);
  const entries: SalesPosting[] = [
    {
      ...common,
      component: componentOf(line.kind),
      quantity: Number(how.sign) * units,
      amountMinor: how.sign * goods,
      costMinor: how.sign * how.costMinor,
      ...uncosted,
    },
  ];
  if (money.discountMinor !== 0n)
    entries.push({ ...common, component: "discount", amountMinor: -how.sign * money.discountMinor, ...uncosted });
  if (money.taxMinor !== 0n) entries.push({ ...common, component: "tax", amountMinor: how.sign * money.taxMinor });
  return entries;
}

/** Entries for the order's shipping and the tax on it. */
export function shippingEntries(
  order: Document,
  shippingMinor: Minor,
  shippingTaxMinor: Minor,
  kind: SalesPosting["kind"],
  sign: 1n | -1n,
  businessDay: string,
): SalesPosting[] {
  if (shippingMinor === 0n) return [];
  const net = shippingMinor - (order.pricesIncludeTax ? shippingTaxMinor : 0n);
  const common = { ...base(order), kind, businessDay };
  const entries: SalesPosting[] = [{ ...common, component: "shipping", amountMinor: sign * net }];
  if (shippingTaxMinor !== 0n) entries.push({ ...common, component: "tax", amountMinor: sign * shippingTaxMinor });
  return entries;
}

/**
 * Entries that give an item what was sold under a code nobody knew, with the cost it has: what is left of the line goes
 * from "no item" to the item, on the day it was sold; no day's money changes.
 */
export function linkedEntries(
  order: Document & Pick<OrderState, "businessDay">,
  line: LineState,
  link: { variantId: string; unitCost: string | null },
  shopCurrency: string,
): SalesPosting[] {
  const units = line.ordered - line.cancelled;
  if (units === 0) return [];
  const money = unitsShare(line, line.cancelled, units, order.pricesIncludeTax);
  const how = { kind: "change", businessDay: order.businessDay } as const;
  return [
    ...lineEntries(order, line, money, units, { ...how, sign: -1n, costMinor: costOf(line, units, shopCurrency) }),
    ...lineEntries(order, { ...line, ...link }, money, units, {
      ...how,
      sign: 1n,
      costMinor: costOf(link, units, shopCurrency),
    }),
  ];
}

/** The entries of one cancellation or refund, with why it was; the first of them counts it. */
export function asCase(entries: readonly SalesPosting[], reason: string): SalesPosting[] {
  return entries.map((entry, index) => ({ ...entry, reason, ...(index === 0 ? { caseDelta: 1 } : {}) }));
}

function base(order: Document) {
  return { orderId: order.id, channelId: order.channelId, country: order.country, currency: order.currency };
}
