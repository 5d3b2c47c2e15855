import { allocate, type Minor } from "@/lib/core/money";
import type { Refusal } from "@/lib/core/result";
import { type Candidate, evaluate, type PricedItem, type Verdict } from "@/lib/promotions/rules/evaluate";
import { givenBy, keptVerdict, type OrderPromotion } from "@/lib/promotions/rules/order-promotion";
import { isAboutWho, type Reason } from "@/lib/promotions/rules/reasons";
import type { PromotionTerms } from "@/lib/promotions/rules/terms";
import type { NewLine } from "./plan";
import { couponRefused } from "./price-promotions";
import type { LineState, OrderState } from "./state";
import { type LineTotals, leftOf, unitsShare, wholeOf } from "./totals";

/** What a change of an order has to know of promotions; absent where its discounts stay the amounts they are. */
export type Standing = {
  /** As the order was placed, each with the terms of the version of then. */
  given: readonly (OrderPromotion & { terms: PromotionTerms | null })[];
  /** Coupons that are to be added, which hold for whoever buys, by the terms of now. */
  added: readonly Candidate[];
  /** Promotions whose coupon is to be taken off. */
  removed: ReadonlySet<string>;
  categories: ReadonlyMap<string, string>;
};

/** A line as the change leaves it, with what was on it besides promotions. */
export type ChangedLine = {
  line: LineState | NewLine;
  ordered: number;
  /** Units that are gone of it after the change. */
  gone: number;
  subtotalMinor: Minor;
  /** Taken off the whole line, whatever promotions say. */
  otherMinor: Minor;
  taxRate: string;
  /** It left, was given back, or is asked back: what was taken off it stays. */
  settled: boolean;
};

export type Repriced = {
  /** By line: its discount as ordered, where that changes. */
  discounts: ReadonlyMap<string, Minor>;
  shippingMinor: Minor | undefined;
  after: readonly OrderPromotion[];
};

/** What promotions that are kept take off a line as it is ordered. */
export function promotedOn(given: readonly OrderPromotion[], lineId: string): Minor {
  return given.reduce((sum, { lines }) => sum + (lines.find((line) => line.lineId === lineId)?.amountMinor ?? 0n), 0n);
}

/**
 * Looks at an order's promotions again over what a change leaves of it. Those that it was placed with decide, by their
 * terms of then; whom they are for is settled. `fee` is the charge that is asked for, where the change sets one: then
 * nothing waives it. Settled lines count, and keep what they have. Refuses a coupon that is added and does not hold.
 */
export function repromote(
  order: OrderState,
  lines: readonly ChangedLine[],
  standing: Standing,
  fee: { setMinor: Minor | undefined; settled: boolean },
): Repriced | Refusal<"coupon_refused"> {
  const ours = standing.given.filter(
    ({ source, promotionId }) => source === "promotion" && !standing.removed.has(promotionId ?? ""),
  );
  const waived = standing.given.reduce((sum, { shippingMinor }) => sum + shippingMinor, 0n);
  const feeFixed = fee.settled || fee.setMinor !== undefined;
  const items = lines.map((line) => itemOf(line, ours, standing.categories));
  const candidates = [...ours.flatMap((row) => candidateOf(row, feeFixed)), ...standing.added];
  const base = order.shippingMinor + waived;
  const verdicts = evaluate({ currency: order.currency, items, shippingMinor: feeFixed ? 0n : base }, candidates);
  const refused = verdicts.find(
    ({ coupon, why }) => why && coupon && standing.added.some((added) => added.coupon?.id === coupon.id),
  );
  if (refused?.coupon && refused.why) return couponRefused(refused.coupon.code, refused.why, order.currency);
  const { discounts, parts } = spread(lines, verdicts, ours);
  const fees = verdicts.reduce((sum, { shippingMinor }) => sum + shippingMinor, 0n);
  const channels = standing.given.filter(({ source }) => source === "channel");
  // What was waived of a charge that is settled stays told as it was.
  const kept = (verdict: Verdict): Minor =>
    fee.settled
      ? (ours.find(({ promotionId }) => promotionId === verdict.promotion.id)?.shippingMinor ?? 0n)
      : verdict.shippingMinor;
  return {
    discounts,
    shippingMinor: feeFixed || base - fees === order.shippingMinor ? undefined : base - fees,
    after: [
      ...verdicts.map((verdict, index) => {
        const off = parts.get(verdict.promotion.id) ?? [];
        const waivedMinor = kept(verdict);
        const holds = waivedMinor > 0n || off.length > 0;
        return keptVerdict(
          { ...verdict, shippingMinor: waivedMinor, applied: holds, why: holds ? null : (verdict.why ?? gone) },
          index + 1,
          off,
        );
      }),
      ...channels.map((channel, index) => ({ ...channel, position: verdicts.length + index + 1 })),
    ],
  };
}

const gone = { reason: "gives_nothing" as const, seen: {} };

function itemOf(changed: ChangedLine, ours: readonly OrderPromotion[], categories: Standing["categories"]): PricedItem {
  const { line, ordered, gone: off, settled } = changed;
  const rest = (amount: Minor) => leftOf(amount, off, ordered);
  return {
    id: line.id,
    sku: line.sku,
    category: categories.get(line.id) ?? "",
    quantity: line.kind === "product" ? ordered - off : 0,
    subtotalMinor: rest(changed.subtotalMinor),
    otherDiscountMinor: rest(changed.otherMinor),
    ...(settled ? { kept: new Map(ours.flatMap((row) => keptOn(row, line.id, rest))) } : {}),
  };
}

