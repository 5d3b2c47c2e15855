import { createHash } from "node:crypto";
import type { Tx } from "@/db/transaction";
import type { CommandContext } from "@/lib/command";
import { currencyDecimals, MoneyError, parseMoney } from "@/lib/core/money";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import type { ChangeOrderInput } from "@/lib/orders/change-input";
import { type FreeStock, readPool, taxRates, variantsById, variantsBySku } from "@/lib/orders/load-intake-facts";
import { standingOf } from "@/lib/orders/load-standing";
import { type ChangeAsk, type ChangeFacts, type ChangePlanRefusal, planChange } from "@/lib/orders/rules/change";
import { type ChangeEffect, effectOf } from "@/lib/orders/rules/change-effect";
import { backorderableOf, type VariantFacts } from "@/lib/orders/rules/intake";
import type { Plan } from "@/lib/orders/rules/plan";
import { rateIn } from "@/lib/orders/rules/retax";
import type { OrderState } from "@/lib/orders/rules/state";
import { refundFactsWith } from "@/lib/payments/commands/request-refund";
import { loadKinRefunds, loadRefundsOf } from "@/lib/payments/load-refunds";

export const changeOrderRefusals = [
  "order_closed",
  "not_placed",
  "unknown_line",
  "unknown_sku",
  "no_price",
  "bad_amount",
  "line_settled",
  "shipping_refunded",
  "already_shipped",
  "more_than_open",
  "nothing_to_cancel",
  "nothing_to_change",
  "discount_exceeds_items",
  "amount_too_large",
  "too_many_lines",
  "raised_after_refund",
  "insufficient_stock",
  "coupon_refused",
] as const satisfies readonly (ChangePlanRefusal | "unknown_sku" | "no_price")[];
type ChangeRefusal = (typeof changeOrderRefusals)[number];

export type PlannedChange = { plan: Plan; effect: ChangeEffect; digest: string };

/**
 * The plan of a change with what it does: the same for the preview, which locks nothing, and for the command, which
 * locks the levels of everything the order holds or wants. `refundNumbers` as many as the order has payments.
 */
export async function planOrderChange(
  context: CommandContext,
  order: OrderState,
  input: ChangeOrderInput,
  { refundNumbers, lock }: { refundNumbers: readonly string[]; lock: boolean },
): Promise<PlannedChange | Refusal<ChangeRefusal>> {
  const skus = input.add.map(({ sku }) => sku);
  const change = await changesOf(context, [order], {
    skus,
    coupons: input.addCoupons,
    pool: (variantIds) => readPool(context.tx, variantIds, lock),
    lock,
  });
  const plan = change(order, input, refundNumbers);
  if (isRefusal(plan)) return plan;
  const effect = effectOf(plan, context.shop.currency);
  return { plan, effect, digest: createHash("sha256").update(JSON.stringify(effect)).digest("base64url") };
}

export type ChangeInput = Pick<ChangeOrderInput, "lines" | "add" | "shipping" | "reason" | "note"> &
  Partial<Pick<ChangeOrderInput, "addCoupons" | "removeCoupons">>;
type ChangeReads = {
  skus: readonly string[];
  coupons?: readonly string[];
  pool: (variantIds: readonly string[]) => Promise<FreeStock>;
  /** Locks the coupons that are added, once the stock is locked. */
  lock?: boolean;
};
/** Plans the change of one of the orders whose facts were read; `refundNumbers` as many as it has payments. */
export type ChangePlanner = (
  order: OrderState,
  input: ChangeInput,
  refundNumbers: readonly string[],
) => Plan | Refusal<ChangeRefusal>;

/**
 * What changes of these orders have to know, read for all of them at once; `skus` and `coupons` are those that may be
 * added. The stock that `pool` gives is one for all: what one change claims, the next finds gone.
 */
