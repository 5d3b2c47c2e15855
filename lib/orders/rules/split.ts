import { newId } from "@/lib/core/ids";
import { type Refusal, refuse } from "@/lib/core/result";
import type { RefundState } from "@/lib/payments/rules/refund";
import { type LineLeft, leftToRefund, smallest } from "@/lib/payments/rules/refundable";
import { openAuthorisations } from "@/lib/payments/rules/take-payment";
import { applyPlan } from "./apply-plan";
import { cancellable } from "./cancel";
import { lineFor, type MovedMoney, moveMoney, placeUnits, sumsAfter, takeUnits } from "./move-units";
import type { NewLine, NewOrder, Plan } from "./plan";
import type { LineState, OrderState } from "./state";

export type SplitAsk = {
  /** `from`: the warehouse whose units go first. */
  units: readonly { lineId: string; quantity: number; from?: string | undefined }[];
  note: string;
};

/** What the rules do not look at of a line, and what comes along with it. */
export type LineDetails = ReadonlyMap<string, Pick<NewLine, "spec" | "taxRate" | "note" | "custom" | "externalId">>;

export type SplitFacts = {
  now: Date;
  shopCurrency: string;
  refunds: readonly RefundState[];
  details: LineDetails;
  /** The new order's head: people, address, promise and number; its lines and sums come of the split. */
  head: Omit<
    NewOrder,
    | "lines"
    | "itemsMinor"
    | "discountMinor"
    | "shippingMinor"
    | "shippingTaxMinor"
    | "taxMinor"
    | "totalMinor"
    | "counted"
  >;
  /** What the review found of the first order. */
  review: unknown;
};

export type SplitRefusal =
  | "order_closed"
  | "not_placed"
  | "unknown_line"
  | "more_than_movable"
  | "money_given_back"
  | "nothing_to_split"
  | "nothing_left"
  | "discount_exceeds_items"
  | "payment_open";

export type PlannedSplit = {
  parent: Plan;
  part: Plan;
  lines: { line: number; quantity: number; to: number; before: number }[];
  money: MovedMoney;
  putBack: number;
};

/**
 * Splits units off an order into one of their own, of the same customer, address and day: with their share of the money to
 * the last unit, their claims on stock, and what was paid for them. Both together are what the order was. The shipping
 * charge stays with the first.
 */
export function planSplit(order: OrderState, ask: SplitAsk, facts: SplitFacts): PlannedSplit | Refusal<SplitRefusal> {
  const units = unitsToSplit(order, ask, facts.refunds);
  if ("refused" in units) return units;
  const { plan: parent, moved, putBack } = takeUnits(order, units.units, { ...facts, soldBy: order });
  const kept = applyPlan(parent);
  if (kept.lines.every((line) => !line.ships || line.cancelled === line.ordered)) return refuse("nothing_left");
  if (kept.totalMinor < 0n) return refuse("discount_exceeds_items", { sku: "" });

  const lines = moved.map((one, index) => lineFor(one, index + 1, detailsOf(facts.details, one.line)));
  const created: NewOrder = {
    ...{ ...facts.head, shippingMinor: 0n, shippingTaxMinor: 0n, counted: false, lines },
    ...sumsAfter({ itemsMinor: 0n, discountMinor: 0n, taxMinor: 0n, totalMinor: 0n }, moved, 1n),
  };
  const money = moveMoney(
    order,
    { id: created.id, payments: [] },
    smallest(leftToRefund(kept, facts.refunds).overpaidMinor, created.totalMinor),
  );
  // Paid in full before, short of it now: money was given back that belongs to no line, so nobody can say whose it was.
  if (order.paidMinor >= order.totalMinor && money.amountMinor < created.totalMinor)
    return refuse("money_given_back", { sku: "" });

  const shown = moved.map(({ line, quantity }) => ({ code: line.sku || line.title, units: quantity }));
  const data = { note: ask.note, lines: shown, currency: order.currency, amountMinor: `${created.totalMinor}` };
  const placed = moved.map((one, index) => ({ line: lines[index] as NewLine, moved: one }));
  const { lines: claims, ...along } = placeUnits(created, order, placed);
  return {
    parent: {
      ...parent,
      payments: money.out,
      searchKeys: [created.number],
      events: [{ type: "order.split", data: { ...data, to: created.number, putBack } }],
    },
    part: {
      ...along,
      ...{ create: created, lines: claims, newPayments: money.newPayments, payments: money.in },
      documents: order.documents.map(({ kind }) => kind),
      patch: {
        approvedAt: order.approvedAt,
        locationId: along.stock[0]?.locationId ?? order.locationId,
        assigneeId: order.assigneeId,
        priority: order.priority,
        review: facts.review,
      },
      openHolds: order.holds.map((hold) => ({ ...hold, id: newId() })),
      searchKeys: [order.number],
      events: [{ type: "order.split_off", data: { ...data, from: order.number } }],
    },
    lines: moved.map(({ line, quantity }, index) => {
      return { line: line.position, quantity, to: index + 1, before: line.cancelled };
    }),
    ...{ money, putBack },
  };
}

/** What the rules do not look at of a line, as it goes along with its units. */
export function detailsOf(details: LineDetails, line: { id: string }) {
  return details.get(line.id) ?? { spec: "", taxRate: "0", note: "", custom: [], externalId: null };
}

/** Units of a line that can go to another order: not shipped, and nothing of their line was given back. */
export function splittable(line: LineState, left: LineLeft): number {
  const untouched = left.unitsBefore === line.cancelled && left.amountMinor === positive(worthOf(line));
  return line.ships && untouched ? cancellable(line, left) : 0;
}

function worthOf(line: LineState): bigint {
  return line.totalMinor - line.cancelledMinor;
}

function positive(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}

type Chosen = { line: LineState; quantity: number; from?: string | undefined };

function unitsToSplit(
  order: OrderState,
  ask: SplitAsk,
  refunds: readonly RefundState[],
): { units: Chosen[] } | Refusal<SplitRefusal> {
  if (["cancelled", "completed", "delivered", "shipped"].includes(order.stage))
    return refuse("order_closed", { stage: order.stage });
  if (!order.submittedAt) return refuse("not_placed");
  const open = openAuthorisations(order);
  if (open > 0n) return refuse("payment_open", { amountMinor: `${open}`, currency: order.currency });
  const left = leftToRefund(order, refunds);
  const units = new Map<LineState, Chosen>();
  for (const { lineId, quantity, from } of ask.units) {
    const index = order.lines.findIndex((line) => line.id === lineId);
    const line = order.lines[index];
    if (!line) return refuse("unknown_line");
    const asked = (units.get(line)?.quantity ?? 0) + quantity;
    const of = left.lines[index] as LineLeft;
    const sku = line.sku || line.title;
    const most = splittable(line, of);
    if (asked > most && asked <= cancellable(line, of)) return refuse("money_given_back", { sku });
    if (asked > most) return refuse("more_than_movable", { sku, asked, left: most });
    if (asked > 0) units.set(line, { line, quantity: asked, from });
  }
  return units.size > 0 ? { units: [...units.values()] } : refuse("nothing_to_split");
}
