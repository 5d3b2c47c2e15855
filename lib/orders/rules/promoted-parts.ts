import { type Minor, taxOf, toDecimalString } from "@/lib/core/money";
import { isRefusal, type Refusal, refuse } from "@/lib/core/result";
import { type LineLeft, leftToRefund } from "@/lib/payments/rules/refundable";
import { titleOf } from "@/lib/promotions/rules/order-promotion";
import type { ChangeAsk, ChangeFacts, Parts } from "./change";
import {
  type ChangedLine,
  cancelledWorth,
  type PromotionEffect,
  promotedOn,
  promotionEffects,
  type Repriced,
  repromote,
  type Standing,
} from "./change-promotions";
import type { Plan, PlannedEvent } from "./plan";
import type { LineState, OrderState } from "./state";

export type PromotedParts = {
  parts: Parts;
  /** The charge for shipping, where the change or a promotion sets another. */
  shippingMinor: Minor | undefined;
  plan: Pick<Plan, "promotions" | "claimCoupons" | "releaseCoupons">;
  events: PlannedEvent[];
};

/**
 * The parts of a change as the order's promotions leave them: lines whose discount becomes another one are revised too.
 * A coupon of which something that left or was given back has its share stays.
 */
export function promotedParts(
  order: OrderState,
  ask: ChangeAsk,
  parts: Parts,
  facts: ChangeFacts,
): PromotedParts | Refusal<"coupon_refused" | "line_settled"> {
  const { standing } = facts;
  if (!standing) return { parts, shippingMinor: ask.shippingMinor, plan: {}, events: [] };
  const left = leftToRefund(order, facts.refunds);
  const lines = changedLines(order, parts, standing, facts, left.lines);
  const stays = lines.find(
    ({ line, settled }) =>
      settled &&
      promotedOn(
        standing.given.filter((row) => isRemoved(row, standing)),
        line.id,
      ) > 0n,
  );
  if (stays) {
    const { sku, title, shipped, cancelled, refunded } = stays.line as LineState;
    return refuse("line_settled", { sku: sku || title, shipped, cancelled, refunded });
  }
  const gross = order.shippingMinor + (order.pricesIncludeTax ? 0n : order.shippingTaxMinor);
  const repriced = repromote(order, lines, standing, {
    setMinor: ask.shippingMinor === order.shippingMinor ? undefined : ask.shippingMinor,
    settled: left.shippingMinor !== gross,
  });
  if (isRefusal(repriced)) return repriced;
  const promotions = { before: standing.given, after: repriced.after };
  const units = lines.map(({ line: { id }, ordered, gone }) => ({ id, ordered, cancelled: gone }));
  const effects = promotionEffects(promotions, order.lines, units);
  return {
    parts: rediscounted(order, parts, lines, repriced),
    shippingMinor: ask.shippingMinor ?? repriced.shippingMinor,
    plan: {
      promotions,
      claimCoupons: standing.added.flatMap(({ coupon }) => coupon?.id ?? []),
      releaseCoupons: standing.given
        .filter((row) => isRemoved(row, standing))
        .flatMap(({ couponId }) => couponId ?? []),
    },
    events: effects.length === 0 ? [] : [eventOf(order, ask, effects)],
  };
}

function isRemoved({ promotionId }: { promotionId: string | null }, { removed }: Standing): boolean {
  return promotionId !== null && removed.has(promotionId);
}

function changedLines(
  order: OrderState,
  parts: Parts,
  standing: Standing,
  { details }: ChangeFacts,
  left: readonly LineLeft[],
): ChangedLine[] {
  const fewer = new Map(parts.fewer.map(({ lineId, quantity }) => [lineId, quantity]));
  return [
    ...order.lines.map((line, index): ChangedLine => {
      const revised = parts.revised.find(({ lineId }) => lineId === line.id);
      return {
        ...{ line, ordered: revised?.ordered ?? line.ordered, gone: line.cancelled + (fewer.get(line.id) ?? 0) },
        subtotalMinor: revised?.subtotalMinor ?? line.subtotalMinor,
        otherMinor: line.discountMinor - promotedOn(standing.given, line.id),
        taxRate: details.get(line.id)?.taxRate ?? "0",
        settled: keepsDiscount(order, line, left[index] as LineLeft),
      };
    }),
    ...parts.added.map((line): ChangedLine => {
      const { ordered, subtotalMinor, taxRate } = line;
      return { line, ordered, gone: 0, subtotalMinor, otherMinor: 0n, taxRate, settled: false };
    }),
  ];
}

// Something of it left or was given back at its price, or what was cancelled of it is not worth what its price says.
function keepsDiscount({ pricesIncludeTax }: OrderState, line: LineState, left: LineLeft): boolean {
  return (
    line.kind !== "product" ||
    line.shipped > 0 ||
    line.refunded > 0 ||
    left.unitsBefore !== line.cancelled ||
    left.amountMinor !== line.totalMinor - line.cancelledMinor ||
    line.cancelledMinor !== cancelledWorth(line, line.cancelled, pricesIncludeTax)
  );
}

function rediscounted(
  { pricesIncludeTax: inclusive }: OrderState,
  parts: Parts,
  lines: readonly ChangedLine[],
  { discounts }: Repriced,
): Parts {
  const moneyOf = ({ line, ordered, subtotalMinor, taxRate }: ChangedLine, discountMinor: Minor) => {
    const net = subtotalMinor - discountMinor;
    const taxMinor = taxOf(net, taxRate, inclusive);
    const money = { ordered, subtotalMinor, discountMinor, taxMinor, totalMinor: inclusive ? net : net + taxMinor };
    const { cancelled = 0 } = line as Partial<LineState>;
    return { ...money, cancelledMinor: cancelledWorth(money, cancelled, inclusive) };
  };
  const byId = new Map(lines.map((changed) => [changed.line.id, changed]));
  const revised = new Map(parts.revised.map((revision) => [revision.lineId, revision]));
  for (const changed of lines) {
    const { line, ordered, gone } = changed;
    if (!("cancelled" in line)) continue;
    const was = revised.get(line.id);
    const discountMinor = discounts.get(line.id) ?? (gone === ordered ? undefined : line.discountMinor);
    if (discountMinor === undefined || (!was && discountMinor === line.discountMinor)) continue;
    const unitPrice = was?.unitPrice ?? line.unitPrice;
    revised.set(line.id, { lineId: line.id, unitPrice, ...moneyOf(changed, discountMinor), before: line });
  }
  const added = parts.added.map((line) => {
    const discountMinor = discounts.get(line.id);
    if (discountMinor === undefined) return line;
    const { cancelledMinor: _, ...money } = moneyOf(byId.get(line.id) as ChangedLine, discountMinor);
    return { ...line, ...money };
  });
  return { ...parts, added, revised: [...revised.values()] };
}

function eventOf(
  { currency }: OrderState,
  { reason, note }: ChangeAsk,
  effects: readonly PromotionEffect[],
): PlannedEvent {
  const promotions = effects.map((effect) => ({
    code: titleOf(effect),
    from: toDecimalString(BigInt(effect.beforeMinor), currency),
    to: toDecimalString(BigInt(effect.afterMinor), currency),
  }));
  return { type: "promotions.changed", data: { reason, note, currency, promotions } };
}
