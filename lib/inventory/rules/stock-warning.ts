/** Sales of this many days say how fast an item goes. */
export const coverDays = 28;

export type StockFacts = {
  onHand: number;
  /** Neither promised, damaged nor under inspection, over all open warehouses. */
  free: number;
  /** Bought and on its way. */
  incoming: number;
  /** Units of open orders that hold no stock yet. */
  waiting: number;
  /** Units sold in the last 28 days, cancellations taken off. */
  soldRecently: number;
  reorderPoint: number | null;
  reorderQuantity: number | null;
};

export type StockWarning = {
  kind: "short_of_orders" | "out" | "below_point";
  /** Whole days the free units last at the present pace; null when nothing sells. */
  daysOfCover: number | null;
  /** Units to buy now; zero when what is on its way is enough. */
  toOrder: number;
  /** The numbers the advice was made from. */
  why: { target: number; rule: "reorder_point" | "recent_sales"; free: number; incoming: number; waiting: number };
};

/** Days that `free` units last when as many go each day as on average in the last 28. */
export function daysOfCover(free: number, soldRecently: number): number | null {
  return soldRecently > 0 ? Math.floor((Math.max(free, 0) * coverDays) / soldRecently) : null;
}

/**
 * Warns when the free units lie below the reorder point, or do not cover what open orders wait for. The advice refills
 * to the larger of reorder point and the sales of 28 days, on top of what is waited for; a reorder quantity is the
 * least that is bought at once. Null: nothing to say.
 */
export function stockWarning(facts: StockFacts): StockWarning | null {
  const { free, incoming, waiting, soldRecently, reorderPoint, reorderQuantity } = facts;
  const point = reorderPoint ?? 0;
  if (free >= Math.max(point, waiting)) return null;
  const target = Math.max(point, soldRecently);
  const missing = Math.max(target + waiting - free - incoming, 0);
  return {
    kind: free < waiting ? "short_of_orders" : free <= 0 ? "out" : "below_point",
    daysOfCover: daysOfCover(free, soldRecently),
    toOrder: missing === 0 ? 0 : Math.max(missing, reorderQuantity ?? 0),
    why: { target, rule: soldRecently > point ? "recent_sales" : "reorder_point", free, incoming, waiting },
  };
}
