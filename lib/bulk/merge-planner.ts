import { isRefusal, refuse } from "@/lib/core/result";
import { headsOf } from "@/lib/orders/load-moved";
import { readOrders } from "@/lib/orders/lock-order";
import { documentsOfMerge, sparedOf } from "@/lib/orders/plan-merge";
import { rejoinsOf } from "@/lib/orders/plan-rejoin";
import { sideOf } from "@/lib/orders/rules/merge";
import type { OrderState } from "@/lib/orders/rules/state";
import { loadRefundsOf } from "@/lib/payments/load-refunds";
import type { PlannedOrder, Planner, PlanningPlace } from "./planner";
import { groupMerges } from "./rules/merging";

/**
 * What a look notes of an order that is merged: which order its group becomes, and of that order what goes into it and
 * which shipping charges one parcel does not need, minor units as text.
 */
export type MergeNote = { into: string; from?: string[]; sparedMinor?: string; currency?: string };

/** Of an item of a merge, what its look noted. */
export function mergeNoteOf({ details }: { details: Record<string, unknown> | null }): MergeNote {
  return { into: "", ...(details as MergeNote | null) };
}

/** Looks which of the selected orders become one; what was looked at is done by `mergeGroups`. */
export async function mergePlanner({ context, orders, items }: PlanningPlace): Promise<Planner> {
  const ids = orders.map(({ id }) => id);
  const [heads, refunds] = await Promise.all([headsOf(context.tx, ids), loadRefundsOf(context.tx, ids)]);
  const byNumber = new Map(orders.map((order) => [order.number, order]));
  const choices = items.flatMap(({ orderNumber }) => {
    const order = byNumber.get(orderNumber);
    const head = order && heads.get(order.id);
    if (!order || !head) return [];
    return { number: order.number, order, side: sideOf({ order, head, refunds: refunds.get(order.id) ?? [] }) };
  });
  const { groups, refused } = groupMerges(choices);
  const looks = new Map<string, NonNullable<PlannedOrder["look"]>>(
    groups.flatMap(({ into, from }) => {
      const all = [into.order, ...from.map(({ order }) => order)];
      const { number, currency } = into.order;
      const effects = documentsOfMerge(all);
      const target = {
        details: { into: number, from: from.map((one) => one.number), sparedMinor: `${sparedOf(all)}`, currency },
        documents: effects.length > 0 ? { currency, effects } : null,
      };
      const source = { details: { into: number }, documents: null };
      return [[number, target] as const, ...from.map((one) => [one.number, source] as const)];
    }),
  );
  return (order) => {
    const look = looks.get(order.number);
    return look ? { plan: unchanged(order), look } : (refused.get(order.number) ?? refuse("bulk_merge_alone"));
  };
}

/** Looks which of the merges of a change can be taken apart; it is done by `rejoinGroups`. */
export async function mergeUndoPlanner({ context, orders, items }: PlanningPlace): Promise<Planner> {
  const noted = items.map((item) => ({ number: item.orderNumber, ...mergeNoteOf(item) }));
  const known = new Set(orders.map(({ number }) => number));
  const kin = noted.flatMap(({ into, from = [] }) => [into, ...from]).filter((number) => !known.has(number));
  const all = [...orders, ...(await readOrders(context.tx, [...new Set(kin)]))];
  const byNumber = new Map(all.map((order) => [order.number, order]));
  const rejoin = await rejoinsOf(context, all);
  const apart = (holder: string, source: string) => {
    const [into, from] = [byNumber.get(holder), byNumber.get(source)];
    const home = into && from ? rejoin.plan(into, [from]).homes[0] : refuse("not_found", { number: source });
    return isRefusal(home) ? home : undefined;
  };
  const obstacles = new Map(
    noted.map(({ number, into, from }) => {
      const tried = (from ?? [number]).map((source) => apart(into, source));
      // The order that has it all can go as soon as one of the others can.
      return [number, tried.includes(undefined) ? undefined : tried[0]];
    }),
  );
  return (order) => obstacles.get(order.number) ?? { plan: unchanged(order) };
}

function unchanged(order: OrderState) {
  return { order, events: [] };
}
