import type { CommandContext } from "@/lib/command";
import { assert, isRefusal, type Refusal, refuse } from "@/lib/core/result";
import type { ReceiveOrderInput } from "@/lib/orders/inputs";
import { type FreeStock, findChannel, readPool, taxRates, variantsById } from "@/lib/orders/load-intake-facts";
import { resentOf, sentAgain } from "@/lib/orders/load-lineage";
import { lineDetailsOf, type OrderRow, rowsOf } from "@/lib/orders/load-moved";
import type { ResendOrderInput } from "@/lib/orders/resend-input";
import { buildOrder } from "@/lib/orders/rules/build-order";
import { backorderableOf, type IntakeRefusal } from "@/lib/orders/rules/intake";
import { offerOf } from "@/lib/orders/rules/named-service";
import type { NewOrder, Plan } from "@/lib/orders/rules/plan";
import {
  allToResend,
  costOfUnits,
  planResend,
  type ResendAsk,
  type ResendFacts,
  type ResendRefusal,
  unitsToResend,
} from "@/lib/orders/rules/resend";
import type { LineState, OrderState } from "@/lib/orders/rules/state";
import { loadShipping } from "@/lib/shipping/load-shipping";

export type PlannedResend = {
  created: Plan;
  original: Plan;
  lines: { line: number; sku: string; title: string; quantity: number }[];
  /** Minor units of the shop's currency. */
  costMinor: bigint;
};

/**
 * The plans of sending goods of an order again: the same for the preview and for the command, which locks the levels of
 * the goods. Contact, address and service are those the order has now.
 */
export async function planOrderResend(
  context: CommandContext,
  order: OrderState,
  input: ResendOrderInput,
  { number, lock }: { number: string; lock: boolean },
): Promise<PlannedResend | Refusal<ResendRefusal | IntakeRefusal>> {
  const lines: { lineId: string; quantity: number }[] = [];
  for (const { line, quantity } of input.lines) {
    const lineId = order.lines.find((candidate) => candidate.position === line)?.id;
    if (!lineId) return refuse("unknown_line", { line });
    lines.push({ lineId, quantity });
  }
  const resend = await resendsOf(context, [order], (ids) => readPool(context.tx, ids, lock));
  return resend(order, { ...input, lines }, number);
}

/** Plans what is sent again of one of the orders whose facts were read; all that left where no lines are named. */
export type ResendPlanner = (
  order: OrderState,
  ask: Pick<ResendAsk, "reason" | "note"> & Partial<Pick<ResendAsk, "lines">>,
  number: string,
) => PlannedResend | Refusal<ResendRefusal | IntakeRefusal>;

/** What sending goods of these orders again has to know, read for all of them at once. */
export async function resendsOf(
  context: CommandContext,
  orders: readonly OrderState[],
  pool: PoolReader,
): Promise<ResendPlanner> {
  const { tx, shop } = context;
  const left = orders.flatMap(({ lines }) =>
    lines.flatMap(({ variantId, shipped }) => (variantId && shipped > 0 ? [variantId] : [])),
  );
  const kin = await sentAgain(
    tx,
    orders.map(({ id }) => id),
  );
  const free = await freeOrdersOf(context, orders, left, pool);
  return (order, { lines, ...why }, number) => {
    const resent = resentOf(order, kin.get(order.id) ?? []);
    const units = unitsToResend(order, { lines: lines ?? allToResend(order, resent) }, resent);
    if (isRefusal(units)) return units;
    const built = free(
      order,
      units.map(({ line, quantity }) => ({ line, quantity, variantId: line.variantId as string })),
      number,
    );
    if (isRefusal(built)) return built;
    const plans = planResend(order, built.created, units, why, { ...built.facts, resent });
    if (isRefusal(plans)) return plans;
    return {
      created: plans[0],
      original: plans[1],
      lines: units.map(({ line, quantity }) => ({ line: line.position, sku: line.sku, title: line.title, quantity })),
      costMinor: costOfUnits(units, shop.currency),
    };
  };
}

