import { eq } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import type { Tx } from "@/db/transaction";
import type { CommandContext } from "@/lib/command";
import { assert, isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { poolOf, readLevels } from "@/lib/inventory/lock-levels";
import type { ReceiveOrderInput } from "@/lib/orders/inputs";
import { activeLocations, findChannel, taxRates, variantsById } from "@/lib/orders/load-intake-facts";
import { kinOf, resentOf } from "@/lib/orders/load-lineage";
import { lineDetailsOf } from "@/lib/orders/load-moved";
import type { ResendOrderInput } from "@/lib/orders/resend-input";
import { buildOrder } from "@/lib/orders/rules/build-order";
import { backorderableOf, type IntakeRefusal } from "@/lib/orders/rules/intake";
import { offerOf } from "@/lib/orders/rules/named-service";
import type { NewOrder, Plan } from "@/lib/orders/rules/plan";
import {
  costOfUnits,
  planResend,
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
  const { tx, shop } = context;
  const wanted: { lineId: string; quantity: number }[] = [];
  for (const { line, quantity } of input.lines) {
    const lineId = order.lines.find((candidate) => candidate.position === line)?.id;
    if (!lineId) return refuse("unknown_line", { line });
    wanted.push({ lineId, quantity });
  }
  const resent = resentOf(order, await kinOf(tx, order.id));
  const units = unitsToResend(order, { lines: wanted }, resent);
  if (isRefusal(units)) return units;

  const built = await buildFreeOrder(
    context,
    order,
    units.map(({ line, quantity }) => ({ line, quantity, variantId: line.variantId as string })),
    { number, lock },
  );
  if (isRefusal(built)) return built;
  const plans = planResend(order, built.created, units, input, { ...built.facts, resent });
  if (isRefusal(plans)) return plans;
  return {
    created: plans[0],
    original: plans[1],
    lines: units.map(({ line, quantity }) => ({ line: line.position, sku: line.sku, title: line.title, quantity })),
    costMinor: costOfUnits(units, shop.currency),
  };
}

/**
 * A new order at no price of goods that went to the buyer of another, or that take their place: the same people, address
 * and service. With it what approving it has to know; `lock` locks the levels of the goods.
 */
export async function buildFreeOrder(
  { tx, shop, now, actor }: CommandContext,
  order: OrderState,
  units: readonly { line: LineState; quantity: number; variantId: string }[],
  { number, lock }: { number: string; lock: boolean },
): Promise<{ created: NewOrder; facts: Omit<ResendFacts, "resent"> } | Refusal<IntakeRefusal>> {
  const variantIds = units.map((unit) => unit.variantId);
  const [channel, rates, variants, locations, levels, draft, texts, book] = await Promise.all([
    findChannel(tx, { id: order.channelId, closed: true }),
    taxRates(tx),
    variantsById(tx, variantIds),
    activeLocations(tx),
    readLevels(tx, variantIds, lock),
    sameAgain(tx, order),
    lineDetailsOf(tx, [order.id]),
    loadShipping(tx, shop.shippingVersion),
  ]);
  assert(channel, "an order has its channel");
  const lines = units.map(({ line, quantity, variantId }) => {
    const variant = variants.get(variantId);
    return {
      ...{ sku: variant?.sku ?? line.sku, title: variantId === line.variantId ? line.title : variant?.title },
      ...{ quantity, unitPrice: "0", kind: "product" as const, gift: line.gift, note: "" },
      custom: [...(texts.get(line.id)?.custom ?? [])],
    };
  });
  const created = buildOrder(
    { ...draft, channel: channel.code, lines },
    {
      ...{ now, shop, channel, taxRates: rates, number, customerId: order.customerId, actorName: actor.name },
      service: offerOf(book, order.shippingServiceId)?.service ?? null,
      variants: new Map([...variants.values()].map((variant) => [variant.sku.toUpperCase(), variant])),
    },
  );
  if (isRefusal(created)) return created;
  return {
    created: { ...created, counted: false },
    facts: {
      ...{ now, shopCurrency: shop.currency, channelCode: channel.code, locations },
      pool: poolOf(
        levels,
        locations.map(({ id }) => id),
      ),
      backorderable: backorderableOf(variants),
      preferredLocationId: channel.defaultLocationId,
    },
  };
}

/** Everything of an order but its items and its money, as a new order of the same people takes it. */
export async function sameAgain(tx: Tx, order: OrderState): Promise<Omit<ReceiveOrderInput, "lines">> {
  const [row] = await tx.db.select().from(orders).where(eq(orders.id, order.id));
  assert(row, "an order that was read has its row");
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
