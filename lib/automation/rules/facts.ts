import { lineAmount } from "@/lib/core/money";
import { offsetAt } from "@/lib/core/zone";
import type { Address } from "@/lib/customers/rules/address";
import { isUnmapped } from "@/lib/orders/rules/stage";
import type { LineState, OrderState } from "@/lib/orders/rules/state";

/** A line as conditions see it; amounts in minor units of the order's currency. */
export type LineFacts = {
  kind: string;
  sku: string;
  title: string;
  category: string;
  quantity: number;
  amountMinor: bigint;
  madeToOrder: boolean;
  unmapped: boolean;
};

/** What a promotion of the house or a code of a channel did for the order; codes stay with it when they give nothing. */
export type PromotionFact = {
  code: string | null;
  /** Of the promotion, where it is one of the house. */
  number: number | null;
  applied: boolean;
  gaveMinor: bigint;
};

/** Everything a rule may ask of an order; the same whether it is on its way in, in the house, or in a dry run. */
export type OrderFacts = {
  channel: string;
  currency: string;
  total: bigint;
  margin: number | null;
  units: number;
  paymentMethod: string;
  paid: boolean;
  stage: string;
  held: boolean;
  tags: readonly string[];
  gift: boolean;
  /** Code of what sends it, empty where nobody chose. */
  service: string;
  shippingService: string;
  buyerMessage: string;
  /** Codes it was placed with, and numbers of the promotions that gave something, with what all of them gave. */
  coupons: readonly string[];
  promotions: readonly string[];
  promotionDiscount: bigint;
  country: string;
  region: string;
  city: string;
  postcode: string;
  customerTags: readonly string[];
  earlierOrders: number;
  newCustomer: boolean;
  placedHour: number;
  placedWeekday: string;
  promisedWithin: number | null;
  holdType: string;
  trackingStatus: string;
  lines: readonly LineFacts[];
};

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** An order's state as `factsOf` needs it, whether it was read whole or set-wise for a dry run. */
export type FactLine = Pick<
  LineState,
  | "kind"
  | "variantId"
  | "sku"
  | "title"
  | "unitCost"
  | "ordered"
  | "cancelled"
  | "subtotalMinor"
  | "discountMinor"
  | "taxMinor"
  | "totalMinor"
  | "cancelledMinor"
  | "madeToOrder"
>;
export type FactOrder = Pick<
  OrderState,
  | "currency"
  | "totalMinor"
  | "paidMinor"
  | "paymentMethod"
  | "stage"
  | "tags"
  | "country"
  | "placedAt"
  | "promisedAt"
  | "pricesIncludeTax"
  | "held"
> & { lines: readonly FactLine[] };

/** What facts come from besides the order's own state. */
export type FactSources = {
  now: Date;
  timeZone: string;
  shopCurrency: string;
  channel: string;
  shipTo: Address | null;
  gift: boolean;
  service: string;
  shippingService: string;
  buyerMessage: string;
  customerTags: readonly string[];
  earlierOrders: number;
  promotions: readonly PromotionFact[];
  /** Category of an item. */
  categoryOf: (variantId: string) => string;
  /** Values of the event that it is about. */
  event?: Readonly<Record<string, unknown>>;
};

/** The facts of an order. */
export function factsOf(order: FactOrder, sources: FactSources): OrderFacts {
  const { now, timeZone, shipTo, event } = sources;
  const placed = order.placedAt.getTime();
  const local = new Date(placed + offsetAt(placed, timeZone));
  const lines = order.lines.filter((line) => line.ordered > line.cancelled);
  return {
    channel: sources.channel,
    currency: order.currency,
    total: order.totalMinor,
    margin: marginOf(order, sources.shopCurrency),
    units: lines.reduce((sum, line) => sum + (isItem(line) ? line.ordered - line.cancelled : 0), 0),
    paymentMethod: order.paymentMethod,
    paid: order.paidMinor >= order.totalMinor,
    stage: order.stage,
    held: order.held,
    tags: order.tags,
    gift: sources.gift,
    service: sources.service,
    shippingService: sources.shippingService,
    buyerMessage: sources.buyerMessage,
    coupons: sources.promotions.flatMap(({ code }) => code ?? []),
    promotions: sources.promotions.flatMap(({ applied, number }) => (applied && number !== null ? `${number}` : [])),
    promotionDiscount: sources.promotions.reduce((sum, { gaveMinor }) => sum + gaveMinor, 0n),
    country: order.country,
    region: shipTo?.region ?? "",
    city: shipTo?.city ?? "",
    postcode: shipTo?.postcode ?? "",
    customerTags: sources.customerTags,
    earlierOrders: sources.earlierOrders,
    newCustomer: sources.earlierOrders === 0,
    placedHour: local.getUTCHours(),
    placedWeekday: weekdays[(local.getUTCDay() + 6) % 7] ?? "mon",
    promisedWithin: order.promisedAt === null ? null : (order.promisedAt.getTime() - now.getTime()) / 3_600_000,
    holdType: typeof event?.type === "string" ? event.type : "",
    trackingStatus: typeof event?.status === "string" ? event.status : "",
    lines: lines.filter(isItem).map((line) => ({
      kind: line.kind,
      sku: line.sku,
      title: line.title,
      category: line.variantId ? sources.categoryOf(line.variantId) : "",
      quantity: line.ordered - line.cancelled,
      amountMinor: line.totalMinor - line.cancelledMinor,
      madeToOrder: line.madeToOrder,
      unmapped: isUnmapped(line),
    })),
  };
}

function isItem(line: FactLine): boolean {
  return line.kind === "product" || line.kind === "sample" || line.kind === "manual";
}

/**
 * What is left of the goods' price after their cost, in percent of that price; null where a cost is unknown, or where
 * the order is in another currency than costs are kept in.
 */
function marginOf(order: FactOrder, shopCurrency: string): number | null {
  if (order.currency !== shopCurrency) return null;
  let net = 0;
  let cost = 0;
  for (const line of order.lines) {
    const quantity = line.ordered - line.cancelled;
    if (line.kind !== "product" || quantity <= 0) continue;
    if (line.unitCost === null) return null;
    const price = line.subtotalMinor - line.discountMinor - (order.pricesIncludeTax ? line.taxMinor : 0n);
    net += (Number(price) * quantity) / line.ordered;
    cost += Number(lineAmount(line.unitCost, quantity, order.currency));
  }
  return net > 0 ? Math.round(((net - cost) / net) * 1000) / 10 : null;
}