export async function changesOf(
  context: CommandContext,
  orders: readonly OrderState[],
  { skus, coupons = [], pool, lock = false }: ChangeReads,
): Promise<ChangePlanner> {
  const { tx } = context;
  const ids = orders.map(({ id }) => id);
  const bySku = await itemsByChannel(tx, orders, skus);
  const variantIds = [
    ...orders.flatMap(({ lines }) => lines.flatMap((line) => (line.stocked && line.variantId ? [line.variantId] : []))),
    ...[...bySku.values()].flatMap((variants) =>
      [...variants.values()].filter((variant) => !variant.madeToOrder).map((variant) => variant.id),
    ),
  ];
  const [rates, detail, owned, refunds, kin, { pool: free, locations }, preferred] = await Promise.all([
    taxRates(tx),
    detailsOf(tx, ids),
    variantsById(tx, variantIds),
    loadRefundsOf(tx, ids),
    loadKinRefunds(tx, ids),
    pool(variantIds),
    warehousesOf(tx, orders),
  ]);
  const standing = await standingOf(context, orders, coupons, lock);
  return (order, input, refundNumbers) => {
    const variants = bySku.get(order.channelId) ?? new Map<string, VariantFacts>();
    const ask = askOf(order, input, variants, rates);
    if (isRefusal(ask)) return ask;
    const promotions = standing(order, input, detail.categories);
    if (isRefusal(promotions)) return promotions;
    const of = { refunds: refunds.get(order.id) ?? [], kinRefunds: kin.get(order.id) ?? [] };
    return planChange(order, ask, {
      ...refundFactsWith(context, of, refundNumbers),
      details: detail.lines,
      shippingTaxRate: detail.shipping.get(order.id) ?? "0",
      standing: promotions,
      reservation: {
        ...{ pool: free, locations },
        backorderable: backorderableOf(new Map([...owned, ...variants])),
        preferredLocationId: preferred.get(order.channelId) ?? null,
      },
    });
  };
}

// What a channel calls an item is its own.
async function itemsByChannel(
  tx: Tx,
  orders: readonly OrderState[],
  skus: readonly string[],
): Promise<Map<string, Map<string, VariantFacts>>> {
  const channels = skus.length === 0 ? [] : [...new Set(orders.map(({ channelId }) => channelId))];
  return new Map(
    await Promise.all(
      channels.map(async (id): Promise<[string, Map<string, VariantFacts>]> => [id, await variantsBySku(tx, id, skus)]),
    ),
  );
}

function askOf(
  order: OrderState,
  input: ChangeInput,
  variants: ReadonlyMap<string, VariantFacts>,
  rates: ReadonlyMap<string, string>,
): ChangeAsk | Refusal<"unknown_line" | "unknown_sku" | "no_price" | "bad_amount"> {
  const { reason, note } = input;
  const coupons = (input.addCoupons?.length ?? 0) + (input.removeCoupons?.length ?? 0) > 0;
  const lines: ChangeAsk["lines"][number][] = [];
  for (const { line, ...wanted } of input.lines) {
    const lineId = order.lines.find((candidate) => candidate.position === line)?.id;
    if (!lineId) return refuse("unknown_line", { line });
    lines.push({ lineId, ...wanted });
  }
  const add: ChangeAsk["add"][number][] = [];
  for (const [index, { sku, quantity, unitPrice }] of input.add.entries()) {
    const variant = variants.get(sku.toUpperCase());
    if (!variant) return refuse("unknown_sku", { line: index + 1, sku });
    const price = unitPrice ?? variant.prices[order.currency];
    if (price === undefined) return refuse("no_price", { line: index + 1, sku, currency: order.currency });
    add.push({ variant, quantity, unitPrice: price, taxRate: rateIn(rates, order.country, variant.taxClass) });
  }
  if (input.shipping === undefined) return { lines, add, coupons, reason, note };
  try {
    return { lines, add, coupons, reason, note, shippingMinor: parseMoney(input.shipping, order.currency) };
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    const { currency } = order;
    const decimals = currencyDecimals(currency);
    return refuse("bad_amount", { value: input.shipping, currency, decimals, reason: error.reason });
  }
}

async function detailsOf(
  tx: Tx,
  orderIds: readonly string[],
): Promise<{ lines: ChangeFacts["details"]; shipping: Map<string, string>; categories: Map<string, string> }> {
  const [lines, orders] = await Promise.all([
    tx.sql`
      select l.id, l.tax_rate::text as "taxRate", l.spec, l.custom, p.category
      from order_lines l left join variants v on v.id = l.variant_id left join products p on p.id = v.product_id
      where l.order_id = any(${[...orderIds]}::uuid[])`,
    tx.sql`select id, shipping_tax_rate::text as rate from orders where id = any(${[...orderIds]}::uuid[])`,
  ]);
  return {
    lines: new Map(lines.map(({ id, taxRate, spec, custom }) => [id as string, { taxRate, spec, custom }])),
    categories: new Map(lines.map(({ id, category }) => [id as string, (category ?? "") as string])),
    shipping: new Map(orders.map(({ id, rate }) => [id as string, rate as string])),
  };
}

async function warehousesOf(tx: Tx, orders: readonly OrderState[]): Promise<Map<string, string | null>> {
  const ids = [...new Set(orders.map(({ channelId }) => channelId))];
  const rows =
    await tx.sql`select id, default_location_id as "locationId" from channels where id = any(${ids}::uuid[])`;
  return new Map(rows.map(({ id, locationId }) => [id as string, locationId as string | null]));
}
