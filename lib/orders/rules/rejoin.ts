import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { counts, type RefundState } from "@/lib/payments/rules/refund";
import { openAuthorisations } from "@/lib/payments/rules/take-payment";
import { same } from "./edit";
import type { KeptByMerge } from "./merge";
import {
  type Charge,
  chargeEntries,
  counting,
  type MovedUnits,
  moveMoney,
  placeUnits,
  summed,
  sumsAfter,
  takeUnits,
  withCharge,
} from "./move-units";
import type { OrderPatch, Plan } from "./plan";
import { joinPlans, standsAfter } from "./plans-in-a-row";
import type { LineState, OrderState } from "./state";
import { unitsShare } from "./totals";

/** How units came to be in another order. */
export type Moved = {
  kind: "split" | "merged";
  lines: readonly { line: number; quantity: number; to?: number; before?: number }[];
  kept: KeptByMerge | null;
};

export type RejoinFacts = {
  now: Date;
  shopCurrency: string;
  /** Of the order the units are in. */
  refunds: readonly RefundState[];
  /** Fields of that order, to see whether the words of a merge are still there. */
  fields: Readonly<Record<string, unknown>>;
};

export type RejoinRefusal =
  | "nothing_left"
  | "units_changed"
  | "order_closed"
  | "merge_picked"
  | "merge_given_back"
  | "merge_open_payment";

/** Of each order whether its units return; the holder's plan is absent where none do. */
export type PlannedRejoins<Further extends string = never> = {
  holder: Plan | undefined;
  homes: (Plan | Refusal<RejoinRefusal | Further>)[];
};

/**
 * Takes splits and merges of one order back, one after another, each from what the others before it left. What cannot
 * return stays where it is, and keeps nothing else from returning.
 */
export function planRejoins<Further extends string>(
  holder: OrderState,
  from: readonly { home: OrderState; moved: Moved | Refusal<Further> }[],
  facts: RejoinFacts,
): PlannedRejoins<Further> {
  const plans: Plan[] = [];
  let [left, fields] = [holder, facts.fields];
  const homes = from.map(({ home, moved }) => {
    const planned = isRefusal(moved) ? moved : planRejoin(home, left, moved, { ...facts, fields });
    if (isRefusal(planned)) return planned;
    const [back, gives] = planned;
    plans.push(gives);
    left = standsAfter(gives);
    fields = { ...fields, ...gives.patch };
    return back;
  });
  return { holder: plans.length > 0 ? joinPlans(plans) : undefined, homes };
}

const over: ReadonlySet<string> = new Set(["cancelled", "completed", "delivered", "shipped"]);

/**
 * Takes a split or a merge back: the units return from `holder` to the lines of `home` that they came from, with their
 * money, claims and shipping charge, so that both orders are what they were. Refused once one of these units was changed,
 * picked, cancelled or given back, or others of their line were taken off since.
 */
export function planRejoin(
  home: OrderState,
  holder: OrderState,
  moved: Moved,
  facts: RejoinFacts,
): [home: Plan, holder: Plan] | Refusal<RejoinRefusal> {
  const merged = moved.kind === "merged";
  const closed = [holder, ...(merged ? [] : [home])].find((order) => over.has(order.stage));
  if (closed) return refuse("order_closed", { stage: closed.stage });
  if (openAuthorisations(holder) > 0n) return refuse("merge_open_payment", { number: holder.number });
  if (facts.refunds.some(counts)) return refuse("merge_given_back", { number: holder.number });
  const pairs = pairsOf(home, holder, moved);
  if (isRefusal(pairs)) return pairs;
  const charge = chargeOf(moved.kept);
  if (holder.shippingMinor < charge.shippingMinor || holder.shippingTaxMinor < charge.shippingTaxMinor)
    return refuse("units_changed", { item: "", what: "shipping" });

  const taken = takeUnits(
    holder,
    pairs.map(({ there }) => ({ line: there, quantity: there.ordered })),
    { ...facts, soldBy: home },
  );
  const back = taken.moved.map((units, index) => ({ line: pairs[index]?.here as LineState, moved: units }));
  const along = placeUnits(home, home, back);
  // Of a part all of its money goes along, what it was paid apart as well; of a merge what came by it, by the payments it
  // came by where they still have it.
  const came = merged ? BigInt(moved.kept?.paidMinor ?? "0") : holder.paidMinor;
  const money = moveMoney({ ...holder, payments: nearestFirst(holder, home) }, home, came);
  if (merged && money.amountMinor < came) return refuse("units_changed", { item: "", what: "money" });
  const sums = (order: OrderState, sign: 1n | -1n) =>
    withCharge({ ...order, ...sumsAfter(order, taken.moved, sign) }, charge, sign);
  const lines = taken.moved.map(({ line, quantity }) => ({ code: line.sku || line.title, units: quantity }));
  const data = { kind: moved.kind, lines };
  return [
    summed({
      ...along,
      order: home,
      documents: holder.documents.map(({ kind }) => kind),
      lines: back.map(({ line, moved: units }) => returned(line, units)),
      newPayments: money.newPayments,
      payments: money.in,
      sales: merged ? counting(home, [...along.sales, ...chargeEntries(home, charge, 1n, home)], 1) : along.sales,
      // What was approved as one order is approved as two.
      patch: {
        ...sums(home, 1n),
        ...(merged ? { cancelledAt: null, approvedAt: home.approvedAt ?? holder.approvedAt } : {}),
      },
      events: [{ type: "lines.came_back", data: { ...data, from: holder.number } }],
    }),
    {
      ...taken.plan,
      payments: money.out,
      sales: [...(taken.plan.sales ?? []), ...chargeEntries(holder, charge, -1n, home)],
      patch: {
        ...taken.plan.patch,
        ...sums(holder, -1n),
        ...(merged ? fieldsBack(moved.kept, facts.fields) : { cancelledAt: facts.now }),
      },
      ...(merged ? {} : { clearHolds: holder.holds.map(({ id }) => ({ id, note: "" })) }),
      events: [{ type: "lines.went_back", data: { ...data, to: home.number } }],
    },
  ];
}

