import type { Minor } from "@/lib/core/money";
import { type CostParts, type CostSum, type Costs, costPartsOf, costsOf } from "./costs";
import { type Figures, figuresOf, type Measure } from "./metrics";

/** What sales are told apart by. */
export const dimensions = ["product", "category", "channel", "country", "customer", "staff"] as const;
export type Dimension = (typeof dimensions)[number];

export const ofPeople = (dimension: Dimension) => dimension === "customer" || dimension === "staff";
export const ofItems = (dimension: Dimension) => dimension === "product" || dimension === "category";

export type RowFigures = Pick<Figures, "gross" | "discounts" | "refunds" | "net" | "units"> & {
  /** An order of many items belongs to none of them: null. */
  orders: number | null;
  /** Null for those who may not see costs. */
  costs: Costs | null;
};
export type BreakdownRow = RowFigures & { key: string; label: string };

export type BreakdownSum = CostSum & {
  /** Null: one of the groups behind those that are shown. */
  key: string | null;
  label: string | null;
  groups: number;
};

export type BreakdownTable = {
  rows: BreakdownRow[];
  /** What the groups that are not shown add up to. */
  others: (RowFigures & { groups: number }) | null;
  /** What belongs to no item: shipping and fees. */
  rest: RowFigures | null;
  total: RowFigures & { orders: number };
};

const amounts = ["gross", "discounts", "refunds", "net"] as const satisfies readonly Measure[];

/** Rows, largest first, what was cut and what is of no item: together the total, in each of their figures. */
export function tableOf(
  dimension: Dimension,
  sums: readonly BreakdownSum[],
  total: readonly CostSum[],
  seen: { costs: boolean; sameCurrency: boolean } = { costs: false, sameCurrency: false },
): BreakdownTable {
  const items = ofItems(dimension);
  const costs = (parts: CostParts) => (seen.costs ? costsOf(parts, seen.sameCurrency) : null);
  const figures = (of: readonly CostSum[]): RowFigures => {
    const { gross, discounts, refunds, net, units, orders } = figuresOf(of);
    return { gross, discounts, refunds, net, units, orders: items ? null : orders, costs: costs(costPartsOf(of)) };
  };
  const shown = sums.filter((sum) => sum.key !== null);
  const rows = [...Map.groupBy(shown, (sum) => sum.key ?? "")].map(([key, group]) => ({
    key,
    label: group[0]?.label ?? key,
    ...figures(group),
  }));
  rows.sort((a, b) => (a.net < b.net ? 1 : a.net > b.net ? -1 : a.key < b.key ? -1 : 1));
  const cut = sums.filter((sum) => sum.key === null);
  const whole = { ...figuresOf(total), costs: costs(costPartsOf(total)) };
  const [all, grouped] = [costPartsOf(total), costPartsOf(sums)];
  const left = {
    items: all.items - grouped.items,
    cost: all.cost - grouped.cost,
    uncosted: all.uncosted - grouped.uncosted,
  };
  return {
    rows,
    others: cut.length === 0 ? null : { ...figures(cut), groups: Math.max(...cut.map((sum) => sum.groups)) },
    rest: items ? withoutNothing({ ...less(whole, figures(sums)), costs: costs(left) }) : null,
    total: whole,
  };
}

function less(whole: Figures, part: RowFigures): Omit<RowFigures, "costs"> {
  const left = Object.fromEntries(amounts.map((name) => [name, whole[name] - part[name]])) as Record<
    (typeof amounts)[number],
    Minor
  >;
  return { ...left, units: whole.units - part.units, orders: null };
}

function withoutNothing(figures: RowFigures): RowFigures | null {
  return amounts.every((name) => figures[name] === 0n) && figures.units === 0 ? null : figures;
}

/** What an address calls the one thing of each dimension that it asks for. */
export const parameterOf = {
  product: "item",
  category: "category",
  channel: "channel",
  country: "country",
  customer: "customer",
  staff: "staff",
} as const;
