import { divideHalfEven, type Minor } from "@/lib/core/money";
import type { SalesComponent, SalesPosting } from "@/lib/orders/rules/plan";

export type SalesKind = SalesPosting["kind"];
/** A sum of the sales ledger by kind and component, one currency. */
export type SalesSum = {
  kind: SalesKind;
  component: SalesComponent;
  amountMinor: Minor;
  quantity: number;
  orders: number;
};

const sold: readonly SalesKind[] = ["sale", "change", "cancellation"];
const all: readonly SalesKind[] = [...sold, "refund"];
const charged: readonly SalesComponent[] = ["merchandise", "shipping", "fee"];

/**
 * What each amount of a report counts, in one place: figures, charts and the orders behind them all read this table.
 * No amount holds tax but tax itself; discounts and refunds are negative. Gross, discounts and refunds share no entry,
 * and together they are net.
 */
export const measures = {
  gross: { kinds: sold, components: charged },
  discounts: { kinds: sold, components: ["discount"] },
  refunds: { kinds: ["refund"], components: [...charged, "discount"] },
  /** Part of gross and discounts: what was taken off them again before it left. */
  cancelled: { kinds: ["cancellation"], components: [...charged, "discount"] },
  takenBack: { kinds: ["cancellation", "refund"], components: [...charged, "discount"] },
  net: { kinds: all, components: [...charged, "discount"] },
  tax: { kinds: all, components: ["tax"] },
  shipping: { kinds: all, components: ["shipping"] },
  /** Net of the items alone, as best sellers are counted: shipping and fees belong to no item. */
  items: { kinds: all, components: ["merchandise", "discount"] },
} as const satisfies Record<string, { kinds: readonly SalesKind[]; components: readonly SalesComponent[] }>;

export type Measure = keyof typeof measures;
export const measureNames = Object.keys(measures) as Measure[];

export type Figures = Record<Measure, Minor> & {
  /** First sales less orders cancelled whole. */
  orders: number;
  /** Units sold less units cancelled; returns do not count against it. */
  units: number;
  /** Gross less discounts, per order, half to even; null without orders. */
  averageOrder: Minor | null;
};

/** Whether an entry counts towards a measure. */
export function counts(measure: Measure, entry: { kind: SalesKind; component: SalesComponent }): boolean {
  const { kinds, components }: { kinds: readonly SalesKind[]; components: readonly SalesComponent[] } =
    measures[measure];
  return kinds.includes(entry.kind) && components.includes(entry.component);
}

export function amountOf(measure: Measure, sums: readonly SalesSum[]): Minor {
  return sums.reduce((total, sum) => (counts(measure, sum) ? total + sum.amountMinor : total), 0n);
}

/** Every figure of some sums of one currency. */
export function figuresOf(sums: readonly SalesSum[]): Figures {
  const amounts = Object.fromEntries(measureNames.map((name) => [name, amountOf(name, sums)])) as Record<
    Measure,
    Minor
  >;
  const orders = sums.reduce((total, sum) => total + sum.orders, 0);
  const units = sums.reduce((total, sum) => total + (sum.kind === "refund" ? 0 : sum.quantity), 0);
  const averageOrder = orders > 0 ? divideHalfEven(amounts.gross + amounts.discounts, BigInt(orders)) : null;
  return { ...amounts, orders, units, averageOrder };
}

export type ChangeOf = { share: number | null; direction: "up" | "down" | "flat" };

/** How a figure differs from what it is compared with; the share is null where there was nothing before. */
export function changeBetween(now: Minor | number, before: Minor | number): ChangeOf {
  const [a, b] = [BigInt(now), BigInt(before)];
  const direction = a > b ? "up" : a < b ? "down" : "flat";
  if (b === 0n) return { share: null, direction };
  // A ten-thousandth is finer than anything shown; the division stays exact whatever the size.
  const base = b < 0n ? -b : b;
  return { share: Number(((a - b) * 10_000n) / base) / 10_000, direction };
}
