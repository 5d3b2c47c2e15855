import type { Minor } from "@/lib/core/money";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { planApproval, type ReservationFacts } from "./approve";
import type { NewOrder, Plan, PlannedEvent } from "./plan";
import type { ResendReason } from "./resend-reasons";
import { costOf, saleEntries } from "./sales";
import type { LineState, OrderState } from "./state";

export type ResendAsk = {
  lines: readonly { lineId: string; quantity: number }[];
  reason: ResendReason;
  note: string;
};

export type ResendFacts = Omit<ReservationFacts, "only"> & {
  now: Date;
  shopCurrency: string;
  channelCode: string;
  /** Units of each line that were sent again already, by its id. */
  resent: ReadonlyMap<string, number>;
};

export type ResendRefusal =
  | "nothing_to_resend"
  | "unknown_line"
  | "more_than_left"
  | "unmapped_lines"
  | "insufficient_stock";

/** Units of a line that left and were not sent again yet. */
export function resendable(line: LineState, resent: ReadonlyMap<string, number>): number {
  return line.ships ? Math.max(line.shipped - (resent.get(line.id) ?? 0), 0) : 0;
}

/** Everything of an order that left and was not sent again yet. */
export function allToResend(order: OrderState, resent: ReadonlyMap<string, number>): ResendAsk["lines"] {
  return order.lines
    .map((line) => ({ lineId: line.id, quantity: resendable(line, resent) }))
    .filter(({ quantity }) => quantity > 0);
}

/** Which units go out again, checked against what left; the same line named twice is added up. */
export function unitsToResend(
  order: OrderState,
  ask: Pick<ResendAsk, "lines">,
  resent: ReadonlyMap<string, number>,
): { line: LineState; quantity: number }[] | Refusal<ResendRefusal> {
  const units = new Map<LineState, number>();
  for (const { lineId, quantity } of ask.lines) {
    const line = order.lines.find((candidate) => candidate.id === lineId);
    if (!line) return refuse("unknown_line");
    const asked = (units.get(line) ?? 0) + quantity;
    const left = resendable(line, resent);
    if (asked > left) return refuse("more_than_left", { sku: line.sku || line.title, asked, left });
    if (!line.variantId) return refuse("unmapped_lines", { skus: [line.sku || line.title] });
    if (asked > 0) units.set(line, asked);
  }
  if (units.size === 0) return refuse("nothing_to_resend");
  return [...units].map(([line, quantity]) => ({ line, quantity }));
}

/** What the goods cost the shop, in its currency; units without a known cost count nothing. */
export function costOfUnits(units: readonly { line: LineState; quantity: number }[], shopCurrency: string): Minor {
  return units.reduce((sum, { line, quantity }) => sum + costOf(line, quantity, shopCurrency), 0n);
}

/**
 * Sends goods again that got lost, broke or were wrong: a new order at no price, approved with its stock reserved, which
 * counts as no order of its own; its cost counts on the day it is made. Both orders say so in their timelines. `created`
 * is the new order, priced at nothing.
 */
export function planResend(
  order: OrderState,
  created: NewOrder,
  units: readonly { line: LineState; quantity: number }[],
  ask: Pick<ResendAsk, "reason" | "note">,
  facts: ResendFacts,
): [created: Plan, original: Plan] | Refusal<"insufficient_stock"> {
  const why = { reason: ask.reason, note: ask.note };
  const lines = units.map(({ line, quantity }) => ({ code: line.sku || line.title, units: quantity }));
  return planFreeOrder(
    order,
    created,
    {
      created: { type: "order.resends", data: { ...why, from: order.number } },
      original: { type: "order.resent", data: { ...why, to: created.number, lines } },
    },
    facts,
  );
}

/**
 * A new order at no price that another one gave rise to: approved with its stock reserved, counted as no order of its
 * own. Each of the two says so in its timeline.
 */
export function planFreeOrder(
  order: OrderState,
  created: NewOrder,
  told: { created: PlannedEvent; original: PlannedEvent },
  facts: Omit<ResendFacts, "resent">,
): [created: Plan, original: Plan] | Refusal<"insufficient_stock"> {
  const plan: Plan = {
    create: created,
    sales: saleEntries(created, facts.shopCurrency),
    searchKeys: [order.number],
    events: [
      {
        type: "order.received",
        data: {
          channel: facts.channelCode,
          externalId: null,
          totalMinor: created.totalMinor.toString(),
          currency: created.currency,
        },
      },
      told.created,
    ],
  };
  const approved = planApproval(plan, { ...facts, automatic: false });
  if (isRefusal(approved)) return approved;
  return [approved, { order, events: [told.original] }];
}
