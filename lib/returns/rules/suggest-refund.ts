import type { Minor } from "@/lib/core/money";
import type { OrderState } from "@/lib/orders/rules/state";
import { unitsShare } from "@/lib/orders/rules/totals";
import type { RefundState } from "@/lib/payments/rules/refund";
import { leftToRefund, smallest } from "@/lib/payments/rules/refundable";
import { orderLineOf } from "./change";
import { type ReturnPolicy, restockingFee } from "./policy";
import { givable, type ReturnLineState, type ReturnState } from "./state";

export type SuggestedLine = {
  line: number;
  quantity: number;
  /** What the buyer paid for the units, after discounts and with tax. */
  priceMinor: Minor;
  /** Of it, what the shop keeps as a restocking fee. */
  keepMinor: Minor;
};

export type RefundSuggestion = { lines: SuggestedLine[]; amountMinor: Minor };

/**
 * What is to be given back for a return now: the units that are due, or all that may have their price where none is, by
 * the exact share of each unit and less the policy's fee. Never more than the order still has.
 */
export function suggestRefund(
  order: OrderState,
  ret: ReturnState,
  facts: { refunds: readonly RefundState[]; policy: ReturnPolicy },
): RefundSuggestion {
  const left = leftToRefund(order, facts.refunds);
  const lines: SuggestedLine[] = [];
  for (const line of ret.lines) {
    const of = orderLineOf(order, line.orderLineId);
    const room = left.lines.find((each) => each.lineId === of.id);
    const quantity = Math.min(line.refundDue, room?.units ?? 0);
    if (!room || quantity === 0) continue;
    const share = unitsShare(of, room.unitsBefore, quantity, order.pricesIncludeTax).totalMinor;
    const priceMinor = smallest(share > 0n ? share : 0n, room.amountMinor);
    lines.push({
      line: line.line,
      quantity,
      priceMinor,
      keepMinor: restockingFee(facts.policy, line.reason, priceMinor),
    });
  }
  const worth = lines.reduce((sum, line) => sum + line.priceMinor - line.keepMinor, 0n);
  return { lines, amountMinor: smallest(worth, left.refundableMinor) };
}

/** Units of a line that a refund of this return may name. */
export function refundableOf(ret: ReturnState, line: ReturnLineState): number {
  return givable(line, ret.refundWhen);
}
