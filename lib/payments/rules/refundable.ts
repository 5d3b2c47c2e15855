import type { Minor } from "@/lib/core/money";
import type { LineState, OrderState, PaymentState } from "@/lib/orders/rules/state";
import { counts, isMoneyOnly, isOpen, type RefundState } from "./refund";

export type LineLeft = {
  lineId: string;
  /** Units whose price can still be given back. */
  units: number;
  /** Units given back or asked for so far, cancelled ones included: where the next unit's share begins. */
  unitsBefore: number;
  amountMinor: Minor;
  /** Shipped units that can still come back to a shelf. */
  restockable: number;
};

export type Left = {
  lines: LineLeft[];
  shippingMinor: Minor;
  /** Money of this order in the house: captured, not given back and not claimed by an open refund. */
  heldMinor: Minor;
  /** What can be given back for goods and shipping. */
  refundableMinor: Minor;
  /** Held above what the order is worth after cancellations and refunds. */
  overpaidMinor: Minor;
};

/** Money of a payment that no refund has taken or claimed. */
export function heldOf(payment: Pick<PaymentState, "capturedMinor" | "refundedMinor" | "refundPendingMinor">): Minor {
  return payment.capturedMinor - payment.refundedMinor - payment.refundPendingMinor;
}

/** What can still be given back of an order, with open refunds already taken off. Minor units of its currency. */
export function leftToRefund(order: OrderState, refunds: readonly RefundState[]): Left {
  const open = refunds.filter(isOpen);
  const counted = refunds.filter(counts);
  const somethingLeft = order.lines.some((line) => line.shipped > 0) || order.lines.every((line) => !line.ships);
  const lines = order.lines.map((line): LineLeft => {
    const asked = open.flatMap((refund) => refund.lines.filter((part) => part.lineId === line.id));
    const units = asked.reduce((sum, part) => sum + part.quantity, 0);
    const amount = asked.reduce((sum, part) => sum + part.amountMinor, 0n);
    const restock = asked.reduce((sum, part) => sum + part.restock, 0);
    return {
      lineId: line.id,
      units: atLeastZero(unitsSold(line, somethingLeft) - line.refunded - units),
      unitsBefore: line.cancelled + line.refunded + units,
      amountMinor: positive(line.totalMinor - line.cancelledMinor - line.refundedMinor - amount),
      restockable:
        line.ships && line.variantId ? atLeastZero(line.shipped - line.returned - line.awaited - restock) : 0,
    };
  });
  const shippingGross = order.shippingMinor + (order.pricesIncludeTax ? 0n : order.shippingTaxMinor);
  const shippingMinor = positive(shippingGross - sum(counted.map((refund) => refund.shippingMinor)));
  const heldMinor = sum(order.payments.map(heldOf));
  const given = sum(counted.filter((refund) => !isMoneyOnly(refund)).map((refund) => refund.amountMinor));
  const worthMinor = positive(order.totalMinor - given);
  const parts = sum(lines.map((line) => line.amountMinor)) + shippingMinor;
  return {
    lines,
    shippingMinor,
    heldMinor,
    refundableMinor: smallest(heldMinor, worthMinor, parts),
    overpaidMinor: positive(heldMinor - worthMinor),
  };
}

// Units that never left are cancelled, not refunded: cancelling also frees their stock.
function unitsSold(line: LineState, somethingLeft: boolean): number {
  if (line.totalMinor < 0n) return 0;
  if (line.ships) return line.shipped;
  return somethingLeft ? line.ordered - line.cancelled : 0;
}

/** The least of some amounts. */
export function smallest(first: Minor, ...others: Minor[]): Minor {
  let least = first;
  for (const amount of others) if (amount < least) least = amount;
  return least;
}

function positive(amount: Minor): Minor {
  return amount > 0n ? amount : 0n;
}

function atLeastZero(units: number): number {
  return Math.max(units, 0);
}

function sum(amounts: readonly Minor[]): Minor {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
