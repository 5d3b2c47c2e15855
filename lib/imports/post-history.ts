import type { Tx } from "@/db/transaction";
import type { CommandContext } from "@/lib/command";
import { assert, isRefusal, type Refusal } from "@/lib/core/result";
import { resolveCustomers } from "@/lib/customers/resolve-customers";
import { nextNumbers } from "@/lib/fulfilment/numbers";
import { receiveOrderInput } from "@/lib/orders/inputs";
import { nextOrderNumbers, taxRates, variantsBySku } from "@/lib/orders/load-intake-facts";
import type { ChannelFacts, IntakeRefusal, VariantFacts } from "@/lib/orders/rules/intake";
import { nextRefundNumbers } from "@/lib/payments/load-refunds";
import { PlanSlices, type PostedOrder } from "./plan-slices";
import { planHistory } from "./rules/history";
import type { OrderHistory, OrderToReceive } from "./rules/reading";

export type HistoricOrder = { order: OrderToReceive; history: OrderHistory; hash: string };

export type HistoryPlace = {
  importId: string;
  importNumber: string;
  channel: ChannelFacts;
  /** Warehouse of parcels on their way, and of a whole book's goods. */
  locationId: string;
  /** The file moves stock itself, from its own opening stock on. */
  wholeBook: boolean;
  /** Items that were read before, by upper-case SKU; those of a whole book stay the same while it is posted. */
  items?: Map<string, VariantFacts>;
  /** Called when all that is left is for the database to write. */
  onPlanned?: () => void;
};

/** The items of these SKUs, each asked for once in a run where the place keeps them. */
export async function itemsOf(
  tx: Tx,
  place: HistoryPlace,
  skus: readonly string[],
): Promise<ReadonlyMap<string, VariantFacts>> {
  const { items } = place;
  if (!items) return variantsBySku(tx, place.channel.id, skus);
  const unknown = skus.filter((sku) => sku !== "" && !items.has(sku.toUpperCase()));
  if (unknown.length > 0)
    for (const [sku, item] of await variantsBySku(tx, place.channel.id, unknown)) items.set(sku, item);
  return items;
}

export type PostedHistory = { answers: (PostedOrder | Refusal<IntakeRefusal>)[]; moveStock: () => void };

/**
 * Takes orders of the past, set-wise: one read of items and customers, one post. Each has its own answer. What they
 * move on the shelves is written when the caller says `moveStock`.
 */
export async function postHistory(
  context: CommandContext,
  place: HistoryPlace,
  orders: readonly HistoricOrder[],
): Promise<PostedHistory> {
  if (orders.length === 0) return { answers: [], moveStock: () => {} };
  const { tx, actor, shop, now } = context;
  const parcels = orders.filter(({ history }) => history.deliveredAt === null).length;
  const refunds = orders.filter(({ history }) => history.refundedMinor !== 0n).length;
  const skus = orders.flatMap(({ order }) => order.lines.map((line) => line.sku ?? ""));
  const [rates, variants, customerIds, numbers, parcelNumbers, refundNumbers] = await Promise.all([
    taxRates(tx),
    itemsOf(tx, place, skus),
    resolveCustomers(
      context,
      orders.map(({ order }) => ({ ...order.customer, shipTo: place.wholeBook ? undefined : parsedAddress(order) })),
    ),
    nextOrderNumbers(context, orders.length),
    nextNumbers(tx, "shipment", parcels),
    nextRefundNumbers(tx, refunds),
  ]);
  const slices = new PlanSlices(context);
  const answers: (Refusal<IntakeRefusal> | { plan: number })[] = [];
  for (const [index, { order, history, hash }] of orders.entries()) {
    const plan = planHistory(place.wholeBook ? withDefaults(order) : receiveOrderInput.parse(order), history, {
      now,
      shop,
      channel: place.channel,
      variants,
      taxRates: rates,
      number: numbers[index] as string,
      customerId: customerIds[index] ?? null,
      actorName: actor.name,
      importId: place.importId,
      sourceHash: hash,
      stockLocationId: place.wholeBook ? place.locationId : null,
      shipFromId: place.locationId,
      shipmentNumber: history.deliveredAt === null ? `SH-${parcelNumbers.pop()}` : "",
      refundNumber: history.refundedMinor === 0n ? "" : (refundNumbers.pop() as string),
    });
    answers.push(isRefusal(plan) ? plan : { plan: await slices.add(plan) });
  }
  const { posted, moveStock } = await slices.end();
  return {
    answers: answers.map((answer) => {
      if (isRefusal(answer)) return answer;
      const one = posted[answer.plan];
      assert(one, "each plan was posted");
      return one;
    }),
    moveStock,
  };
}

// Orders of a whole book are made by its reader, cell by cell; the schema would only repeat that half a million times.
function withDefaults(order: OrderToReceive): ReturnType<typeof receiveOrderInput.parse> {
  return {
    shippingService: "standard",
    shippingServiceId: null,
    buyerMessage: "",
    sellerNote: "",
    flag: null,
    gift: false,
    tags: [],
    paymentReference: "",
    draft: false,
    onShortage: "review",
    reserve: false,
    ...{ coupons: [], discountCodes: [] },
    ...(order as object),
    paymentMethod: order.paymentMethod,
  } as unknown as ReturnType<typeof receiveOrderInput.parse>;
}

function parsedAddress(order: OrderToReceive) {
  return order.shipTo ? receiveOrderInput.shape.shipTo.parse(order.shipTo) : undefined;
}
