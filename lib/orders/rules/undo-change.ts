import type { Minor } from "@/lib/core/money";
import { type Refusal, refuse } from "@/lib/core/result";
import { applyPlan } from "./apply-plan";
import type { Plan } from "./plan";
import type { LineState, OrderState } from "./state";
import type { PastEvent } from "./undo-event";

/** What a change made of an order, as its first event keeps it: before and after of each line it touched, by position. */
export type Revert = {
  lines: { line: number; units: [number, number]; price: [string, string] }[];
  /** Minor units; null where it stayed, or where a promotion moved it. */
  shipping: [string, string] | null;
  /** Codes of coupons that were added and taken off. */
  coupons?: { added: string[]; removed: string[] };
};

/** What has to be asked of an order so that a change of it is taken back. */
export type ChangeBack = {
  lines: { line: number; quantity?: number; unitPrice?: string }[];
  shippingMinor?: Minor;
  addCoupons?: string[];
  removeCoupons?: string[];
};

const unitsOf = (line: LineState | undefined) => (line ? line.ordered - line.cancelled : 0);
const samePrice = (a: string, b: string) => Number(a) === Number(b);

/** The plan of a change with what takes it back, on the first of its events: one change is undone as one. */
export function withRevert(plan: Plan): Plan {
  const { order, events } = plan;
  const [first, ...others] = events;
  if (!order || !first) return plan;
  const after = applyPlan(plan);
  const before = new Map(order.lines.map((line) => [line.id, line]));
  const lines = after.lines
    .map((line) => {
      const was = before.get(line.id);
      const units: [number, number] = [unitsOf(was), unitsOf(line)];
      const price: [string, string] = [was?.unitPrice ?? line.unitPrice, line.unitPrice];
      return { line: line.position, units, price };
    })
    .filter(({ units, price }) => units[0] !== units[1] || !samePrice(...price));
  const shipping: Revert["shipping"] =
    order.shippingMinor === after.shippingMinor || waives(plan)
      ? null
      : [`${order.shippingMinor}`, `${after.shippingMinor}`];
  const coupons = couponsOf(plan);
  const revert: Revert = { lines, shipping, ...(coupons ? { coupons } : {}) };
  return { ...plan, events: [{ ...first, data: { ...first.data, revert } }, ...others] };
}

// A charge that a promotion waives, or waives no more, comes back with what the promotion looks at.
function waives({ promotions }: Plan): boolean {
  const waived = (rows: readonly { shippingMinor: Minor }[]) => rows.reduce((sum, row) => sum + row.shippingMinor, 0n);
  return promotions !== undefined && waived(promotions.before) !== waived(promotions.after);
}

function couponsOf({ promotions, claimCoupons = [], releaseCoupons = [] }: Plan): Revert["coupons"] | undefined {
  if (!promotions || claimCoupons.length + releaseCoupons.length === 0) return undefined;
  const codes = (rows: typeof promotions.after, ids: readonly string[]) =>
    rows.flatMap(({ couponId, code }) => (couponId !== null && code !== null && ids.includes(couponId) ? [code] : []));
  return { added: codes(promotions.after, claimCoupons), removed: codes(promotions.before, releaseCoupons) };
}

/**
 * What takes a change of items back. Refuses what tells of no such change, what was taken back before, and a line or
 * charge that was changed again since or whose price is settled by now.
 */
export function changeBack(
  order: OrderState,
  event: PastEvent,
  events: readonly PastEvent[],
): ChangeBack | Refusal<"not_undoable" | "undone_already" | "changed_since" | "line_settled"> {
  const revert = event.data.revert as Revert | undefined;
  if (!revert) return refuse("not_undoable");
  if (events.some(({ data }) => data.undoes === event.seq)) return refuse("undone_already");
  return revertBack(order, revert);
}

/** The same of what a change kept of itself. */
export function revertBack(order: OrderState, revert: Revert): ChangeBack | Refusal<"changed_since" | "line_settled"> {
  const back: ChangeBack = { lines: [] };
  for (const { line: position, units, price } of revert.lines) {
    const line = order.lines.find((candidate) => candidate.position === position);
    if (!line || unitsOf(line) !== units[1] || !samePrice(line.unitPrice, price[1]))
      return refuse("changed_since", { fields: ["items"] });
    const repriced = !samePrice(...price);
    if (repriced && line.cancelled + line.shipped + line.refunded > 0) {
      const { shipped, cancelled, refunded } = line;
      return refuse("line_settled", { sku: line.sku || line.title, shipped, cancelled, refunded });
    }
    back.lines.push({
      line: position,
      ...(units[0] === units[1] ? {} : { quantity: units[0] }),
      ...(repriced && units[0] > 0 ? { unitPrice: price[0] } : {}),
    });
  }
  if (revert.shipping) {
    if (`${order.shippingMinor}` !== revert.shipping[1]) return refuse("changed_since", { fields: ["shipping"] });
    back.shippingMinor = BigInt(revert.shipping[0]);
  }
  const { added = [], removed = [] } = revert.coupons ?? {};
  if (added.length > 0) back.removeCoupons = added;
  if (removed.length > 0) back.addCoupons = removed;
  return back;
}
