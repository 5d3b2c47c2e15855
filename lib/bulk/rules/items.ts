import { type Refusal, refuse } from "@/lib/core/result";
import type { ChangeReason } from "@/lib/orders/rules/change-reasons";
import { toShip } from "@/lib/orders/rules/stage";
import type { LineState, OrderState } from "@/lib/orders/rules/state";

/** What may be done with one item in many orders. */
export const itemChanges = ["replace", "remove", "price", "add"] as const;

export type ItemsChange = {
  change: (typeof itemChanges)[number];
  sku: string;
  /** SKU of what takes its place. */
  with: string;
  /** Units that are added to each order. */
  quantity: number;
  /** Price of a unit in major units. Absent: what takes a place keeps its price, what is added has the list's. */
  unitPrice?: string | undefined;
  reason: ChangeReason;
  note: string;
};

type AskedLines = {
  lines: { line: number; quantity?: number; unitPrice?: string }[];
  add: { sku: string; quantity: number; unitPrice?: string }[];
};

/** SKUs that a change may add to an order. */
export function addedSkus({ change, sku, with: replacement }: ItemsChange): string[] {
  if (change === "add") return [sku];
  return change === "replace" ? [replacement] : [];
}

/** What is asked of one order: of each line of the item the units that have not left yet. */
export function askOfItems(order: OrderState, input: ItemsChange): AskedLines | Refusal<"item_not_in_order"> {
  const { change, sku, quantity, unitPrice } = input;
  const price = unitPrice === undefined ? {} : { unitPrice };
  if (change === "add") return { lines: [], add: [{ sku, quantity, ...price }] };
  const lines = order.lines.filter((line) => line.sku.toUpperCase() === sku.toUpperCase() && toShip(line) > 0);
  if (lines.length === 0) return refuse("item_not_in_order", { sku });
  if (change === "price") return { lines: lines.map((line) => ({ line: line.position, ...price })), add: [] };
  const off = lines.map((line) => ({ line: line.position, quantity: left(line) }));
  if (change === "remove") return { lines: off, add: [] };
  return {
    lines: off,
    add: lines.map((line) => ({ sku: input.with, quantity: toShip(line), unitPrice: unitPrice ?? line.unitPrice })),
  };
}

function left(line: LineState): number {
  return line.ordered - line.cancelled - toShip(line);
}
