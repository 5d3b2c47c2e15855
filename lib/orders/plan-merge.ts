import type { CommandContext } from "@/lib/command";
import { assert, isRefusal, type Refusal } from "@/lib/core/result";
import { type DocumentEffect, documentEffects } from "@/lib/documents/rules/follow";
import { digestOf, headsOf, lineDetailsOf } from "@/lib/orders/load-moved";
import { type Mergeable, type MergeObstacle, type PlannedGroup, planMerges } from "@/lib/orders/rules/merge";
import { claimsBy, type MoveStock, type OrderEffect, orderEffect } from "@/lib/orders/rules/move-effect";
import { offerOf } from "@/lib/orders/rules/named-service";
import { namesOf } from "@/lib/orders/rules/service";
import type { OrderState } from "@/lib/orders/rules/state";
import { loadRefundsOf } from "@/lib/payments/load-refunds";
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

type Merge = (into: OrderState, from: readonly OrderState[], note: string) => PlannedGroup | Refusal<MergeObstacle>;

/** Plans merges of these orders, whose facts are read at once: any of them into any other. */
export async function mergesOf({ tx, now, shop }: CommandContext, orders: readonly OrderState[]): Promise<Merge> {
  const ids = orders.map(({ id }) => id);
  const [heads, details, refunds] = await Promise.all([
    headsOf(tx, ids),
    lineDetailsOf(tx, ids),
    loadRefundsOf(tx, ids),
  ]);
  const mergeable = (order: OrderState): Mergeable => {
    const head = heads.get(order.id);
    assert(head, "an order that was read has its row");
    return { order, head, refunds: refunds.get(order.id) ?? [] };
  };
  return (into, from, note) =>
    planMerges(mergeable(into), from.map(mergeable), { now, shopCurrency: shop.currency, details, note });
}

/** What merging all of some orders into one does. */
export async function mergeEffectOf(
  context: CommandContext,
  into: OrderState,
  from: readonly OrderState[],
): Promise<{ effect: MergeEffect; digest: string } | Refusal<MergeObstacle>> {
  const [book, merge] = await Promise.all([
    loadShipping(context.tx, context.shop.shippingVersion),
    mergesOf(context, [into, ...from]),
  ]);
  const planned = merge(into, from, "");
  if (isRefusal(planned)) return planned;
  const differs = from.some(({ shippingServiceId }) => shippingServiceId !== into.shippingServiceId);
  const promisedAt = planned.into.patch?.promisedAt ?? into.promisedAt;
  const { number, units, total, due, documents } = orderEffect(planned.into);
  const gone = planned.from.map((one) => orderEffect(one.from));
  const effect: MergeEffect = {
    currency: into.currency,
    into: { number, units, total, due },
    from: from.map(({ number, totalMinor, shippingMinor }, index) => {
      const units = gone[index]?.units.before ?? 0;
      return { number, units, totalMinor: `${totalMinor}`, shippingMinor: `${shippingMinor}` };
    }),
    promisedAt: promisedAt?.toISOString() ?? null,
    sparedMinor: `${sparedOf([into, ...from])}`,
    reserved: claimsBy(planned.into),
    documents: [...documents, ...gone.flatMap((one) => one.documents)],
    service: differs ? namesOf(offerOf(book, into.shippingServiceId)) : null,
  };
  return { effect, digest: digestOf(effect) };
}

/**
 * What becomes of the documents of orders that are merged into the first of them. Nothing of them was given back, so each
 * order's total is all that its documents depend on.
 */
export function documentsOfMerge(before: readonly OrderState[]): DocumentEffect[] {
  const totalMinor = before.reduce((sum, order) => sum + order.totalMinor, 0n);
  const kinds = new Set(before.flatMap(({ documents }) => documents.map(({ kind }) => kind)));
  return before.flatMap((order, index) => {
    const now = index === 0 ? { ...order, totalMinor } : { ...order, totalMinor: 0n, lines: [] };
    const documents = index === 0 ? [...kinds] : order.documents.map(({ kind }) => kind);
    return documentEffects({ order, documents, events: [] }, now);
  });
}

/** Shipping charges of orders that one parcel does not need: all but the largest. */
export function sparedOf(orders: readonly { shippingMinor: bigint }[]): bigint {
  const fees = orders.map(({ shippingMinor }) => shippingMinor).sort((a, b) => Number(b - a));
  return fees.slice(1).reduce((sum, fee) => sum + fee, 0n);
}
