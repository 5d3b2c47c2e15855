import { isPrice, trimmedPrice } from "@/components/orders/new-order/draft-state";
import { isRefusal } from "@/lib/core/result";
import type { ItemHit } from "@/lib/orders/queries/find-items";
import { amountOf } from "@/lib/payments/rules/amount";

/** A line as it stands in the order. */
export type ChangeLine = {
  line: number;
  title: string;
  sku: string;
  /** What is left of it: ordered, less what was cancelled. */
  units: number;
  /** Units that can no longer be taken off. */
  least: number;
  shipped: number;
  /** Picked and not shipped. */
  picked: number;
  cancelled: number;
  unitPrice: string;
  /** Something of it left, was cancelled or given back at this price. */
  priceStays: boolean;
  /** A discount that came as a line: it is no goods. */
  fixed: boolean;
  totalMinor: string;
};

export type ChangeableOrder = {
  number: string;
  version: number;
  currency: string;
  shipping: string;
  /** Codes of the coupons that it has. */
  coupons: string[];
  lines: ChangeLine[];
};

export type LineEdit = { quantity?: string; unitPrice?: string };
export type AddedLine = { key: string; item: ItemHit; quantity: string; unitPrice: string };

/** What was typed over the order; what nobody touched is not in it. */
export type TypedChange = {
  edits: Record<number, LineEdit>;
  added: AddedLine[];
  shipping?: string;
  addCoupons: string[];
  removeCoupons: string[];
};

export const nothingTyped: TypedChange = { edits: {}, added: [], addCoupons: [], removeCoupons: [] };

export type Problem = "notUnits" | "tooFew" | "notOne" | "notPrice" | "noPrice" | "notAmount";
export type FieldProblems = { quantity?: Problem; unitPrice?: Problem };

/** What the order is asked to become, as the command takes it. */
export type AskedChange = {
  lines: { line: number; quantity?: number; unitPrice?: string }[];
  add: { sku: string; quantity: number; unitPrice?: string }[];
  shipping?: string;
  addCoupons?: string[];
  removeCoupons?: string[];
};

const unitsAtMost = 1_000_000;

export function isOpen(line: ChangeLine): boolean {
  return !line.fixed && line.units > line.least;
}

/** What is wrong with what was typed over a line. */
export function lineProblems(line: ChangeLine, edit: LineEdit = {}): FieldProblems {
  const problems: FieldProblems = {};
  if (edit.quantity !== undefined) {
    const units = unitsOf(edit.quantity);
    if (units === null) problems.quantity = "notUnits";
    else if (units < line.least) problems.quantity = "tooFew";
  }
  if (edit.unitPrice !== undefined && edit.unitPrice !== line.unitPrice && !isPrice(edit.unitPrice))
    problems.unitPrice = "notPrice";
  return problems;
}

/** The same for an item that is added: without a price of its own it takes the price list's, if that has one. */
export function addedProblems(line: AddedLine): FieldProblems {
  const problems: FieldProblems = {};
  if (!unitsOf(line.quantity)) problems.quantity = "notOne";
  if (line.unitPrice === "") {
    if (line.item.unitPrice === null) problems.unitPrice = "noPrice";
  } else if (!isPrice(line.unitPrice)) problems.unitPrice = "notPrice";
  return problems;
}

export function shippingProblem(order: ChangeableOrder, typed: string | undefined): Problem | undefined {
  if (typed === undefined) return undefined;
  return !isPrice(typed) || isRefusal(amountOf(typed, order.currency, "shipping")) ? "notAmount" : undefined;
}

/** Only what differs from the order; null when something typed does not read, or when nothing differs. */
export function askedChange(order: ChangeableOrder, typed: TypedChange): AskedChange | null {
  const lines: AskedChange["lines"] = [];
  for (const line of order.lines) {
    const edit = typed.edits[line.line];
    if (!edit) continue;
    if (Object.keys(lineProblems(line, edit)).length > 0) return null;
    const units = edit.quantity === undefined ? line.units : unitsOf(edit.quantity);
    const unitPrice = edit.unitPrice ?? line.unitPrice;
    const change = {
      ...(units !== null && units !== line.units ? { quantity: units } : {}),
      ...(trimmedPrice(unitPrice) === trimmedPrice(line.unitPrice) ? {} : { unitPrice }),
    };
    if (Object.keys(change).length > 0) lines.push({ line: line.line, ...change });
  }
  const add: AskedChange["add"] = [];
  for (const line of typed.added) {
    const quantity = unitsOf(line.quantity);
    if (quantity === null || Object.keys(addedProblems(line)).length > 0) return null;
    add.push({ sku: line.item.sku, quantity, ...(line.unitPrice === "" ? {} : { unitPrice: line.unitPrice }) });
  }
  if (shippingProblem(order, typed.shipping)) return null;
  const shipping =
    typed.shipping !== undefined && trimmedPrice(typed.shipping) !== trimmedPrice(order.shipping)
      ? typed.shipping
      : undefined;
  const { addCoupons, removeCoupons } = typed;
  const coupons = addCoupons.length + removeCoupons.length;
  if (lines.length === 0 && add.length === 0 && shipping === undefined && coupons === 0) return null;
  return {
    lines,
    add,
    ...(shipping === undefined ? {} : { shipping }),
    ...(coupons === 0 ? {} : { addCoupons, removeCoupons }),
  };
}

/** The order's items with what was picked from the list: the same item again is one more of it. */
export function withAdded(added: readonly AddedLine[], item: ItemHit, quantity: number, key: string): AddedLine[] {
  const same = added.find((line) => line.item.sku === item.sku);
  if (!same) return [...added, { key, item, quantity: `${quantity}`, unitPrice: trimmedPrice(item.unitPrice ?? "") }];
  return added.map((line) =>
    line === same ? { ...line, quantity: `${(unitsOf(line.quantity) ?? 0) + quantity}` } : line,
  );
}

export function unitsOf(text: string): number | null {
  return /^\d{1,7}$/.test(text) && Number(text) <= unitsAtMost ? Number(text) : null;
}