type PoolReader = (variantIds: readonly string[]) => Promise<FreeStock>;
type FreeUnits = readonly { line: LineState; quantity: number; variantId: string }[];
type BuiltFree = { created: NewOrder; facts: Omit<ResendFacts, "resent"> };

/** `freeOrdersOf` for one order; `lock` locks the levels of the goods. */
export async function buildFreeOrder(
  context: CommandContext,
  order: OrderState,
  units: FreeUnits,
  { number, lock }: { number: string; lock: boolean },
): Promise<BuiltFree | Refusal<IntakeRefusal>> {
  const variantIds = units.map((unit) => unit.variantId);
  const free = await freeOrdersOf(context, [order], variantIds, (ids) => readPool(context.tx, ids, lock));
  return free(order, units, number);
}

/**
 * New orders at no price of goods that went to the buyers of others, or that take their place: the same people, address
 * and service. With each what approving it has to know. What they have to know themselves is read for all at once.
 */
export async function freeOrdersOf(
  { tx, shop, now, actor }: CommandContext,
  orders: readonly OrderState[],
  variantIds: readonly string[],
  pool: PoolReader,
): Promise<(order: OrderState, units: FreeUnits, number: string) => BuiltFree | Refusal<IntakeRefusal>> {
  const ids = orders.map(({ id }) => id);
  const channelIds = [...new Set(orders.map(({ channelId }) => channelId))];
  const [channels, rates, variants, stock, rows, texts, book] = await Promise.all([
    Promise.all(channelIds.map((id) => findChannel(tx, { id, closed: true }))),
    taxRates(tx),
    variantsById(tx, variantIds),
    pool([...new Set(variantIds)]),
    rowsOf(tx, ids),
    lineDetailsOf(tx, ids),
    loadShipping(tx, shop.shippingVersion),
  ]);
  const bySku = new Map([...variants.values()].map((variant) => [variant.sku.toUpperCase(), variant]));
  const backorderable = backorderableOf(variants);
  return (order, units, number) => {
    const channel = channels[channelIds.indexOf(order.channelId)];
    const row = rows.get(order.id);
    assert(channel && row, "an order has its channel and its row");
    const lines = units.map(({ line, quantity, variantId }) => {
      const variant = variants.get(variantId);
      return {
        ...{ sku: variant?.sku ?? line.sku, title: variantId === line.variantId ? line.title : variant?.title },
        ...{ quantity, unitPrice: "0", kind: "product" as const, gift: line.gift, note: "" },
        custom: [...(texts.get(line.id)?.custom ?? [])],
      };
    });
    const created = buildOrder(
      { ...samePeople(order, row), channel: channel.code, lines },
      {
        ...{ now, shop, channel, taxRates: rates, number, customerId: order.customerId, actorName: actor.name },
        service: offerOf(book, order.shippingServiceId)?.service ?? null,
        variants: bySku,
      },
    );
    if (isRefusal(created)) return created;
    return {
      created: { ...created, counted: false },
      facts: {
        ...{ now, shopCurrency: shop.currency, channelCode: channel.code, backorderable },
        ...{ locations: stock.locations, pool: stock.pool, preferredLocationId: channel.defaultLocationId },
      },
    };
  };
}

/** Everything of an order but its items and its money, as a new order of the same people takes it. */
export function samePeople(order: OrderState, row: OrderRow): Omit<ReceiveOrderInput, "lines"> {
  return {
    currency: order.currency,
    pricesIncludeTax: order.pricesIncludeTax,
    customer: {
      name: row.contactName,
      ...(row.contactEmail ? { email: row.contactEmail } : {}),
      ...(row.contactPhone ? { phone: row.contactPhone } : {}),
    },
    ...(row.shipTo ? { shipTo: row.shipTo } : {}),
    ...(row.billTo ? { billTo: row.billTo } : {}),
    ...{ shippingService: row.shippingService, paymentMethod: order.paymentMethod, paymentReference: "" },
    ...{ buyerMessage: "", sellerNote: "", flag: null, gift: row.gift, tags: [], draft: false },
    ...{ coupons: [], discountCodes: [], promotions: "none", onShortage: "review", reserve: false },
  };
}
