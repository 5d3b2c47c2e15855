import type { CommandContext } from "@/lib/command";
import { assert, isRefusal, type Refusal } from "@/lib/core/result";
import { type DocumentEffect, documentEffects } from "@/lib/documents/rules/follow";
import { digestOf, lineDetailsOf, type OrderRow, rowsOf } from "@/lib/orders/load-moved";
import {
  documentsOfMerged,
  type Mergeable,
  type MergeObstacle,
  type PlannedMerge,
  planMerge,
} from "@/lib/orders/rules/merge";
import { type MoveStock, moveStock, type OrderEffect, orderEffect } from "@/lib/orders/rules/move-effect";
import { offerOf } from "@/lib/orders/rules/named-service";
import { namesOf } from "@/lib/orders/rules/service";
import type { LineDetails } from "@/lib/orders/rules/split";
import { amountDue } from "@/lib/orders/rules/stage";
import type { OrderState } from "@/lib/orders/rules/state";
import { loadRefunds } from "@/lib/payments/load-refunds";
import { loadShipping } from "@/lib/shipping/load-shipping";

export type MergeEffect = {
  currency: string;
  /** What the order is before, and with all of the others. */
  into: { number: string; units: OrderEffect["units"]; total: OrderEffect["total"]; due: OrderEffect["due"] };
  from: { number: string; units: number; totalMinor: string; shippingMinor: string }[];
  promisedAt: string | null;
  /** The service of all of it, where one that goes into it has another; no names where nobody chose one. */
  service: { name: string; nameZh: string } | null;
  /** Shipping charges that one parcel does not need: all but the largest. */
  sparedMinor: string;
  reserved: MoveStock["reserved"];
  /** Those of all orders: what is taken back, and what the one that has it all is issued. */
  documents: DocumentEffect[];
};

type Loaded = { rows: Map<string, OrderRow>; details: LineDetails };

/** An order as the rules of merging look at it. */
export async function mergeableOf({ tx }: CommandContext, order: OrderState, { rows }: Loaded): Promise<Mergeable> {
  const row = rows.get(order.id);
  assert(row, "an order that was read has its row");
  const { shipTo, gift, buyerMessage, sellerNote } = row;
  return { order, head: { shipTo, gift, buyerMessage, sellerNote }, refunds: await loadRefunds(tx, order.id) };
}

/** Rows and lines of orders as merging needs them, read at once. */
export async function loadMerging({ tx }: CommandContext, orders: readonly OrderState[]): Promise<Loaded> {
  const ids = orders.map(({ id }) => id);
  const [rows, details] = await Promise.all([rowsOf(tx, ids), lineDetailsOf(tx, ids)]);
  return { rows, details };
}

/** The plans of one order's way into another. */
export async function planOrderMerge(
  context: CommandContext,
  into: OrderState,
  from: OrderState,
  note: string,
): Promise<PlannedMerge | Refusal<MergeObstacle>> {
  const loaded = await loadMerging(context, [into, from]);
  const [target, source] = [await mergeableOf(context, into, loaded), await mergeableOf(context, from, loaded)];
  const { now, shop } = context;
  return planMerge(target, source, { now, shopCurrency: shop.currency, details: loaded.details, note });
}

/**
 * What merging all of some orders into one does. Each is looked at by itself beside the first: that one takes another in
 * does not change whether it takes the next.
 */
export async function mergeEffectOf(
  context: CommandContext,
  into: OrderState,
  from: readonly OrderState[],
): Promise<{ effect: MergeEffect; digest: string } | Refusal<MergeObstacle>> {
  const book = await loadShipping(context.tx, context.shop.shippingVersion);
  const differs = from.some(({ shippingServiceId }) => shippingServiceId !== into.shippingServiceId);
  const before = { units: unitsOf(into), total: into.totalMinor, due: amountDue(into) };
  const after = { ...before, paid: into.paidMinor };
  const effect: MergeEffect = {
    currency: into.currency,
    into: { number: into.number, units: { before: 0, after: 0 }, total: none, due: none },
    ...{ from: [], promisedAt: into.promisedAt?.toISOString() ?? null, sparedMinor: "0", reserved: [], documents: [] },
    service: differs ? namesOf(offerOf(book, into.shippingServiceId)) : null,
  };
  for (const order of from) {
    const planned = await planOrderMerge(context, into, order, "");
    if (isRefusal(planned)) return planned;
    const units = orderEffect(planned.from).units.before;
    const { number, totalMinor, shippingMinor } = order;
    effect.from.push({ number, units, totalMinor: `${totalMinor}`, shippingMinor: `${shippingMinor}` });
    effect.reserved.push(...moveStock(planned.into, planned.from, 0).reserved);
    after.units += units;
    after.total += totalMinor;
    after.paid += order.paidMinor;
    const promised = planned.into.patch?.promisedAt?.toISOString();
    if (promised && (effect.promisedAt === null || promised < effect.promisedAt)) effect.promisedAt = promised;
  }
  const due = amountDue({ totalMinor: after.total, paidMinor: after.paid });
  effect.into.units = { before: before.units, after: after.units };
  effect.into.total = { beforeMinor: `${before.total}`, afterMinor: `${after.total}` };
  effect.into.due = { beforeMinor: `${before.due}`, afterMinor: `${due}` };
  effect.sparedMinor = `${sparedOf([into, ...from])}`;
  effect.documents = documentsOfMerge([into, ...from]);
  return { effect, digest: digestOf(effect) };
}

/**
 * What becomes of the documents of orders that are merged into the first of them. Nothing of them was given back, so each
 * order's total is all that its documents depend on.
 */
export function documentsOfMerge(before: readonly OrderState[]): DocumentEffect[] {
  const totalMinor = before.reduce((sum, order) => sum + order.totalMinor, 0n);
  const now = before.map((order, index) =>
    index === 0 ? { ...order, totalMinor } : { ...order, totalMinor: 0n, lines: [] },
  );
  return documentsOfMerged(before, now).flatMap((plan) => (plan.order ? documentEffects(plan, plan.order) : []));
}

const none = { beforeMinor: "0", afterMinor: "0" };

function unitsOf(order: OrderState): number {
  return order.lines.reduce((sum, line) => sum + (line.ships ? line.ordered - line.cancelled : 0), 0);
}

/** Shipping charges of orders that one parcel does not need: all but the largest. */
export function sparedOf(orders: readonly { shippingMinor: bigint }[]): bigint {
  const fees = orders.map(({ shippingMinor }) => shippingMinor).sort((a, b) => Number(b - a));
  return fees.slice(1).reduce((sum, fee) => sum + fee, 0n);
}