// Payments that have a counterpart in the order the money goes to: that is where theirs came from, or went.
function nearestFirst(holder: OrderState, home: OrderState): OrderState["payments"] {
  const origin = ({ id, sourceId }: OrderState["payments"][number]) => sourceId ?? id;
  const known = new Set(home.payments.flatMap((payment) => [payment.id, origin(payment)]));
  const far = (payment: OrderState["payments"][number]) => Number(!known.has(origin(payment)));
  return [...holder.payments].sort((a, b) => far(a) - far(b));
}

type Pair = { here: LineState; there: LineState };

function pairsOf(home: OrderState, holder: OrderState, moved: Moved): Pair[] | Refusal<RejoinRefusal> {
  const pairs: Pair[] = [];
  for (const { line, quantity, to, before = 0 } of moved.lines) {
    const here = home.lines.find(({ position }) => position === line);
    const there = holder.lines.find(({ position }) => position === to);
    if (!here || !there) return refuse("units_changed", { item: "", what: "item" });
    const sku = there.sku || there.title;
    if (there.allocated > 0) return refuse("merge_picked", { number: holder.number });
    const share = unitsShare(here, before, quantity, home.pricesIncludeTax);
    const asItCame =
      there.ordered === quantity &&
      there.cancelled === 0 &&
      there.totalMinor === share.totalMinor &&
      there.subtotalMinor === share.subtotalMinor &&
      there.variantId === here.variantId;
    // Their share of the line's money begins where it did: nothing else of the line may have gone since.
    if (!asItCame || here.cancelled !== before + quantity) return refuse("units_changed", { item: sku, what: "item" });
    pairs.push({ here, there });
  }
  const further = holder.lines.find(
    (line) => line.cancelled < line.ordered && !pairs.some(({ there }) => there === line),
  );
  // What is left of an order whose own units were all cancelled meanwhile is not an order.
  if (moved.kind === "merged" && !further) return refuse("nothing_left");
  if (moved.kind === "split") {
    if (further) return refuse("units_changed", { item: further.sku || further.title, what: "item" });
    // A part that was approved apart would bring units without claims to what is approved, or the other way round.
    if ((home.approvedAt === null) !== (holder.approvedAt === null))
      return refuse("units_changed", { item: "", what: "approval" });
  }
  return pairs;
}

function returned(line: LineState, { quantity, money, backordered }: MovedUnits) {
  return { lineId: line.id, cancelled: -quantity, cancelledMinor: -money.totalMinor, backordered };
}

function chargeOf(kept: KeptByMerge | null): Charge {
  return {
    shippingMinor: BigInt(kept?.shippingMinor ?? "0"),
    shippingTaxMinor: BigInt(kept?.shippingTaxMinor ?? "0"),
  };
}

// What somebody wrote since stays theirs.
function fieldsBack(kept: KeptByMerge | null, now: Readonly<Record<string, unknown>>): OrderPatch {
  const unchanged = (kept?.fields ?? []).filter(({ field, after }) => same(now[field], after));
  return Object.fromEntries(
    unchanged.map(({ field, before }) => [field, field === "promisedAt" && before ? new Date(before) : before]),
  ) as OrderPatch;
}