function keptOn(row: OrderPromotion, lineId: string, rest: (amount: Minor) => Minor): [string, Minor][] {
  const amount = row.lines.find((line) => line.lineId === lineId)?.amountMinor;
  return amount === undefined || row.promotionId === null ? [] : [[row.promotionId, rest(amount)]];
}

function candidateOf(row: Standing["given"][number], feeFixed: boolean): Candidate[] {
  const { promotionId: id, version, terms, number, name, couponId, code, reason } = row;
  if (id === null || version === null || number === null || !terms) return [];
  const barred =
    reason !== null && isAboutWho(reason)
      ? { reason: reason as Reason, seen: row.seen }
      : feeFixed && terms.kind === "free_shipping"
        ? { reason: "shipping_set" as const, seen: {} }
        : null;
  return [
    {
      promotion: { id, number, version, name, terms },
      coupon: couponId !== null && code !== null ? { id: couponId, code } : null,
      barred,
    },
  ];
}

/** What verdicts take off what is left of each line, as parts of the line as it is ordered. */
function spread(lines: readonly ChangedLine[], verdicts: readonly Verdict[], ours: readonly OrderPromotion[]) {
  const discounts = new Map<string, Minor>();
  const parts = new Map<string, { lineId: string; amountMinor: Minor }[]>();
  const add = (promotionId: string, lineId: string, amountMinor: Minor) => {
    if (amountMinor > 0n) parts.set(promotionId, [...(parts.get(promotionId) ?? []), { lineId, amountMinor }]);
  };
  for (const { line, ordered, gone: off, otherMinor, settled } of lines) {
    if (settled) {
      for (const { promotionId, lines: was } of ours)
        add(promotionId ?? "", line.id, was.find(({ lineId }) => lineId === line.id)?.amountMinor ?? 0n);
      continue;
    }
    if (off === ordered) continue;
    const shares = verdicts.map(({ items }) => items.get(line.id) ?? 0n);
    const target = shares.reduce((sum, share) => sum + share, 0n);
    const wanted = leftOf(otherMinor, off, ordered) + target;
    const whole = wholeOf(wanted, off, ordered);
    // Rounding never makes the other discounts smaller than they are.
    const promotedMinor = whole < otherMinor ? 0n : whole - otherMinor;
    const discountMinor = otherMinor + promotedMinor;
    if (discountMinor !== line.discountMinor) discounts.set(line.id, discountMinor);
    if (target === 0n) continue;
    for (const [index, part] of allocate(promotedMinor, shares).entries())
      add((verdicts[index] as Verdict).promotion.id, line.id, part);
  }
  return { discounts, parts };
}

/** What the cancelled units of a line were worth by its amounts. */
export function cancelledWorth(line: LineTotals & { ordered: number }, cancelled: number, inclusive: boolean): Minor {
  return cancelled === 0 ? 0n : unitsShare(line, 0, cancelled, inclusive).totalMinor;
}

/** What each promotion gives before and after a change, on what there is of the order then. */
export type PromotionEffect = {
  name: string;
  code: string | null;
  beforeMinor: string;
  afterMinor: string;
  /** Why it gives nothing any more, with the values that were seen; "removed" where its coupon is taken off. */
  reason: string | null;
  seen: Record<string, unknown>;
};

type Units = Pick<LineState, "id" | "cancelled" | "ordered">;

/** Compares what promotions gave with what they give. */
export function promotionEffects(
  promotions: { before: readonly OrderPromotion[]; after: readonly OrderPromotion[] } | undefined,
  before: readonly Units[],
  after: readonly Units[],
): PromotionEffect[] {
  if (!promotions) return [];
  const rows = new Map(promotions.before.map((row) => [keyOf(row), row]));
  const later = new Map(promotions.after.map((row) => [keyOf(row), row]));
  return [...new Set([...rows.keys(), ...later.keys()])].flatMap((key) => {
    const [was, is] = [rows.get(key), later.get(key)];
    const beforeMinor = was ? givenBy({ ...was, lines: leftOn(was, before) }) : 0n;
    const afterMinor = is ? givenBy({ ...is, lines: leftOn(is, after) }) : 0n;
    const row = is ?? was;
    if (!row || (beforeMinor === afterMinor && !!was?.couponId === !!is?.couponId)) return [];
    return {
      ...{ name: row.name, code: row.code, beforeMinor: `${beforeMinor}`, afterMinor: `${afterMinor}` },
      reason: is ? is.reason : "removed",
      seen: is?.seen ?? {},
    };
  });
}

/** What is left of what a promotion took off lines, as units of them are gone. */
export function leftOn({ lines }: Pick<OrderPromotion, "lines">, states: readonly Units[]): OrderPromotion["lines"] {
  const byId = new Map(states.map((line) => [line.id, line]));
  return lines.map(({ lineId, amountMinor }) => {
    const line = byId.get(lineId);
    return { lineId, amountMinor: line ? leftOf(amountMinor, line.cancelled, line.ordered) : amountMinor };
  });
}

function keyOf({ promotionId, code, position }: OrderPromotion): string {
  return promotionId ?? `${code} ${position}`;
}
